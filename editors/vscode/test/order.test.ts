import assert from "node:assert/strict";
import { test } from "node:test";

import { before, inOrder, likely } from "../src/snapshots/order";

const file = (name: string, time: number): { uri: string; name: string; time: number; size: number } => ({ uri: `file:///app/${name}`, name, time, size: 1 });

test("oldest first; of one moment by name, with numbers as numbers", () => {
  const files = [file("heap-10", 5), file("heap-9", 5), file("old", 1)];
  assert.deepEqual(inOrder(files).map(({ name }) => name), ["old", "heap-9", "heap-10"]);
});

test("the last three of the newest folder are likely", () => {
  const files = [file("x/a", 1), file("y/a", 2), file("y/b", 3), file("y/c", 4), file("y/d", 5), file("x/b", 4)];
  assert.deepEqual(likely(files).map(({ name }) => name), ["y/b", "y/c", "y/d"]);
  assert.deepEqual(likely([]), []);
});

test("the snapshot before one is of the same folder", () => {
  const files = [file("y/a", 2), file("x/a", 3), file("y/b", 4)];
  assert.equal(before(files[2]!, files)?.name, "y/a");
  assert.equal(before(files[0]!, files), undefined);
});
