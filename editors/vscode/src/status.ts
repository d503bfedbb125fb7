import * as vscode from "vscode";

import type { Server } from "./server/server";
import type { Store } from "./suspects/store";

interface Choice extends vscode.QuickPickItem {
  readonly command: string;
}

/** One item in the status bar: what the server does, and a menu of what can be done. */
export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("leakline.status", vscode.StatusBarAlignment.Left, 0);
  private readonly subscriptions: vscode.Disposable[];
  private percentage: number | undefined;

  constructor(
    private readonly server: Server,
    private readonly store: Store,
  ) {
    this.item.name = "leakline";
    this.item.command = "leakline.menu";
    this.subscriptions = [this.item, server.onDidChange(() => this.show()), store.onDidChange(() => this.show())];
    this.show();
    this.item.show();
  }

  /** Undefined: no comparison is under way. */
  analysing(percentage: number | undefined): void {
    this.percentage = percentage;
    this.show();
  }

  async menu(): Promise<void> {
    const trusted = vscode.workspace.isTrusted;
    const compared = this.store.comparison !== undefined;
    const choices: Choice[] = [
      ...(trusted ? [{ label: "$(git-compare) Compare Heap Snapshots...", command: "leakline.compare" }] : []),
      ...(trusted ? [{ label: "$(record) Record Three Snapshots...", command: "leakline.record" }] : []),
      ...(this.percentage === undefined ? [] : [{ label: "$(debug-stop) Cancel Comparison", command: "leakline.cancel" }]),
      ...(compared ? [{ label: "$(list-tree) Show Leak Suspects", command: "leakline.suspects.focus" }] : []),
      ...(compared ? [{ label: "$(clear-all) Clear", command: "leakline.clear" }] : []),
      ...(trusted ? [] : [{ label: "$(shield) Manage Workspace Trust", command: "workbench.trust.manage" }]),
      { label: "$(debug-restart) Restart Server", command: "leakline.restart" },
      { label: "$(output) Show Output", command: "leakline.showOutput" },
      { label: "$(gear) Settings", command: "leakline.openSettings" },
    ];
    const chosen = await vscode.window.showQuickPick(choices, { title: "leakline" });
    if (chosen) await vscode.commands.executeCommand(chosen.command);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private show(): void {
    const [text, tooltip, colour] = this.state();
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.backgroundColor = colour && new vscode.ThemeColor(colour);
  }

  private state(): readonly [text: string, tooltip: string, colour?: string] {
    if (this.server.condition === "failed") return ["$(error) leakline", this.server.failure, "statusBarItem.errorBackground"];
    if (this.server.condition === "starting") return ["$(loading~spin) leakline", "leakline is starting"];
    if (this.server.condition === "stopped") return ["$(circle-slash) leakline", "leakline is stopped"];
    if (this.percentage !== undefined) return [`$(loading~spin) leakline ${Math.round(this.percentage)}%`, "Comparing heap snapshots"];
    const { comparison, growing } = this.store;
    if (comparison && growing.length > 0) {
      const what = growing.length === 1 ? "1 suspect" : `${growing.length} suspects`;
      return [`$(warning) leakline: ${what}`, `${growing.length} growing in ${comparison.snapshots.length} snapshots`, "statusBarItem.warningBackground"];
    }
    if (comparison) return ["$(pass) leakline: nothing grows", `Nothing grew in ${comparison.snapshots.length} snapshots`];
    return ["$(check) leakline", vscode.workspace.isTrusted ? "leakline is ready" : "leakline reads sources only: the workspace is not trusted"];
  }
}
