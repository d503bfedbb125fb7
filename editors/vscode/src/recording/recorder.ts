import { mkdirSync, rmSync } from "node:fs";
import * as vscode from "vscode";

import { size } from "../suspects/wording";
import { Inspector, StoppedError } from "./inspector";
import { type Source, chooseSource } from "./sources";

const NAMES = ["1-before", "2-after", "3-later"];
const CAPTURE = "Take the First Snapshot";
const NEXT = "Next Snapshot";
const STOP = "Stop";

/** Takes three snapshots of one running process, with the user's work between them, and has them compared. */
export class Recorder implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("leakline.recording", vscode.StatusBarAlignment.Left, -1);
  private readonly output = vscode.window.createOutputChannel("leakline: recorded program");
  private decide: ((next: boolean) => void) | undefined;
  private running = false;

  constructor(
    private readonly folder: vscode.Uri,
    private readonly compare: (uris: vscode.Uri[]) => Promise<void>,
  ) {
    this.item.command = "leakline.recordNext";
  }

  /** The user's own button in the status bar, or the command. */
  next(): void {
    this.decide?.(true);
  }

  /** The way out for who has closed the notification. */
  stop(): void {
    this.decide?.(false);
  }

  async record(): Promise<void> {
    if (this.running) {
      void vscode.window.showInformationMessage("A recording is under way already.");
      return;
    }
    this.running = true;
    try {
      const source = await chooseSource(this.output);
      if (source) await this.recordFrom(source);
    } catch (error) {
      if (!(error instanceof StoppedError)) throw error;
    } finally {
      this.running = false;
    }
  }

  dispose(): void {
    this.stop();
    this.item.dispose();
    this.output.dispose();
  }

  private async recordFrom(source: Source): Promise<void> {
    const folder = vscode.Uri.joinPath(this.folder, new Date().toISOString().replace(/[:.]/g, "-"));
    mkdirSync(folder.fsPath, { recursive: true });
    const taken: vscode.Uri[] = [];
    try {
      const inspector = await Inspector.connect(source.socket);
      try {
        if (!(await this.agreed(inspector))) return;
        for (const name of NAMES) {
          if (taken.length > 0 && !(await this.workDone(taken.length))) return;
          taken.push(await this.take(inspector, vscode.Uri.joinPath(folder, `${name}.heapsnapshot`), taken.length + 1));
        }
      } finally {
        inspector.close();
      }
    } finally {
      source.stop?.();
      if (taken.length < 2) rmSync(folder.fsPath, { recursive: true, force: true });
    }
    await this.compare(taken);
  }

  private async agreed(inspector: Inspector): Promise<boolean> {
    const used = await inspector.heapUsed();
    const detail =
      `The process stands still while a snapshot is written, and needs about twice its heap meanwhile: the heap has ${size(used)} now. ` +
      "Snapshots hold what the program has in memory, passwords too. They stay in the extension's storage on this machine.";
    return (await vscode.window.showInformationMessage("Take three heap snapshots?", { modal: true, detail }, CAPTURE)) === CAPTURE;
  }

  private async take(inspector: Inspector, file: vscode.Uri, number: number): Promise<vscode.Uri> {
    const options = { location: vscode.ProgressLocation.Notification, title: `Heap snapshot ${number} of ${NAMES.length}`, cancellable: true };
    await vscode.window.withProgress(options, async (progress, token) => {
      let shown = 0;
      token.onCancellationRequested(() => inspector.stop());
      await inspector.takeSnapshot(file.fsPath, (percentage) => {
        progress.report({ increment: percentage - shown, message: `${Math.round(percentage)}%` });
        shown = percentage;
      });
    });
    return file;
  }

  /** Wait for the user's work; false: they stopped. A closed notification leaves the status bar's button. */
  private async workDone(taken: number): Promise<boolean> {
    const again = taken > 1 ? "the same work again" : "the work that leaks, a few times";
    this.item.text = `$(record) Next snapshot (${taken + 1} of ${NAMES.length})`;
    this.item.tooltip = `Do ${again}, then press here`;
    this.item.show();
    await vscode.commands.executeCommand("setContext", "leakline.recording", true);
    try {
      return await new Promise<boolean>((resolve) => {
        this.decide = resolve;
        void vscode.window
          .showInformationMessage(`Snapshot ${taken} of ${NAMES.length} is taken. Do ${again}, then press "${NEXT}".`, NEXT, STOP)
          .then((answer) => (answer === NEXT ? resolve(true) : answer === STOP ? resolve(false) : undefined));
      });
    } finally {
      this.decide = undefined;
      this.item.hide();
      await vscode.commands.executeCommand("setContext", "leakline.recording", false);
    }
  }
}
