// Runs in the real extension host of the workbench; LEAKLINE_E2E_* of its process say what to work on.
const assert = require("node:assert/strict");
const { readFileSync, readdirSync } = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

const PATIENCE = 60_000;
const tests = [];
const test = (name, run) => tests.push([name, run]);

async function until(what, ask) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`timed out: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const folder = (name) => vscode.workspace.workspaceFolders.find((one) => one.name === name).uri;
const inDemo = (name) => vscode.Uri.joinPath(folder("demo"), name);
const snapshots = () => ["a", "b", "c"].map((name) => inDemo(`${name}.heapsnapshot.gz`));
const ours = (uri) => vscode.languages.getDiagnostics(uri).filter((one) => one.source === "leakline");
const grown = (uri) => ours(uri).filter((one) => /^'error' listener .*\+10/.test(one.message));
const lenses = async (uri) => (await vscode.commands.executeCommand("vscode.executeCodeLensProvider", uri)).filter((lens) => lens.command?.command === "leakline.explain");
const extension = () => vscode.extensions.getExtension("leakline.leakline");
let api;

async function show(uri) {
  const document = await vscode.workspace.openTextDocument(uri);
  return vscode.window.showTextDocument(document);
}

/** Processes of the server: those below this one whose command line names it. */
function serverProcesses() {
  return readdirSync("/proc").filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, "utf8"))[1]);
      return parent === process.pid && readFileSync(`/proc/${name}/cmdline`, "utf8").includes("serve\0");
    } catch {
      return false; // it ended meanwhile
    }
  }).map(Number);
}

test("the extension starts its server", async () => {
  assert.deepEqual(vscode.workspace.workspaceFolders.map((one) => one.name), ["demo", "second"]);
  api = await extension().activate();
  await until("ready", () => api.ready());
});

test("a leak pattern is underlined while it is typed, and the quick fix takes it away", async () => {
  const editor = await show(vscode.Uri.joinPath(folder("second"), "widget.js"));
  const { document } = editor;
  const line = document.getText().split("\n").findIndex((text) => text.includes("this.onTick ="));
  await editor.edit((edit) => edit.insert(new vscode.Position(line + 1, 0), "    bus.on('tick', this.onTick);\n"));
  const [found] = await until("a finding", () => ours(document.uri).length > 0 && ours(document.uri));
  assert.equal(found.range.start.line, line + 1);
  assert.equal(found.code.value ?? found.code, "unremoved-listener");
  const actions = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", document.uri, found.range, vscode.CodeActionKind.QuickFix.value, 10);
  const fix = actions.find((action) => action.edit && !/ignore/i.test(action.title));
  assert.ok(fix, actions.map((action) => action.title).join());
  await vscode.workspace.applyEdit(fix.edit);
  await until("no finding", () => ours(document.uri).length === 0);
  assert.match(document.getText(), /bus\.(off|removeListener)\('tick', this\.onTick\)/);
  await vscode.commands.executeCommand("workbench.action.files.revert");
});

test("snapshots are compared from the explorer's menu", async () => {
  await show(inDemo("leak.js"));
  await vscode.commands.executeCommand("leakline.compareSelected", snapshots()[0], snapshots());
  const [suspect, ...others] = api.suspects().suspects;
  assert.deepEqual(suspect.counts, [0, 10, 20]);
  assert.equal(others.length, 0);
  const [diagnostic] = await until("a diagnostic", () => grown(inDemo("leak.js")).length > 0 && grown(inDemo("leak.js")));
  assert.equal(diagnostic.range.start.line, 14);
});

test("a tab's menu takes one snapshot, and its list has the others of its folder chosen", async () => {
  let compared = false;
  vscode.commands.executeCommand("leakline.compareSelected", snapshots()[2], { groupId: 0, editorIndex: 0 }).then(() => { compared = true; });
  await until("a comparison of all of them", async () => {
    await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    return compared;
  });
  assert.deepEqual(api.suspects().suspects[0].counts, [0, 10, 20]);
});

test("the diagnostic tells of the steps of the trace", () => {
  const [diagnostic] = grown(inDemo("leak.js"));
  assert.ok(diagnostic.relatedInformation.length > 0);
  assert.ok(diagnostic.relatedInformation.every((related) => related.location.uri.path.endsWith("leak.js")));
});

test("the hover tells what keeps it alive", async () => {
  const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", inDemo("leak.js"), new vscode.Position(14, 22));
  const said = hovers.flatMap((hover) => hover.contents.map((content) => content.value)).join("\n");
  for (const part of ["on('error')", "innerData", "outClosure3"]) assert.ok(said.includes(part), said);
});

test("a code lens counts, and its click opens the page", async () => {
  const [lens] = await until("a lens", async () => (await lenses(inDemo("leak.js"))).length > 0 && lenses(inDemo("leak.js")));
  assert.match(lens.command.title, /\+10/);
  await vscode.commands.executeCommand(lens.command.command, ...lens.command.arguments);
  const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => /leakline\.explanation/.test(tab.input?.viewType ?? ""));
  await until("the page", () => tabs().length === 1);
  await vscode.window.tabGroups.close(tabs());
});

test("the next suspect is gone to", async () => {
  await show(vscode.Uri.joinPath(folder("second"), "widget.js"));
  const { fingerprint } = await vscode.commands.executeCommand("leakline.nextSuspect");
  assert.equal(fingerprint, api.suspects().suspects[0].fingerprint);
  await until("its line", () => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.uri.toString() === inDemo("leak.js").toString() && editor.selection.active.line === 14;
  });
});

test("settings count at once", async () => {
  const settings = vscode.workspace.getConfiguration("leakline");
  await settings.update("codeLens", false, vscode.ConfigurationTarget.Workspace);
  await until("no lens", async () => (await lenses(inDemo("leak.js"))).length === 0);
  await settings.update("codeLens", undefined, vscode.ConfigurationTarget.Workspace);
  await until("a lens again", async () => (await lenses(inDemo("leak.js"))).length > 0);
});

test("a suspect can be copied as Markdown", async () => {
  await vscode.commands.executeCommand("leakline.copyAll");
  const text = await until("the clipboard", () => vscode.env.clipboard.readText());
  assert.match(text, /### closure in run3 \(leak\.js:15\)/);
  assert.match(text, /<- the faulty reference/);
});

test("a newer comparison takes the place of the one before", async () => {
  await vscode.commands.executeCommand("leakline.compareSelected", snapshots()[0], snapshots().slice(0, 2));
  assert.deepEqual(api.suspects().suspects[0].counts, [0, 10]);
  await vscode.commands.executeCommand("leakline.compareSelected", snapshots()[0], snapshots());
  assert.deepEqual(api.suspects().suspects[0].counts, [0, 10, 20]);
  await until("one diagnostic", () => grown(inDemo("leak.js")).length === 1);
});

test("a comparison can be cancelled, and what was found stays", async () => {
  const compared = vscode.commands.executeCommand("leakline.compareSelected", snapshots()[0], [snapshots()[0], inDemo("endless.heapsnapshot")]);
  await until("a comparison", () => api.comparing());
  await vscode.commands.executeCommand("leakline.cancel");
  await compared;
  assert.equal(api.comparing(), false);
  assert.equal(api.suspects().suspects.length, 1);
});

test("clearing takes everything away", async () => {
  await vscode.commands.executeCommand("leakline.clear");
  await until("no diagnostics", () => grown(inDemo("leak.js")).length === 0);
  assert.equal(api.suspects(), undefined);
});

test("a server that dies is started again", async () => {
  const before = serverProcesses();
  assert.equal(before.length, 1);
  process.kill(before[0], "SIGKILL");
  await until("another server", () => {
    const now = serverProcesses();
    return now.length === 1 && now[0] !== before[0] && api.ready();
  });
  await vscode.commands.executeCommand("leakline.compareSelected", snapshots()[0], snapshots());
  await until("a diagnostic", () => grown(inDemo("leak.js")).length === 1);
});

test("the server is restarted on demand", async () => {
  const before = serverProcesses();
  await vscode.commands.executeCommand("leakline.restart");
  await until("another server", () => api.ready() && serverProcesses()[0] !== before[0]);
});

exports.run = async () => {
  let failed = 0;
  for (const [name, run] of tests) {
    const started = Date.now();
    const outcome = { name, ok: true };
    try {
      await run();
    } catch (error) {
      failed += 1;
      Object.assign(outcome, { ok: false, error: String(error.stack ?? error).slice(0, 2000) });
    }
    console.log(`E2E ${JSON.stringify({ ...outcome, seconds: (Date.now() - started) / 1000 })}`);
  }
  if (failed > 0) throw new Error(`${failed} failed`);
};
