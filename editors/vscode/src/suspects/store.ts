import * as vscode from "vscode";

import type { Comparison, Suspect } from "./contract";
import type { Choice } from "./grouping";
import type { Ignored } from "./ignored";

const COMPARED = "leakline.compared";

/** The last comparison, and what of it the user wants to see. */
export class Store implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;
  private current: Comparison | undefined;
  private chosen: Choice = { text: "", growingOnly: false, order: "size" };

  readonly onDidChange = this.changed.event;

  constructor(readonly ignored: Ignored) {
    this.subscription = ignored.onDidChange(() => this.changed.fire());
  }

  get comparison(): Comparison | undefined {
    return this.current;
  }

  get choice(): Choice {
    return this.chosen;
  }

  /** Growing suspects that are not ignored. */
  get growing(): readonly Suspect[] {
    return (this.current?.suspects ?? []).filter((suspect) => suspect.growing && !this.ignored.has(suspect.fingerprint));
  }

  suspect(fingerprint: string): Suspect | undefined {
    return this.current?.suspects.find((suspect) => suspect.fingerprint === fingerprint);
  }

  show(comparison: Comparison | undefined): void {
    this.current = comparison && comparison.snapshots.length > 0 ? comparison : undefined;
    void vscode.commands.executeCommand("setContext", COMPARED, this.current !== undefined);
    this.changed.fire();
  }

  choose(choice: Partial<Choice>): void {
    this.chosen = { ...this.chosen, ...choice };
    this.changed.fire();
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }
}
