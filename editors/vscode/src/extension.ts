import * as path from "node:path";
import * as vscode from "vscode";

import { registerCommands } from "./commands";
import { Comparing } from "./comparing";
import { ExplanationPanel } from "./explanation/panel";
import { Recorder } from "./recording/recorder";
import type { Bundle } from "./server/launch";
import { Filter } from "./server/middleware";
import { Pythons } from "./server/pythons";
import { Server } from "./server/server";
import { SnapshotWatcher } from "./snapshots/watcher";
import { Status } from "./status";
import type { Comparison } from "./suspects/contract";
import { Ignored } from "./suspects/ignored";
import { Store } from "./suspects/store";
import { SuspectsView } from "./suspects/view";

/** What tests and other extensions may ask. */
export interface Api {
  readonly ready: () => boolean;
  readonly suspects: () => Comparison | undefined;
  readonly comparing: () => boolean;
}

export function activate(context: vscode.ExtensionContext): Api {
  const output = vscode.window.createOutputChannel("leakline", { log: true });
  const bundle: Bundle = {
    folder: context.asAbsolutePath("bundled"),
    storage: context.globalStorageUri.fsPath,
    version: (context.extension.packageJSON as { version: string }).version,
  };
  const recordings = vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, "recordings");
  const media = (name: string): vscode.Uri => vscode.Uri.joinPath(context.extensionUri, "media", name);
  const ignored = new Ignored(context.workspaceState);
  const store = new Store(ignored);
  const panel = new ExplanationPanel(store, { light: media("page-light.svg"), dark: media("page-dark.svg") });
  const filter = new Filter(ignored, (fingerprint) => Promise.resolve(panel.show(fingerprint)));
  const pythons = new Pythons(path.join(bundle.folder, "probe.py"), path.join(bundle.storage, "pythons.json"));
  const server = new Server(bundle, pythons, output, filter.middleware);
  const status = new Status(server, store);
  const comparing = new Comparing(server, store, status, bundle, recordings, output);
  const recorder = new Recorder(recordings, (uris) => comparing.compare(uris));
  context.subscriptions.push(
    output,
    store,
    panel,
    server,
    status,
    recorder,
    new SuspectsView(store),
    new SnapshotWatcher((uris) => comparing.compare(uris)),
    server.onDidChange((condition) => {
      if (condition === "ready") return;
      filter.forget();
      store.show(undefined); // a server that ended has forgotten its comparison
    }),
    ignored.onDidChange(() => {
      filter.again();
      server.refresh();
    }),
    ...registerCommands({ server, pythons, store, status, comparing, recorder, panel, output }),
  );
  void server.start(); // the editor need not wait for it
  return { ready: () => server.condition === "ready", suspects: () => store.comparison, comparing: () => comparing.running };
}
