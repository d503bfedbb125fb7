import * as vscode from "vscode";

import { GLOB, described, findSnapshots } from "./files";
import { type SnapshotFile, before } from "./order";

const SETTING = "notifyNewSnapshots";
const QUIET_MILLISECONDS = 2000;

/** Offers to compare a snapshot that appears in the workspace with the one before it, once it is wholly written. */
export class SnapshotWatcher implements vscode.Disposable {
  private readonly watcher = vscode.workspace.createFileSystemWatcher(GLOB, false, false, true);
  private readonly subscriptions: vscode.Disposable[];
  private readonly fresh = new Set<string>();
  private quiet: NodeJS.Timeout | undefined;

  constructor(private readonly compare: (uris: vscode.Uri[]) => Promise<void>) {
    this.subscriptions = [this.watcher, this.watcher.onDidCreate((uri) => this.appeared(uri)), this.watcher.onDidChange((uri) => this.written(uri))];
  }

  dispose(): void {
    clearTimeout(this.quiet);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private appeared(uri: vscode.Uri): void {
    if (uri.path.includes("/node_modules/")) return;
    this.fresh.add(uri.toString());
    this.wait();
  }

  private written(uri: vscode.Uri): void {
    if (this.fresh.has(uri.toString())) this.wait();
  }

  private wait(): void {
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => void this.offer(), QUIET_MILLISECONDS);
  }

  private async offer(): Promise<void> {
    const fresh = new Set(this.fresh);
    this.fresh.clear();
    const settings = vscode.workspace.getConfiguration("leakline");
    if (!vscode.workspace.isTrusted || !settings.get<boolean>(SETTING, true)) return;
    const files = await findSnapshots([]);
    const appeared = files.filter((file) => fresh.has(file.uri));
    const newest = appeared.at(-1);
    if (!newest) return;
    const previous = appeared.length > 1 ? undefined : before(newest, files);
    const chosen = appeared.length > 1 ? appeared : previous ? [previous, newest] : [];
    const compare = appeared.length > 1 ? `Compare All ${appeared.length}` : previous ? `Compare with ${last(previous).replace(/\.heapsnapshot(\.gz)?$/, "")}` : undefined;
    const message = appeared.length > 1 ? `${appeared.length} new heap snapshots` : `New heap snapshot ${last(newest)} (${described(newest)})`;
    const answer = await vscode.window.showInformationMessage(message, ...(compare ? [compare] : []), "Choose...", "Don't Ask");
    if (answer === undefined) return;
    if (answer === compare) await this.compare(chosen.map((file) => vscode.Uri.parse(file.uri)));
    else if (answer === "Choose...") await vscode.commands.executeCommand("leakline.compare");
    else await settings.update(SETTING, false, vscode.ConfigurationTarget.Global);
  }
}

function last(file: SnapshotFile): string {
  return file.name.slice(file.name.lastIndexOf("/") + 1);
}
