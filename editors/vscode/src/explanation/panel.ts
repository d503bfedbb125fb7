import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

import type { Store } from "../suspects/store";
import { title } from "../suspects/wording";
import { page } from "./page";

const COMMANDS = ["leakline.openPlace", "leakline.copySuspect"];

/** One page beside the editor that explains one suspect, the last one that was asked for. */
export class ExplanationPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;

  constructor(
    private readonly store: Store,
    private readonly icon: { readonly light: vscode.Uri; readonly dark: vscode.Uri },
  ) {}

  /** Throws where the comparison has no such suspect any more. */
  show(fingerprint: string): void {
    const { comparison } = this.store;
    const suspect = this.store.suspect(fingerprint);
    if (!comparison || !suspect) throw new Error("the comparison no longer has this suspect: compare again");
    const panel = (this.panel ??= this.create());
    panel.title = title(suspect);
    panel.webview.html = page(suspect, comparison, randomBytes(16).toString("base64"));
    if (!panel.visible) panel.reveal(vscode.ViewColumn.Beside, true);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private create(): vscode.WebviewPanel {
    const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel("leakline.explanation", "Leak", where, {
      enableScripts: false,
      enableCommandUris: COMMANDS,
      enableFindWidget: true,
      localResourceRoots: [],
    });
    panel.iconPath = this.icon;
    panel.onDidDispose(() => (this.panel = undefined));
    return panel;
  }
}
