import * as vscode from "vscode";

import type { Comparing } from "./comparing";
import type { ExplanationPanel } from "./explanation/panel";
import type { Recorder } from "./recording/recorder";
import type { Pythons } from "./server/pythons";
import type { Server } from "./server/server";
import type { Status } from "./status";
import type { Place } from "./suspects/contract";
import { ORDERS, type Order } from "./suspects/grouping";
import { asMarkdown } from "./suspects/markdown";
import type { Store } from "./suspects/store";
import { type Node, OPEN } from "./suspects/view";

export interface Parts {
  readonly server: Server;
  readonly pythons: Pythons;
  readonly store: Store;
  readonly status: Status;
  readonly comparing: Comparing;
  readonly recorder: Recorder;
  readonly panel: ExplanationPanel;
  readonly output: vscode.LogOutputChannel;
}

/** Every command of the extension; what goes wrong is said, and logged. */
export function registerCommands(parts: Parts): vscode.Disposable[] {
  const { server, pythons, store, status, comparing, recorder, panel, output } = parts;
  const register = <Arguments extends unknown[]>(name: string, run: (...args: Arguments) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(name, async (...args: Arguments) => {
      try {
        return await run(...args);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        output.error(`${name}: ${message}`);
        const answer = await vscode.window.showErrorMessage(`leakline: ${message}`, "Show Output");
        if (answer) output.show();
        return undefined;
      }
    });
  return [
    register("leakline.compare", () => comparing.choose()),
    register("leakline.compareSelected", (clicked?: vscode.Uri, all?: unknown) => comparing.selected(clicked, all)),
    register("leakline.record", () => recorder.record()),
    register("leakline.recordNext", () => recorder.next()),
    register("leakline.recordStop", () => recorder.stop()),
    register("leakline.cancel", () => comparing.cancel()),
    register("leakline.clear", () => comparing.clear()),
    register("leakline.restart", () => {
      pythons.forget(); // who restarts has changed something
      return server.restart();
    }),
    register("leakline.showOutput", () => output.show()),
    register("leakline.openSettings", () => vscode.commands.executeCommand("workbench.action.openSettings", "@ext:leakline.leakline")),
    register("leakline.menu", () => status.menu()),
    register("leakline.filter", () => chooseText(store)),
    register("leakline.clearFilter", () => store.choose({ text: "", growingOnly: false })),
    register("leakline.growingOnly", () => store.choose({ growingOnly: !store.choice.growingOnly })),
    register("leakline.sort", () => chooseOrder(store)),
    register("leakline.copyAll", () => copy(asMarkdown(store.comparison?.suspects ?? []))),
    register("leakline.copySuspect", (which: string | Node) => copyOne(store, which)),
    register("leakline.explainSuspect", (node: Node) => {
      if (node.type === "suspect") panel.show(node.suspect.fingerprint);
    }),
    register("leakline.ignoreSuspect", (node: Node) => ignore(store, node)),
    register("leakline.stopIgnoring", async (node: Node) => {
      if (node.type === "suspect") await store.ignored.remove(node.suspect.fingerprint);
    }),
    register(OPEN, openPlace),
  ];
}

async function openPlace({ path, line, column }: Place): Promise<void> {
  const at = new vscode.Position(line - 1, column - 1);
  const beside = vscode.window.activeTextEditor?.viewColumn ?? vscode.ViewColumn.One;
  await vscode.window.showTextDocument(vscode.Uri.file(path), { selection: new vscode.Range(at, at), viewColumn: beside });
}

async function chooseText(store: Store): Promise<void> {
  const text = await vscode.window.showInputBox({ title: "Filter Leak Suspects", prompt: "Words that must occur in the name, the file or the trace", value: store.choice.text });
  if (text !== undefined) store.choose({ text });
}

async function chooseOrder(store: Store): Promise<void> {
  const items = (Object.keys(ORDERS) as Order[]).map((order) => ({ label: ORDERS[order], order, picked: order === store.choice.order }));
  const picked = await vscode.window.showQuickPick(items, { title: "Sort Leak Suspects" });
  if (picked) store.choose({ order: picked.order });
}

async function copyOne(store: Store, which: string | Node): Promise<void> {
  const fingerprint = typeof which === "string" ? which : which.type === "suspect" || which.type === "step" ? which.suspect.fingerprint : "";
  const suspect = store.suspect(fingerprint);
  if (suspect) await copy(asMarkdown([suspect]));
}

async function copy(markdown: string): Promise<void> {
  await vscode.env.clipboard.writeText(markdown);
  vscode.window.setStatusBarMessage("$(check) Copied as Markdown", 3000);
}

async function ignore(store: Store, node: Node): Promise<void> {
  if (node.type !== "suspect") return;
  const reason = await vscode.window.showInputBox({
    title: "Ignore Leak Suspect",
    prompt: "Why is this no leak? The reason is shown in the view.",
    placeHolder: "such as: a cache with a limit of its own",
    validateInput: (value) => (value.trim() === "" ? "A reason is needed: somebody will ask later" : undefined),
  });
  if (reason !== undefined) await store.ignored.add(node.suspect.fingerprint, reason.trim());
}
