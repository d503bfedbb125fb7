import assert from "node:assert/strict";
import { test } from "node:test";

import { reason } from "../src/server/pip";

const BROKEN =
  "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(\"HTTPConnection(host='127.0.0.1', port=9): Failed to establish a new connection: [Errno 111] Connection refused\")': /simple/numpy/";

test("an index that does not answer is no missing distribution", () => {
  const said = reason([BROKEN, "ERROR: Could not find a version that satisfies the requirement numpy>=2.0 (from versions: none)", "ERROR: No matching distribution found for numpy>=2.0"]);
  assert.match(said, /does not answer \(NewConnectionError\)/);
});

test("a full disk is said as pip says it, although a connection broke before", () => {
  assert.match(reason([BROKEN, "Collecting numpy", "ERROR: [Errno 28] No space left on device"]), /No space left/);
  assert.equal(reason(["Killed"]), "Killed");
});
