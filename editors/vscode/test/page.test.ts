import assert from "node:assert/strict";
import { test } from "node:test";

import { page } from "../src/explanation/page";
import { suspect } from "./fixtures";

const info = (name: string): { path: string; file_size: number; nodes: number; edges: number; shallow_size: number } => ({ path: `/tmp/${name}.heapsnapshot`, file_size: 1, nodes: 1, edges: 1, shallow_size: 1 });
const comparison = { snapshots: ["before", "after", "later"].map(info), suspects: [] };

test("the page tells growth, trace, fault, slots and fix", () => {
  const html = page(suspect(), comparison, "NONCE");
  for (const said of ["closure in run3", "the faulty reference", "on(&#39;error&#39;)[8]", "innerData", "outClosure3", "remove the listener", "before", "later"]) {
    assert.ok(html.includes(said), said);
  }
  assert.equal(html.match(/class="faulty"/g)?.length, 1);
});

test("no script, no handler and nothing from elsewhere can be in it", () => {
  const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
  const html = page(suspect({ name: evil, cause: { path: `/x/${evil}.js`, line: 1, column: 1, rule: null, remedy: evil } }), comparison, "NONCE");
  assert.ok(!/<script|<img/.test(html));
  assert.ok(html.includes("default-src 'none'; style-src 'nonce-NONCE'"));
  assert.ok(!/https?:/.test(html));
});

test("every link runs a command of the extension with a place", () => {
  const links = [...page(suspect(), comparison, "N").matchAll(/href="([^"]+)"/g)].map(([, href]) => decodeURIComponent(href ?? ""));
  assert.ok(links.length >= 4);
  for (const link of links) assert.match(link, /^command:leakline\.(openPlace\?\[\{"path":"[^"]+","line":\d+,"column":\d+\}\]|copySuspect\?\["f1"\])$/);
});

test("the chart says its numbers to those who cannot see it", () => {
  assert.match(page(suspect(), comparison, "N"), /role="img" aria-label="closure in run3 in each snapshot: 0, then 10, then 20"/);
});
