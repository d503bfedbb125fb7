import * as vscode from "vscode";

import { size } from "../suspects/wording";
import { type SnapshotFile, inOrder } from "./order";

export const GLOB = "**/*.{heapsnapshot,heapsnapshot.gz}";
const NOT_IN = "**/node_modules/**";

/** Snapshots below the workspace and in the folders given, in the order in which they were written. */
export async function findSnapshots(folders: readonly vscode.Uri[]): Promise<SnapshotFile[]> {
  const patterns = [GLOB, ...folders.map((folder) => new vscode.RelativePattern(folder, GLOB))];
  const found = await Promise.all(patterns.map((pattern) => vscode.workspace.findFiles(pattern, NOT_IN)));
  const different = new Map(found.flat().map((uri) => [uri.toString(), uri]));
  return withTimes([...different.values()]);
}

/** Files with their times and sizes, oldest first; raises what the file system raises for one that is not there. */
export async function withTimes(uris: readonly vscode.Uri[]): Promise<SnapshotFile[]> {
  const files = uris.map(async (uri) => {
    const { mtime, size: bytes } = await vscode.workspace.fs.stat(uri);
    return { uri: uri.toString(), name: vscode.workspace.asRelativePath(uri), time: mtime, size: bytes };
  });
  return inOrder(await Promise.all(files));
}

/** `4.1 MB, 22/11/2026, 14:23:05`. */
export function described(file: SnapshotFile): string {
  return `${size(file.size)}, ${new Date(file.time).toLocaleString()}`;
}
