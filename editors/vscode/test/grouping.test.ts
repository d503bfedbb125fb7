import assert from "node:assert/strict";
import { test } from "node:test";

import { grouped } from "../src/suspects/grouping";
import { suspect } from "./fixtures";

const ALL = { text: "", growingOnly: false, order: "size" } as const;
const none = (_fingerprint: string): boolean => false;
const mine = suspect({ fingerprint: "mine" });
const large = suspect({ fingerprint: "large", name: "Session", retained_size: 1e6, counts: [0, 1, 2] });
const theirs = suspect({ fingerprint: "theirs", origin: "dependency", growing: false, cause: null, location: { path: "/app/node_modules/x/i.js", line: 1, column: 1, function: null } });
const nowhere = suspect({ fingerprint: "nowhere", origin: "unknown", cause: null, location: null });
const suspects = [mine, theirs, nowhere, large];
const names = (choice: Parameters<typeof grouped>[1], ignored = none): string[][] =>
  grouped(suspects, choice, ignored).map(({ group, files }) => [group, ...files.flatMap((file) => file.suspects.map((one) => one.fingerprint))]);

test("whose code it is comes first, then the file, then the size", () => {
  assert.deepEqual(names(ALL), [["workspace", "large", "mine"], ["dependency", "theirs"], ["unknown", "nowhere"]]);
  assert.deepEqual(grouped(suspects, ALL, none).map(({ files }) => files.map(({ path }) => path)), [["/app/leak.js"], ["/app/node_modules/x/i.js"], [undefined]]);
});

test("order by growth and by name", () => {
  assert.deepEqual(names({ ...ALL, order: "growth" })[0], ["workspace", "mine", "large"]);
  assert.deepEqual(names({ ...ALL, order: "name" })[0], ["workspace", "mine", "large"]);
});

test("every word of the filter must occur", () => {
  assert.deepEqual(names({ ...ALL, text: "session leak.js" }), [["workspace", "large"]]);
  assert.deepEqual(names({ ...ALL, text: "node_modules" }), [["dependency", "theirs"]]);
  assert.deepEqual(names({ ...ALL, text: "nothing like that" }), []);
});

test("only what grew, where the user wants that", () => {
  assert.deepEqual(names({ ...ALL, growingOnly: true }).flat().includes("theirs"), false);
});

test("what is ignored comes last, whoever's it is", () => {
  assert.deepEqual(names(ALL, (fingerprint) => fingerprint === "large").at(-1), ["ignored", "large"]);
});

test("a file outside the workspace is no lack of a line", () => {
  const outside = suspect({ fingerprint: "outside", origin: "unknown", location: { path: "/srv/app/leak.js", line: 1, column: 1, function: null } });
  assert.deepEqual(grouped([nowhere, outside], ALL, none).map(({ group }) => group), ["elsewhere", "unknown"]);
});
