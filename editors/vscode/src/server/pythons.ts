import { existsSync, statSync } from "node:fs";
import * as path from "node:path";

import { onPath } from "./candidates";
import { type Command, type Python, probe } from "./python";

const KEY = "leakline.pythons";

/** What keeps answers from one window to the next, such as the extension's memory in the editor. */
export interface Memory {
  get<T>(key: string, otherwise: T): T;
  update(key: string, value: unknown): Thenable<void>;
}

interface Answer {
  readonly python: Python;
  /** When each file that the answer depends on was written, in milliseconds. */
  readonly written: Readonly<Record<string, number>>;
}

/** Asks Pythons what they offer, and remembers it as long as they and the folders of their libraries stay as they are. */
export class Pythons {
  constructor(
    private readonly script: string,
    private readonly memory: Memory,
    private readonly windows = process.platform === "win32",
  ) {}

  /** What a Python offers; undefined where it does not start. */
  async ask(command: Command): Promise<Python | undefined> {
    const file = this.fileOf(command[0]);
    if (file === undefined) return probe(command, this.script); // Windows starts some programs that are no files
    const key = [file, ...command.slice(1), this.script].join("\n");
    const known = this.answers()[key];
    if (known && Object.entries(known.written).every(([name, time]) => timeOf(name) === time)) return known.python;
    const python = await probe([file, ...command.slice(1)], this.script);
    if (python) {
      const written = Object.fromEntries([file, ...python.depends].map((name) => [name, timeOf(name)]));
      await this.memory.update(KEY, { ...this.answers(), [key]: { python, written } });
    }
    return python;
  }

  /** Ask all of them anew. */
  async forget(): Promise<void> {
    await this.memory.update(KEY, {});
  }

  private answers(): Record<string, Answer> {
    return this.memory.get<Record<string, Answer>>(KEY, {});
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
