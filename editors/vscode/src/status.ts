import * as vscode from "vscode";

/** The entry in the status bar: what the server is doing, and what it found. A click compares snapshots. */
export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("leakline", vscode.StatusBarAlignment.Left);

  constructor() {
    this.item.name = "leakline";
    this.item.command = "leakline.compare";
    this.item.show();
  }

  starting(): void {
    this.set("$(loading~spin) leakline", "leakline is starting");
  }

  ready(): void {
    this.set("$(pulse) leakline", "Compare heap snapshots...");
  }

  comparing(): void {
    this.set("$(loading~spin) leakline", "leakline is comparing heap snapshots");
  }

  compared(growing: number): void {
    const icon = growing > 0 ? "$(warning)" : "$(pass)";
    this.set(`${icon} leakline: ${growing} growing`, "Compare heap snapshots again...");
  }

  failed(message: string): void {
    this.set("$(error) leakline", message);
  }

  dispose(): void {
    this.item.dispose();
  }

  private set(text: string, tooltip: string): void {
    this.item.text = text;
    this.item.tooltip = tooltip;
  }
}
