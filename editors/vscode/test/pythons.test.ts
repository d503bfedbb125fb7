import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { Pythons } from "../src/server/pythons";

/** A program that counts how often it is asked, and depends on a folder. */
function pretended(folder: string): string {
  const file = join(folder, "python");
  mkdirSync(join(folder, "libraries"));
  const answer = JSON.stringify({ executable: file, version: [3, 12, 1], tag: "cpython-312", implementation: "cpython", leakline: null, engine: false, depends: [join(folder, "libraries")] });
  writeFileSync(file, `#!/bin/sh\necho asked >> ${folder}/log\ncat <<'END'\n${answer}\nEND\n`);
  chmodSync(file, 0o755);
  writeFileSync(join(folder, "log"), "");
  return file;
}

test("a Python is asked once, and again when something was installed into it, or on demand", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pythons-"));
  try {
    const program = pretended(folder);
    const asked = (): number => readFileSync(join(folder, "log"), "utf8").split("\n").length - 1;
    const memory = join(folder, "memory", "pythons.json");
    const ask = () => new Pythons("probe.py", memory, false).ask([program]);
    assert.deepEqual((await ask())?.version, [3, 12, 1]);
    assert.deepEqual((await ask())?.version, [3, 12, 1]);
    assert.equal(asked(), 1);
    utimesSync(join(folder, "libraries"), 1, 1);
    await ask();
    assert.equal(asked(), 2);
    new Pythons("probe.py", memory, false).forget();
    await ask();
    assert.equal(asked(), 3);
    rmSync(program);
    assert.equal(await ask(), undefined);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
