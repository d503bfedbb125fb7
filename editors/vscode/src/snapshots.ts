import * as vscode from "vscode";

interface SnapshotFile {
  readonly uri: vscode.Uri;
  readonly time: number;
  readonly size: number;
}

interface SnapshotItem extends vscode.QuickPickItem {
  readonly file?: SnapshotFile;
}

const GLOB = "**/*.{heapsnapshot,heapsnapshot.gz}";
const NOT_IN = "**/node_modules/**";
const USUAL_NUMBER = 3;

/** Lets the user choose heap snapshots; they come in the order in which they were written. Undefined: changed their mind. */
export async function pickSnapshots(): Promise<vscode.Uri[] | undefined> {
  const files = await inOrderOfTime(await vscode.workspace.findFiles(GLOB, NOT_IN));
  if (files.length === 0) return browse();
  const recent = new Set(files.slice(-USUAL_NUMBER));
  const items: SnapshotItem[] = files.map((file) => ({
    label: vscode.workspace.asRelativePath(file.uri),
    description: `${readableSize(file.size)}, ${new Date(file.time).toLocaleString()}`,
    picked: recent.has(file),
    file,
  }));
  items.push({ label: "", kind: vscode.QuickPickItemKind.Separator });
  items.push({ label: "$(folder-opened) Browse...", description: "choose files from another folder", alwaysShow: true });
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: "Compare Heap Snapshots",
    placeHolder: "Two or more snapshots of one process, from the first to the last",
  });
  if (!chosen) return undefined;
  const more = chosen.some((item) => !item.file) ? await browse() : [];
  if (!more) return undefined;
  const uris = [...chosen.flatMap((item) => (item.file ? [item.file.uri] : [])), ...more];
  return (await inOrderOfTime(uris)).map((file) => file.uri);
}

async function browse(): Promise<vscode.Uri[] | undefined> {
  const uris = await vscode.window.showOpenDialog({
    canSelectMany: true,
    openLabel: "Compare",
    title: "Heap snapshots, two or more of one process",
    filters: { "Heap snapshots": ["heapsnapshot", "gz"] },
  });
  return uris && (await inOrderOfTime(uris)).map((file) => file.uri);
}

async function inOrderOfTime(uris: readonly vscode.Uri[]): Promise<SnapshotFile[]> {
  const files = await Promise.all(
    uris.map(async (uri) => {
      const { mtime, size } = await vscode.workspace.fs.stat(uri);
      return { uri, time: mtime, size };
    }),
  );
  return files.sort((a, b) => a.time - b.time || (a.uri.path < b.uri.path ? -1 : 1));
}

function readableSize(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
