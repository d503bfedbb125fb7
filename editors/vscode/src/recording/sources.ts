import * as vscode from "vscode";

import { type Target, loopbackPort, processOf, targetsAt } from "./inspector";
import { type NodeProcess, listNodeProcesses, openInspector } from "./processes";
import { startProgram } from "./program";

/** A process to record; `stop` ends it if it was started for that. */
export interface Source {
  readonly socket: string;
  readonly stop?: () => void;
}

interface Item extends vscode.QuickPickItem {
  readonly open?: () => Promise<Source | undefined>;
}

const USUAL_PORT = 9229; // where a process opens its inspector that was not told where
const USUAL_PORTS = [USUAL_PORT, 9230, 9231];
const RUNNABLE = /\.[cm]?js$/;
const TRIES = 50;
const PAUSE_MILLISECONDS = 100;

/** Lets the user choose the process: one that listens already, a file to start, an address, or a Node process. */
export async function chooseSource(output: vscode.OutputChannel): Promise<Source | undefined> {
  const listening = (await Promise.all(USUAL_PORTS.map(targetsAt))).flat();
  const items: Item[] = listening.map((target) => ({
    label: `$(debug-connected) ${target.title || "Node.js"}`,
    description: new URL(target.socket).host,
    open: () => Promise.resolve({ socket: target.socket }),
  }));
  for (const file of openPrograms()) items.push({ label: `$(play) Start ${vscode.workspace.asRelativePath(file)}`, description: "with the inspector on", open: () => start(file, output) });
  items.push({ label: "$(folder-opened) Start another file...", description: "with the inspector on", open: () => startAnother(output) });
  items.push({ label: "$(plug) Enter an inspector address...", description: "of this machine, such as 127.0.0.1:9229", open: byAddress });
  const processes = await listNodeProcesses();
  if (processes.length > 0) items.push({ label: "Node processes, whose inspector is opened", kind: vscode.QuickPickItemKind.Separator });
  items.push(...processes.map((one): Item => ({ label: `$(server-process) ${one.arguments}`, description: `process ${one.pid}`, open: () => byProcess(one) })));
  const picked = await vscode.window.showQuickPick(items, { title: "Record Three Snapshots", placeHolder: "Of which process?", matchOnDescription: true });
  return picked?.open?.();
}

/** Files of open tabs that Node can run, the one in front first: a walkthrough may lie over it. */
function openPrograms(): vscode.Uri[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => [...group.tabs].sort((a, b) => Number(b.isActive) - Number(a.isActive)));
  const files = tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText && input.uri.scheme === "file" && RUNNABLE.test(input.uri.path) ? [input.uri] : []));
  return [...new Map(files.map((uri) => [uri.toString(), uri])).values()];
}

async function startAnother(output: vscode.OutputChannel): Promise<Source | undefined> {
  const filters = { JavaScript: ["js", "cjs", "mjs"] };
  const [file] = (await vscode.window.showOpenDialog({ title: "Program to record", openLabel: "Start", filters })) ?? [];
  return file && start(file, output);
}

async function start(file: vscode.Uri, output: vscode.OutputChannel): Promise<Source> {
  await vscode.workspace.textDocuments.find((document) => document.uri.toString() === file.toString())?.save();
  output.show(true);
  const node = vscode.workspace.getConfiguration("leakline").get<string>("node", "node");
  return startProgram(node, file.fsPath, output);
}

async function byAddress(): Promise<Source | undefined> {
  const address = await vscode.window.showInputBox({
    title: "Inspector Address",
    prompt: "What Node.js wrote after `--inspect`: a port of this machine, or the whole address",
    value: "127.0.0.1:9229",
    validateInput: (value) => (loopbackPort(value) === undefined ? "A port of this machine, such as 127.0.0.1:9229; forward it where the process runs elsewhere" : undefined),
  });
  const port = address === undefined ? undefined : loopbackPort(address);
  if (port === undefined) return undefined;
  const [first, ...others] = await targetsAt(port);
  if (!first) throw new Error(`no inspector answers on port ${port} of this machine: start the process with --inspect`);
  return others.length > 0 ? oneOf([first, ...others]) : { socket: first.socket };
}

async function oneOf(targets: readonly Target[]): Promise<Source | undefined> {
  const items = targets.map((target) => ({ label: target.title, target }));
  const picked = await vscode.window.showQuickPick(items, { title: "Record Three Snapshots", placeHolder: "Of which one?" });
  return picked && { socket: picked.target.socket };
}

async function byProcess(chosen: NodeProcess): Promise<Source> {
  const before = await targetsAt(USUAL_PORT);
  for (const { socket } of before) if ((await processOf(socket)) === chosen.pid) return { socket }; // opened already, by an earlier recording perhaps
  const others = new Set(before.map(({ socket }) => socket));
  openInspector(chosen);
  for (let tried = 0; tried < TRIES; tried += 1) {
    const [target] = (await targetsAt(USUAL_PORT)).filter(({ socket }) => !others.has(socket));
    if (target) return { socket: target.socket };
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
  throw new Error(`process ${chosen.pid} did not open its inspector on port ${USUAL_PORT}; is the port taken?`);
}
