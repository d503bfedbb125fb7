import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { Inspector, StoppedError, loopbackPort, processOf, targetsAt } from "../src/recording/inspector";
import { nodeProcesses } from "../src/recording/processes";

const folder = mkdtempSync(join(tmpdir(), "leakline-inspector-"));
const program = join(folder, "app.js");
writeFileSync(program, "globalThis.kept = 'a string that is on the heap'; setInterval(() => {}, 1000);");
const started: ChildProcess[] = [];
after(() => {
  for (const process of started) process.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

function start(): Promise<string> {
  const child = spawn(process.execPath, ["--inspect=127.0.0.1:0", program], { stdio: ["ignore", "ignore", "pipe"] });
  started.push(child);
  return new Promise((resolve) => {
    let heard = "";
    child.stderr.on("data", (chunk: Buffer) => {
      heard += chunk.toString();
      const match = /ws:\/\/\S+/.exec(heard);
      if (match) resolve(match[0]);
    });
  });
}

test("a snapshot of a real process is written as it comes", async () => {
  const socket = await start();
  const port = Number(new URL(socket).port);
  assert.deepEqual((await targetsAt(port)).map((target) => target.socket), [socket]);
  const inspector = await Inspector.connect(socket);
  const percentages: number[] = [];
  const file = join(folder, "one.heapsnapshot");
  await inspector.takeSnapshot(file, (percentage) => percentages.push(percentage));
  assert.ok((await inspector.heapUsed()) > 1e6);
  inspector.close();
  const snapshot = JSON.parse(readFileSync(file, "utf8")) as { snapshot: { node_count: number }; nodes: number[]; strings: string[] };
  assert.ok(snapshot.snapshot.node_count > 10_000);
  assert.ok(snapshot.strings.includes("a string that is on the heap"));
  assert.ok(Math.max(...percentages) <= 100 && percentages.length > 0);
});

test("a process that ends meanwhile is an error, not a hang", async () => {
  const inspector = await Inspector.connect(await start());
  const asked = inspector.takeSnapshot(join(folder, "two.heapsnapshot"), () => started.at(-1)?.kill("SIGKILL"));
  started.at(-1)?.kill("SIGKILL");
  await assert.rejects(asked, /ended or closed/);
});

test("a snapshot that is stopped leaves no file, and the process goes on", async () => {
  const socket = await start();
  const inspector = await Inspector.connect(socket);
  const file = join(folder, "three.heapsnapshot");
  await assert.rejects(inspector.takeSnapshot(file, () => inspector.stop()), StoppedError);
  assert.equal(existsSync(file), false);
  const again = await Inspector.connect(socket);
  assert.ok((await again.heapUsed()) > 1e6);
  again.close();
});

test("an inspector tells whose it is", async () => {
  const socket = await start();
  assert.equal(await processOf(socket), started.at(-1)?.pid);
});

test("nobody on a port is an empty answer", async () => {
  assert.deepEqual(await targetsAt(1), []);
});

test("only addresses of this machine are taken", () => {
  const given = ["9229", "localhost:9229", "127.0.0.1:9230", "ws://127.0.0.1:9229/ab-cd", " [::1]:9229 ", "10.0.0.1:9229", "evil.example:9229", "", "99999"];
  assert.deepEqual(given.map(loopbackPort), [9229, 9229, 9230, 9229, 9229, undefined, undefined, undefined, undefined]);
});

test("Node processes are told from others, and from the editor's own", () => {
  const listing = " 12 /usr/bin/node app.js --port 1\n  13 /usr/lib/editor/node out/server-main.js\n 14 nginx: worker\n15 node server.js\n";
  assert.deepEqual(nodeProcesses(listing, "/usr/lib/editor/node"), [
    { pid: 12, arguments: "app.js --port 1" },
    { pid: 15, arguments: "server.js" },
  ]);
});
