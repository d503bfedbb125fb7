/** One snapshot on disk; `time` in milliseconds, `size` in bytes. */
export interface SnapshotFile {
  readonly uri: string;
  readonly name: string;
  readonly time: number;
  readonly size: number;
}

const USUAL_NUMBER = 3;

/** Oldest first; files of one moment (a checkout, an unpacked archive) by name, numbers in it as numbers. */
export function inOrder(files: readonly SnapshotFile[]): SnapshotFile[] {
  return [...files].sort((a, b) => a.time - b.time || a.name.localeCompare(b.name, undefined, { numeric: true }));
}

/** The files that a user most likely wants to compare: the last ones of the folder that was written to last. */
export function likely(files: readonly SnapshotFile[]): readonly SnapshotFile[] {
  const ordered = inOrder(files);
  const newest = ordered.at(-1);
  return newest ? ordered.filter((file) => folderOf(file) === folderOf(newest)).slice(-USUAL_NUMBER) : [];
}

/** The snapshot that was written just before one, in its folder. */
export function before(file: SnapshotFile, files: readonly SnapshotFile[]): SnapshotFile | undefined {
  const siblings = inOrder(files).filter((other) => folderOf(other) === folderOf(file));
  return siblings[siblings.findIndex((other) => other.uri === file.uri) - 1];
}

function folderOf(file: SnapshotFile): string {
  return file.uri.slice(0, file.uri.lastIndexOf("/"));
}
