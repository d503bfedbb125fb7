import * as vscode from "vscode";

const KEY = "leakline.ignored";

/** Suspects that the user does not want to see, by fingerprint, each with the reason; kept with the workspace. */
export class Ignored {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memory: vscode.Memento) {}

  has(fingerprint: string): boolean {
    return fingerprint in this.reasons();
  }

  reason(fingerprint: string): string | undefined {
    return this.reasons()[fingerprint];
  }

  async add(fingerprint: string, reason: string): Promise<void> {
    await this.save({ ...this.reasons(), [fingerprint]: reason });
  }

  async remove(fingerprint: string): Promise<void> {
    const { [fingerprint]: _gone, ...others } = this.reasons();
    await this.save(others);
  }

  private reasons(): Record<string, string> {
    return this.memory.get<Record<string, string>>(KEY, {});
  }

  private async save(reasons: Record<string, string>): Promise<void> {
    await this.memory.update(KEY, reasons);
    this.changed.fire();
  }
}
