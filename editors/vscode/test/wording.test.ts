import assert from "node:assert/strict";
import { test } from "node:test";

import { asMarkdown } from "../src/suspects/markdown";
import { growth, holder, shortPlace, size, sparkline, stepLabel, title } from "../src/suspects/wording";
import { suspect } from "./fixtures";

test("sizes are readable", () => {
  assert.deepEqual([0, 999, 7600, 12_345_678, 5e9].map(size), ["0 bytes", "999 bytes", "7.6 kB", "12 MB", "5.0 GB"]);
});

test("a sparkline goes from zero to the largest count", () => {
  assert.equal(sparkline([0, 10, 20]), "▁▅█");
  assert.equal(sparkline([0, 0]), "▁▁");
});

test("growth tells the counts", () => {
  assert.equal(growth(suspect()), "0 → 10 → 20  ▁▅█");
  assert.equal(growth(suspect({ counts: [7], name: "Session" })), "7 × Session");
});

test("a suspect without a name is called by its kind", () => {
  assert.equal(title(suspect()), "closure in run3");
  assert.equal(title(suspect({ location: null })), "anonymous closure");
  assert.equal(title(suspect({ name: "onError" })), "onError");
});

test("the holder is the faulty reference and its owner", () => {
  assert.equal(holder(suspect()), "on('error')[8] of EventEmitter");
  assert.equal(holder(suspect({ faulty_step: 0 })), "test");
  assert.equal(holder(suspect({ faulty_step: null })), undefined);
});

test("places are short on every system", () => {
  assert.equal(shortPlace({ path: "/app/src/leak.js", line: 3, column: 1 }), "leak.js:3");
  assert.equal(shortPlace({ path: "C:\\app\\leak.js", line: 3, column: 1 }), "leak.js:3");
});

test("a step is its reference and what it leads to", () => {
  assert.deepEqual(suspect().trace.map(stepLabel), ["test → EventEmitter", "on('error')[8] → closure"]);
});

test("Markdown marks the faulty reference and escapes names", () => {
  const text = asMarkdown([suspect({ name: "<b>_x_" })]);
  assert.match(text, /### \\<b\\>\\_x\\_ \(leak\.js:15\)/);
  assert.match(text, /on\('error'\)\[8\] → closure {2}leak\.js:15 {2}\[stuck: grows\] {2}<- the faulty reference/);
  assert.match(text, /innerData \(Buffer, 5\.7 kB\) is never used by it, but kept because outClosure3 \(leak\.js:14\)/);
  assert.match(text, /\*\*To do\*\* \(leak\.js:15\): remove the listener/);
});
