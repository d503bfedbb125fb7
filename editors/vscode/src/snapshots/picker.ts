import * as vscode from "vscode";

import { described, findSnapshots, withTimes } from "./files";
import { type SnapshotFile, likely } from "./order";

interface Item extends vscode.QuickPickItem {
  readonly file?: SnapshotFile;
}

const ENOUGH = 2;

/** Lets the user choose heap snapshots; they come oldest first. Undefined: changed their mind. */
export async function pickSnapshots(recordings: vscode.Uri): Promise<vscode.Uri[] | undefined> {
  const files = await findSnapshots([recordings]);
  if (files.length === 0) return browse();
  const preselected = new Set(likely(files));
  const items: Item[] = [...files].reverse().map((file) => ({
    label: file.name,
    description: described(file),
    picked: preselected.has(file),
    file,
  }));
  items.push({ label: "", kind: vscode.QuickPickItemKind.Separator });
  items.push({ label: "$(folder-opened) Browse...", description: "choose files from another folder", alwaysShow: true });
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    matchOnDescription: true,
    title: "Compare Heap Snapshots",
    placeHolder: "Snapshots of one process (three tell most, one what stands out); newest on top",
  });
  if (!picked) return undefined;
  const more = picked.some((item) => !item.file) ? await browse() : [];
  if (!more) return undefined;
  return inTime([...picked.flatMap((item) => (item.file ? [vscode.Uri.parse(item.file.uri)] : [])), ...more]);
}

/** Fills up a choice of one file with the one before it, or lets the user choose: a comparison needs two. */
export async function completed(uris: readonly vscode.Uri[], recordings: vscode.Uri): Promise<vscode.Uri[] | undefined> {
  if (uris.length >= ENOUGH) return inTime(uris);
  const [only] = uris;
  if (!only) return pickSnapshots(recordings);
  const files = await findSnapshots([recordings]);
  const preselected = new Set(likely(files));
  const others = files.filter((file) => file.uri !== only.toString());
  const isLikely = files.some((file) => file.uri === only.toString() && preselected.has(file));
  const items: Item[] = others.reverse().map((file) => ({ label: file.name, description: described(file), picked: isLikely && preselected.has(file), file }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: `Compare ${vscode.workspace.asRelativePath(only)} with`,
    placeHolder: "One or more snapshots of the same process",
  });
  return picked && picked.length > 0 ? inTime([only, ...picked.flatMap((item) => (item.file ? [vscode.Uri.parse(item.file.uri)] : []))]) : undefined;
}

async function browse(): Promise<vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    canSelectMany: true,
    openLabel: "Compare",
    title: "Heap snapshots of one process",
    filters: { "Heap snapshots": ["heapsnapshot", "gz"] },
  });
}

async function inTime(uris: readonly vscode.Uri[]): Promise<vscode.Uri[]> {
  return (await withTimes(uris)).map((file) => vscode.Uri.parse(file.uri));
}
