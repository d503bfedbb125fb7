import * as path from "node:path";

import { type Command, NEWEST_MINOR, OLDEST_MINOR } from "./python";

/** Pythons of the virtual environments that a folder may hold. */
export function environmentsOf(folder: string, windows: boolean): Command[] {
  return [".venv", "venv"].map((name) => [path.join(folder, name, windows ? "Scripts/python.exe" : "bin/python")]);
}

/** Names to try where nothing better is known; the newest versions of the launcher and of the PATH come last. */
export function commonPythons(windows: boolean): Command[] {
  const minors = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) => NEWEST_MINOR - index);
  if (windows) return [...minors.map((minor): Command => ["py", `-3.${minor}`]), ["python"]];
  return [["python3"], ...minors.map((minor): Command => [`python3.${minor}`]), ["python"]];
}

/** Absolute entries of the PATH, and the files of one name in them: a relative entry would let a workspace decide. */
export function onPath(name: string, searchPath: string, windows: boolean): string[] {
  const folders = searchPath.split(windows ? ";" : ":").filter((folder) => path.isAbsolute(folder));
  return folders.map((folder) => path.join(folder, windows ? `${name}.exe` : name));
}
