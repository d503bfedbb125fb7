// Runs in the extension host: how long after a file is opened do leakline and the TypeScript server say something about it?
// In folders other than "starting" the window has settled before.
const { readFileSync, readdirSync } = require("node:fs");
const vscode = require("vscode");

const PATIENCE = 60_000;
const TICKS = 100; // of the kernel's clock in a second
const QUIET = 3; // seconds
const IDLE = 100_000; // microseconds of processor time in a second
const PROCESSES = { server: "serve\0", checker: "leakline.lsp.checker\0", tsserver: "tsserver.js" };

exports.run = async () => {
  const [folder] = vscode.workspace.workspaceFolders;
  const uri = vscode.Uri.joinPath(folder.uri, "src", "large.ts");
  const seen = {};
  const extension = vscode.extensions.getExtension("leakline.leakline");
  if (folder.name !== "starting") await settled();
  const [up] = readFileSync("/proc/uptime", "utf8").split(" ").map(Number);
  const opened = Date.now();
  if (extension.isActive) seen.activated = 0;
  const look = () => {
    if (extension.isActive) seen.activated ??= Date.now() - opened;
    for (const { source } of vscode.languages.getDiagnostics(uri)) {
      if (seen[source] !== undefined) continue;
      seen[source] = Date.now() - opened;
      for (const { name, started, seconds } of processes()) {
        if ((name === "tsserver") !== (source === "ts")) continue;
        seen[`${name} started`] = Math.min(seen[`${name} started`] ?? Infinity, 1000 * (started - up));
        seen[`${name} processor`] = (seen[`${name} processor`] ?? 0) + 1000 * seconds;
      }
    }
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

/** Wait until this process has had nothing to do for a while: the window is there, and everything that starts with it. */
async function settled() {
  for (let quiet = 0; quiet < QUIET; ) {
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const { user, system } = process.cpuUsage(before);
    quiet = user + system < IDLE ? quiet + 1 : 0;
  }
}

/** The language servers below this process: when they started, in seconds since the machine did, and their processor time. */
function processes() {
  const all = new Map();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
      all.set(pid, { parent: fields[1], command: readFileSync(`/proc/${pid}/cmdline`, "utf8"), seconds: (Number(fields[11]) + Number(fields[12])) / TICKS, started: Number(fields[19]) / TICKS });
    } catch {
      continue; // it ended meanwhile
    }
  }
  const isOurs = (pid) => pid === String(process.pid) || (all.has(pid) && isOurs(all.get(pid).parent));
  return [...all].flatMap(([pid, one]) => {
    const [name] = Object.entries(PROCESSES).find(([, part]) => one.command.includes(part)) ?? [];
    return name && isOurs(pid) ? [{ name, ...one }] : [];
  });
}
