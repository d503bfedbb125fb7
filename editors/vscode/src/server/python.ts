import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** How to run a Python: the program first. */
export type Command = readonly [program: string, ...rest: string[]];

/** What `bundled/probe.py` says of a Python. */
export interface Python {
  readonly executable: string;
  readonly version: readonly [number, number, number];
  readonly tag: string;
  readonly implementation: string;
  readonly leakline: string | null;
  readonly engine: boolean;
  /** Files and folders that change where the answer may change. */
  readonly depends: readonly string[];
}

export const OLDEST_MINOR = 11;
export const NEWEST_MINOR = 14;

const PROBE_MILLISECONDS = 20_000;
const run = promisify(execFile);

/** Ask a Python what it offers; undefined where it does not start. */
export async function probe(command: Command, script: string): Promise<Python | undefined> {
  const [program, ...rest] = command;
  try {
    const { stdout } = await run(program, [...rest, script], { timeout: PROBE_MILLISECONDS, windowsHide: true });
    return JSON.parse(stdout) as Python;
  } catch {
    return undefined;
  }
}

/** Why the bundled server cannot run on a Python; undefined where it can. */
export function unsuited(python: Python): string | undefined {
  const version = python.version.join(".");
  if (python.implementation !== "cpython") return `it is ${python.implementation}, not CPython`;
  const [major, minor] = python.version;
  if (major !== 3 || minor < OLDEST_MINOR) return `it is Python ${version}; 3.${OLDEST_MINOR} or later is needed`;
  if (minor > NEWEST_MINOR) return `it is Python ${version}; the bundled libraries know up to 3.${NEWEST_MINOR}`;
  return undefined;
}

/** Whether two versions of leakline understand each other: the first two numbers agree. */
export function agrees(one: string, other: string): boolean {
  const front = (version: string): string => version.split(".").slice(0, 2).join(".");
  return front(one) === front(other);
}
