import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import * as path from "node:path";

import { onPath } from "./candidates";
import { type Command, type Python, probe } from "./python";

interface Answer {
  readonly python: Python;
  /** When each file that the answer depends on was written, in milliseconds. */
  readonly written: Readonly<Record<string, number>>;
}

/**
 * Asks Pythons what they offer, and remembers it as long as they and the folders of their libraries stay as they are.
 * `memory` is a file on the machine of the Pythons: the editor's own memory may be that of another one.
 */
export class Pythons {
  constructor(
    private readonly script: string,
    private readonly memory: string,
    private readonly windows = process.platform === "win32",
  ) {}

  /** What a Python offers; undefined where it does not start. */
  async ask(command: Command): Promise<Python | undefined> {
    const [program, ...rest] = command;
    const file = this.fileOf(program);
    if (file === undefined) return probe(command, this.script); // Windows starts some programs that are no files
    const key = [file, ...rest, this.script].join("\n");
    const known = this.answers()[key];
    if (known && Object.entries(known.written).every(([name, time]) => timeOf(name) === time)) return known.python;
    const python = await probe([file, ...rest], this.script);
    if (python) {
      const written = Object.fromEntries([file, ...python.depends].map((name) => [name, timeOf(name)]));
      this.keep({ ...this.answers(), [key]: { python, written } });
    }
    return python;
  }

  /** Ask all of them anew. */
  forget(): void {
    rmSync(this.memory, { force: true });
  }

  private answers(): Record<string, Answer> {
    try {
      return JSON.parse(readFileSync(this.memory, "utf8")) as Record<string, Answer>;
    } catch {
      return {}; // nothing was asked yet
    }
  }

  private keep(answers: Record<string, Answer>): void {
    mkdirSync(path.dirname(this.memory), { recursive: true });
    const scratch = `${this.memory}.${process.pid}`; // another window may read meanwhile
    writeFileSync(scratch, JSON.stringify(answers));
    renameSync(scratch, this.memory);
  }

  private fileOf(program: string): string | undefined {
    if (path.basename(program) !== program) return existsSync(program) ? program : undefined;
    return onPath(program, process.env["PATH"] ?? "", this.windows).find((file) => existsSync(file));
  }
}

function timeOf(file: string): number {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0; // it is gone
  }
}
