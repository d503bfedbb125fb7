'use strict';
// node --expose-gc record.js PROGRAM OUTDIR [--rounds N] [--snapshots N]
//
// Loads a program, takes a snapshot of it, then calls its work() N times before each further snapshot.
// Writes OUTDIR/a.heapsnapshot, b.heapsnapshot, ... in the order in which they were taken.

const path = require('node:path');
const v8 = require('node:v8');
const { pathToFileURL } = require('node:url');
const { parseArgs } = require('node:util');

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '10' },
    snapshots: { type: 'string', default: '3' },
  },
});

function load(program) {
  return program.endsWith('.mjs') ? import(pathToFileURL(program).href) : require(program);
}

/** Let what is pending run to its end, then collect the garbage, so that a snapshot holds only what is kept. */
async function settle() {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    global.gc();
  }
}

async function main(program, folder, rounds, snapshots) {
  const { work } = await load(program);
  for (let taken = 0; taken < snapshots; taken += 1) {
    for (let round = 0; taken > 0 && round < rounds; round += 1) await work();
    await settle();
    v8.writeHeapSnapshot(path.join(folder, `${String.fromCharCode(97 + taken)}.heapsnapshot`));
  }
}

main(path.resolve(positionals[0]), path.resolve(positionals[1]), Number(values.rounds), Number(values.snapshots)).then(
  () => process.exit(0), // a leaking program may have timers and servers that would keep the process alive
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
