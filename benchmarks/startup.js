// Runs in the extension host: how long after a file is opened do leakline and the TypeScript server say something about it?
const path = require("node:path");
const vscode = require("vscode");

const PATIENCE = 60_000;

exports.run = async () => {
  const uri = vscode.Uri.file(path.join(vscode.workspace.workspaceFolders[0].uri.fsPath, "large.ts"));
  const seen = {};
  const extension = vscode.extensions.getExtension("leakline.leakline");
  const opened = Date.now();
  const look = () => {
    if (extension.isActive) seen.activated ??= Date.now() - opened;
    for (const { source } of vscode.languages.getDiagnostics(uri)) seen[source] ??= Date.now() - opened;
  };
  const listening = vscode.languages.onDidChangeDiagnostics(look);
  await vscode.window.showTextDocument(uri);
  while (!(seen.leakline && seen.ts) && Date.now() - opened < PATIENCE) {
    look();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  listening.dispose();
  console.log(`E2E ${JSON.stringify(seen)}`);
};
