import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

import type { Bundle, Launch } from "./launch";
import { reason } from "./pip";
import type { Python } from "./python";

const INSTALL = "Install";

/** Whether the server that was launched can read heap snapshots: it has NumPy and Numba. */
export function hasEngine({ python }: Launch, bundle: Bundle): boolean {
  return python === undefined || python.engine || existsSync(path.join(bundle.storage, `engine-${python.tag}`));
}

/**
 * Offers to install the heap engine into the extension's own folder. False: the user does not want it, or cancelled.
 * Throws an error that says why where it cannot be installed.
 */
export async function offerEngine(python: Python, bundle: Bundle, output: vscode.LogOutputChannel): Promise<boolean> {
  const detail =
    "It consists of NumPy and Numba, about 80 MB, and comes from the package index that pip is set up for. It goes into the " +
    "extension's own folder; nothing else on this machine changes.";
  const answer = await vscode.window.showInformationMessage("Reading heap snapshots needs the heap engine. Install it?", { modal: true, detail }, INSTALL);
  if (answer !== INSTALL) return false;
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "Installing the heap engine", cancellable: true },
    (progress, token) => install(python, bundle, output, (message) => progress.report({ message }), token),
  );
}

async function install(
  python: Python,
  bundle: Bundle,
  output: vscode.LogOutputChannel,
  report: (message: string) => void,
  token: vscode.CancellationToken,
): Promise<boolean> {
  const script = path.join(bundle.folder, "install_engine.py");
  const lines: string[] = [];
  const process = spawn(python.executable, [script, bundle.storage], { stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
  const hear = (chunk: Buffer): void => {
    for (const line of chunk.toString().split(/[\r\n]+/).filter(Boolean)) {
      output.info(line);
      lines.push(line);
      report(line.slice(0, 80));
    }
  };
  process.stdout.on("data", hear);
  process.stderr.on("data", hear);
  const cancelled = token.onCancellationRequested(() => process.kill());
  try {
    const code = await new Promise<number | null>((resolve, reject) => process.on("error", reject).on("close", resolve));
    if (token.isCancellationRequested) return false;
    if (code === 0) return true;
  } finally {
    cancelled.dispose();
  }
  throw new Error(`the heap engine could not be installed: ${reason(lines)} Or install leakline yourself (pipx install leakline) and set leakline.interpreter.`);
}
