import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

/** The command line that starts the server: the program first. */
export type CommandLine = readonly [program: string, ...rest: string[]];

const WINDOWS = process.platform === "win32";

/**
 * Settings first, then the environment of the workspace, then the PATH. Throws an error that says what to do where there
 * is no server. An untrusted workspace never decides what is started.
 */
export function serverCommand(): CommandLine {
  const settings = vscode.workspace.getConfiguration("leakline");
  const [program, ...rest] = settings.get<string[]>("command", []);
  if (program) return [program, ...rest];
  const interpreter = settings.get<string>("interpreter", "");
  if (interpreter) return [interpreter, "-m", "leakline.cli.main", "serve"];
  const found = [...workspaceCandidates(), ...pathCandidates()].find(isExecutable);
  if (found) return [found, "serve"];
  throw new Error(
    "the server was not found in .venv of the workspace nor on the PATH. Install it (pipx install leakline), or set " +
      "leakline.interpreter to a Python that has it.",
  );
}

function workspaceCandidates(): string[] {
  if (!vscode.workspace.isTrusted) return [];
  const folders = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === "file");
  return folders.flatMap((folder) =>
    [".venv", "venv"].map((environment) =>
      path.join(folder.uri.fsPath, environment, WINDOWS ? "Scripts/leakline.exe" : "bin/leakline"),
    ),
  );
}

function pathCandidates(): string[] {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, WINDOWS ? "leakline.exe" : "leakline"));
}

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
