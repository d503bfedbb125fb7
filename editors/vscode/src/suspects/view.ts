import * as vscode from "vscode";

import type { Place, Suspect, TraceStep } from "./contract";
import { type FileGroup, type Group, type OriginGroup, grouped } from "./grouping";
import type { Store } from "./store";
import { growth, holder, shortPlace, size, stepLabel, target, title } from "./wording";

export const OPEN = "leakline.openPlace";

export type Node =
  | { readonly type: "origin"; readonly origin: OriginGroup }
  | { readonly type: "file"; readonly file: FileGroup; readonly group: Group }
  | { readonly type: "suspect"; readonly suspect: Suspect; readonly group: Group }
  | { readonly type: "step"; readonly suspect: Suspect; readonly step: TraceStep; readonly index: number };

const TITLES: Readonly<Record<Group, readonly [label: string, icon: string]>> = {
  workspace: ["My code", "home"],
  elsewhere: ["Outside the workspace", "folder"],
  dependency: ["Dependencies", "package"],
  runtime: ["Runtime", "server-process"],
  unknown: ["No source line", "question"],
  ignored: ["Ignored", "eye-closed"],
};

/** The tree of leak suspects: whose code, file, suspect, steps of its trace. */
export class SuspectsView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly view: vscode.TreeView<Node>;
  private readonly subscription: vscode.Disposable;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly store: Store) {
    this.view = vscode.window.createTreeView<Node>("leakline.suspects", { treeDataProvider: this, showCollapseAll: true });
    this.subscription = store.onDidChange(() => this.refresh());
    this.refresh();
  }

  getChildren(node?: Node): Node[] {
    switch (node?.type) {
      case undefined:
        return this.groups().map((origin) => ({ type: "origin", origin }));
      case "origin":
        return node.origin.files.map((file) => ({ type: "file", file, group: node.origin.group }));
      case "file":
        return node.file.suspects.map((suspect) => ({ type: "suspect", suspect, group: node.group }));
      case "suspect":
        return node.suspect.trace.map((step, index) => ({ type: "step", suspect: node.suspect, step, index }));
      case "step":
        return [];
    }
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.type) {
      case "origin":
        return originItem(node.origin);
      case "file":
        return fileItem(node.file);
      case "suspect":
        return suspectItem(node.suspect, this.store.ignored.reason(node.suspect.fingerprint));
      case "step":
        return stepItem(node.step, node.index === node.suspect.faulty_step);
    }
  }

  dispose(): void {
    this.subscription.dispose();
    this.view.dispose();
    this.changed.dispose();
  }

  private groups(): OriginGroup[] {
    const { comparison, choice, ignored } = this.store;
    return comparison ? grouped(comparison.suspects, choice, (fingerprint) => ignored.has(fingerprint)) : [];
  }

  private refresh(): void {
    const { comparison, choice, growing } = this.store;
    this.view.badge = growing.length > 0 ? { value: growing.length, tooltip: `${growing.length} growing` } : undefined;
    this.view.description = [choice.text && `"${choice.text}"`, choice.growingOnly && "growing only"].filter(Boolean).join(", ");
    if (!comparison || this.groups().length > 0) this.view.message = ""; // deleting it would take its setter away
    else if (comparison.suspects.length > 0) this.view.message = "No suspect matches the filter.";
    else this.view.message = `Nothing grew in ${comparison.snapshots.length} snapshots.`;
    this.changed.fire();
  }
}

function originItem({ group, count }: OriginGroup): vscode.TreeItem {
  const [label, icon] = TITLES[group];
  const open = group === "workspace" || group === "unknown" ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
  const item = new vscode.TreeItem(label, open);
  item.id = group;
  item.description = String(count);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = "origin";
  return item;
}

function fileItem({ path }: FileGroup): vscode.TreeItem {
  const open = vscode.TreeItemCollapsibleState.Expanded;
  const item = path ? new vscode.TreeItem(vscode.Uri.file(path), open) : new vscode.TreeItem("Not in the workspace", open);
  if (path) {
    item.iconPath = vscode.ThemeIcon.File;
    const relative = vscode.workspace.asRelativePath(path);
    const folder = relative.split(/[\\/]/).slice(0, -1).join("/");
    item.description = folder;
    item.tooltip = path;
  } else {
    item.iconPath = new vscode.ThemeIcon("circle-slash");
  }
  item.contextValue = "file";
  return item;
}

function suspectItem(suspect: Suspect, reason: string | undefined): vscode.TreeItem {
  const item = new vscode.TreeItem(title(suspect), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = suspect.fingerprint;
  const place = target(suspect);
  item.description = [growth(suspect), place && `line ${place.line}`, reason && `(${reason})`].filter(Boolean).join("  ");
  item.tooltip = tooltip(suspect);
  item.iconPath = suspectIcon(suspect);
  item.contextValue = reason === undefined ? "suspect" : "ignoredSuspect";
  item.accessibilityInformation = { label: `${title(suspect)}, counts ${suspect.counts.join(", ")}${place ? `, ${shortPlace(place)}` : ""}` };
  if (place) item.command = openCommand(place);
  return item;
}

function suspectIcon(suspect: Suspect): vscode.ThemeIcon {
  switch (suspect.severity) {
    case "error":
      return new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground"));
    case "warning":
      return new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
    default:
      return new vscode.ThemeIcon(suspect.growing ? "warning" : "info");
  }
}

function stepItem(step: TraceStep, faulty: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(stepLabel(step));
  const place = step.location;
  item.description = [place && shortPlace(place), faulty && "the faulty reference", !faulty && step.reason].filter(Boolean).join("  ");
  item.iconPath = faulty ? new vscode.ThemeIcon("debug-breakpoint", new vscode.ThemeColor("list.errorForeground")) : new vscode.ThemeIcon("arrow-small-right");
  item.tooltip = [`${stepLabel(step)} (${step.kind})`, `${step.verdict}${step.reason ? `: ${step.reason}` : ""}`].join("\n");
  if (place) item.command = openCommand(place);
  return item;
}

function tooltip(suspect: Suspect): string {
  const held = holder(suspect);
  const lines = [`${suspect.counts.join(" → ")} ${suspect.kind}, ${size(suspect.retained_size)} kept by it alone`];
  if (held) lines.push(`kept through ${held}`);
  if (suspect.cause) lines.push(`to do: ${suspect.cause.remedy}`);
  if (suspect.why_not) lines.push(`no source line: ${suspect.why_not.detail}`);
  return lines.join("\n");
}

function openCommand(place: Place): vscode.Command {
  return { command: OPEN, title: "Go to Source", arguments: [place] };
}
