import { existsSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

import { commonPythons, environmentsOf, onPath } from "./candidates";
import { type Command, type Python, agrees, unsuited } from "./python";
import type { Pythons } from "./pythons";

const WINDOWS = process.platform === "win32";

/** How the server is started, and with what. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly from: "setting" | "environment" | "bundled";
  /** The Python of the bundled server; undefined where the server comes from elsewhere and brings its own libraries. */
  readonly python?: Python;
}

/** What the extension brings along: its scripts, its own folder, its version. */
export interface Bundle {
  readonly folder: string;
  readonly storage: string;
  readonly version: string;
}

/** Nothing on this machine can run the bundled server. */
export class NoPythonError extends Error {
  constructor(passedOver: readonly string[]) {
    const found = passedOver.length > 0 ? `Found ${passedOver[0]}. ` : "";
    super(`no Python from 3.11 to 3.14 was found on this machine. ${found}Install one and restart the server, or set leakline.interpreter to one.`);
  }
}

type Log = (line: string) => void;

/**
 * The settings decide first, then an environment that has leakline, else the bundled server with the first fitting Python.
 * An untrusted workspace never decides what is started. Throws an error that says what to do where nothing can be.
 */
export async function findLaunch(bundle: Bundle, pythons: Pythons, log: Log): Promise<Launch> {
  const settings = vscode.workspace.getConfiguration("leakline");
  const [program, ...rest] = settings.get<string[]>("command", []);
  if (program) return { command: program, args: rest, from: "setting" };
  const interpreter = settings.get<string>("interpreter", "");
  if (interpreter) return chosen(interpreter, pythons, bundle);

  const trusted = vscode.workspace.isTrusted;
  if (!trusted) log("the workspace is not trusted: the bundled server is used, with a Python of this machine");
  const own = trusted ? await environments() : [];
  const usable: Python[] = [];
  for (const command of own) {
    const python = await pythons.ask(command);
    if (!python) continue;
    log(`${command.join(" ")}: Python ${python.version.join(".")}, ${python.leakline ? `leakline ${python.leakline}` : "no leakline"}`);
    if (python.leakline && agrees(python.leakline, bundle.version)) return environment(python);
    if (python.leakline) log(`it is passed over: this extension needs leakline ${bundle.version}`);
    if (!unsuited(python)) usable.push(python);
  }
  const installed = trusted ? await installedServer(bundle.version, log) : undefined;
  if (installed) return installed;
  const passedOver: string[] = [];
  const python = usable[0] ?? (await firstCommon(pythons, passedOver));
  for (const why of passedOver) log(`passed over: ${why}`);
  if (python) return bundled(python, bundle);
  throw new NoPythonError(passedOver);
}

async function chosen(interpreter: string, pythons: Pythons, bundle: Bundle): Promise<Launch> {
  const python = await pythons.ask([interpreter]);
  if (!python) throw new Error(`leakline.interpreter: ${interpreter} does not start. Set it to a Python from 3.11 to 3.14.`);
  if (python.leakline && agrees(python.leakline, bundle.version)) return { ...environment(python), from: "setting" };
  const why = unsuited(python);
  if (why) throw new Error(`leakline.interpreter: ${interpreter} cannot be used: ${why}.`);
  return bundled(python, bundle);
}

function environment(python: Python): Launch {
  // -P: a file of the workspace must never be imported in the place of a library
  return { command: python.executable, args: ["-P", "-m", "leakline.cli.main", "serve"], from: "environment" };
}

function bundled(python: Python, bundle: Bundle): Launch {
  const args = [path.join(bundle.folder, "launch.py"), bundle.storage, bundle.version, "serve"];
  return { command: python.executable, args, from: "bundled", python };
}

async function environments(): Promise<Command[]> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === "file");
  const found = folders.flatMap((folder) => environmentsOf(folder.uri.fsPath, WINDOWS)).filter(([program]) => existsSync(program));
  const selected = await selectedEnvironment();
  return selected ? [...found, selected] : found;
}

/** The environment that the Python extension has selected, if that extension is here. */
async function selectedEnvironment(): Promise<Command | undefined> {
  const extension = vscode.extensions.getExtension<PythonApi>("ms-python.python");
  if (!extension?.isActive) return undefined; // starting it only for this would slow the editor down
  const selected = extension.exports.environments?.getActiveEnvironmentPath?.();
  if (!selected) return undefined;
  const environment = await extension.exports.environments?.resolveEnvironment?.(selected);
  const executable = environment?.executable?.uri?.fsPath;
  return executable ? [executable] : undefined;
}

/** A `leakline` on the PATH, such as pipx puts there. */
async function installedServer(version: string, log: Log): Promise<Launch | undefined> {
  const [file] = onPath("leakline", process.env["PATH"] ?? "", WINDOWS).filter((candidate) => existsSync(candidate));
  if (!file) return undefined;
  const { execFile } = await import("node:child_process");
  const answer = await new Promise<string>((resolve) => {
    execFile(file, ["--version"], { windowsHide: true }, (error, stdout) => resolve(error ? "" : stdout.trim()));
  });
  const found = answer.split(" ").at(-1) ?? "";
  log(`${file}: ${answer || "does not start"}`);
  return found && agrees(found, version) ? { command: file, args: ["serve"], from: "environment" } : undefined;
}

async function firstCommon(pythons: Pythons, passedOver: string[]): Promise<Python | undefined> {
  for (const command of commonPythons(WINDOWS)) {
    const python = await pythons.ask(command);
    const why = python && unsuited(python);
    if (python && !why) return python;
    if (python && why) passedOver.push(`${command.join(" ")} (${python.executable}): ${why}`);
  }
  return undefined;
}

interface PythonApi {
  readonly environments?: {
    getActiveEnvironmentPath?(): unknown;
    resolveEnvironment?(path: unknown): Promise<{ executable?: { uri?: vscode.Uri } } | undefined>;
  };
}
