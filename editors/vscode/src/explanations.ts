import * as vscode from "vscode";

const SCHEME = "leakline";
const PLACE = vscode.Uri.from({ scheme: SCHEME, path: "/Leak.md" });

/** Shows Markdown that the server wrote, beside the editor; there is one such preview, and it shows the last explanation. */
export class Explanations implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  private markdown = "";

  readonly onDidChange = this.changed.event;

  provideTextDocumentContent(): string {
    return this.markdown;
  }

  async show(markdown: string): Promise<void> {
    this.markdown = markdown;
    this.changed.fire(PLACE);
    await vscode.commands.executeCommand("markdown.showPreviewToSide", PLACE);
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
