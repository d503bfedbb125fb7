import assert from "node:assert/strict";
import { test } from "node:test";

import { commonPythons, environmentsOf, onPath } from "../src/server/candidates";
import { agrees, probe, unsuited, type Python } from "../src/server/python";

const python: Python = { executable: "/usr/bin/python3", version: [3, 12, 1], tag: "cpython-312", implementation: "cpython", leakline: null, engine: false, depends: [] };

test("Pythons that the bundled libraries do not fit are refused with the reason", () => {
  assert.equal(unsuited(python), undefined);
  assert.match(unsuited({ ...python, version: [3, 10, 9] }) ?? "", /3\.10\.9; 3\.11 or later/);
  assert.match(unsuited({ ...python, version: [2, 7, 18] }) ?? "", /3\.11 or later/);
  assert.match(unsuited({ ...python, version: [3, 15, 0] }) ?? "", /up to 3\.14/);
  assert.match(unsuited({ ...python, implementation: "pypy" }) ?? "", /pypy/);
});

test("versions agree by their first two numbers", () => {
  assert.ok(agrees("0.1.0", "0.1.7"));
  assert.ok(!agrees("0.1.0", "0.2.0"));
  assert.ok(!agrees("1.1.0", "0.1.0"));
});

test("environments of a folder, common names", () => {
  assert.deepEqual(environmentsOf("/app", false).flat(), ["/app/.venv/bin/python", "/app/venv/bin/python"]);
  assert.equal(commonPythons(false)[0]?.[0], "python3");
  assert.deepEqual(commonPythons(true)[0], ["py", "-3.14"]);
});

test("a relative entry of the PATH is never looked into", () => {
  assert.deepEqual(onPath("leakline", ".:/usr/bin:bin:", false), ["/usr/bin/leakline"]);
});

test("a program that is not there is no Python", async () => {
  assert.equal(await probe(["/nowhere/python"], "probe.py"), undefined);
});
