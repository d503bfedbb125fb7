import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { Pythons, type Memory } from "../src/server/pythons";

/** A program that counts how often it is asked, and depends on a folder. */
function pretended(folder: string): string {
  const file = join(folder, "python");
  const answer = JSON.stringify({ executable: file, version: [3, 12, 1], tag: "cpython-312", implementation: "cpython", leakline: null, engine: false, depends: [folder] });
  writeFileSync(file, `#!/bin/sh\necho asked >> ${folder}/log\ncat <<'END'\n${answer}\nEND\n`);
  chmodSync(file, 0o755);
  writeFileSync(join(folder, "log"), "");
  return file;
}

function memory(): Memory {
  const kept = new Map<string, unknown>();
  return { get: <T>(key: string, otherwise: T) => (kept.get(key) as T | undefined) ?? otherwise, update: (key, value) => Promise.resolve(void kept.set(key, value)) };
}

test("a Python is asked once, and again when something was installed into it, or on demand", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pythons-"));
  try {
    const program = pretended(folder);
    const asked = (): number => readFileSync(join(folder, "log"), "utf8").split("\n").length - 1;
    const kept = memory();
    const ask = () => new Pythons("probe.py", kept, false).ask([program]);
    assert.deepEqual((await ask())?.version, [3, 12, 1]);
    assert.deepEqual((await ask())?.version, [3, 12, 1]);
    assert.equal(asked(), 1);
    utimesSync(folder, 1, 1);
    await ask();
    assert.equal(asked(), 2);
    await new Pythons("probe.py", kept, false).forget();
    await ask();
    assert.equal(asked(), 3);
    rmSync(program);
    assert.equal(await ask(), undefined);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
