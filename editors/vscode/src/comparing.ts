import * as vscode from "vscode";
import { LSPErrorCodes, ResponseError } from "vscode-languageclient/node";

import { hasEngine, offerEngine } from "./server/engine";
import type { Bundle } from "./server/launch";
import type { Server } from "./server/server";
import { completed, pickSnapshots } from "./snapshots/picker";
import type { Status } from "./status";
import type { Comparison } from "./suspects/contract";
import type { Store } from "./suspects/store";

const SNAPSHOT = /\.heapsnapshot(\.gz)?$/;

/** Compares snapshots: the user's choice, progress, cancelling, and what comes of it. */
export class Comparing {
  private current: vscode.CancellationTokenSource | undefined;

  constructor(
    private readonly server: Server,
    private readonly store: Store,
    private readonly status: Status,
    private readonly bundle: Bundle,
    private readonly recordings: vscode.Uri,
    private readonly output: vscode.LogOutputChannel,
  ) {}

  get running(): boolean {
    return this.current !== undefined;
  }

  /** End the comparison that is under way, if there is one. */
  cancel(): void {
    this.current?.cancel();
  }

  /** Those of the setting, else those that the user picks. */
  async choose(): Promise<void> {
    const configured = vscode.workspace.getConfiguration("leakline").get<string[]>("snapshots", []).length > 0;
    const uris = configured ? [] : await pickSnapshots(this.recordings);
    if (uris) await this.compare(uris, configured);
  }

  /** Those that are selected in the explorer; a tab's menu tells its group instead of all of them. */
  async selected(clicked: vscode.Uri | undefined, all: unknown): Promise<void> {
    const chosen = Array.isArray(all) ? (all as vscode.Uri[]) : clicked ? [clicked] : [];
    const snapshots = chosen.filter((uri) => SNAPSHOT.test(uri.path)); // more may be selected
    const uris = await completed(snapshots, this.recordings);
    if (uris) await this.compare(uris);
  }

  /** Compare, oldest first; `fromSettings` lets the server take those of the setting. */
  async compare(uris: readonly vscode.Uri[], fromSettings = false): Promise<void> {
    if (!fromSettings && uris.length === 0) {
      void vscode.window.showWarningMessage("Choose heap snapshots of one process.");
      return;
    }
    if (!(await this.engineReady())) return;
    const options = { location: vscode.ProgressLocation.Notification, title: "Comparing heap snapshots", cancellable: true };
    const source = new vscode.CancellationTokenSource();
    this.begin(source);
    try {
      const comparison = await vscode.window.withProgress(options, (progress, token) => {
        token.onCancellationRequested(() => source.cancel());
        return this.ask(uris, progress, source.token);
      });
      this.store.show(comparison);
      await vscode.commands.executeCommand("leakline.suspects.focus");
    } catch (error) {
      if (!(error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled)) throw error;
    } finally {
      if (this.current === source) this.begin(undefined); // a newer one may have taken its place
      source.dispose();
    }
  }

  async clear(): Promise<void> {
    await this.server.execute("leakline.clearSnapshots", []);
    this.store.show(undefined);
  }

  private begin(source: vscode.CancellationTokenSource | undefined): void {
    this.current = source;
    this.status.analysing(source && 0);
    void vscode.commands.executeCommand("setContext", "leakline.comparing", source !== undefined);
  }

  private ask(uris: readonly vscode.Uri[], progress: vscode.Progress<{ message?: string; increment?: number }>, token: vscode.CancellationToken): Promise<Comparison> {
    let shown = 0;
    return this.server.execute<Comparison>(
      "leakline.compareSnapshots",
      uris.map((uri) => uri.toString()),
      token,
      ({ message, percentage }) => {
        const reached = percentage ?? shown;
        progress.report({ increment: reached - shown, ...(message ? { message } : {}) });
        shown = reached;
        this.status.analysing(reached);
      },
    );
  }

  private async engineReady(): Promise<boolean> {
    if (this.server.condition !== "ready") await this.server.start();
    const { launch } = this.server;
    if (!launch?.python || hasEngine(launch, this.bundle)) return true;
    if (!(await offerEngine(launch.python, this.bundle, this.output))) return false;
    await this.server.restart();
    return true;
  }
}
