// Makes a set of heap snapshots of one process: node --expose-gc make_snapshots.js MB OUT -> OUT/{a,b,c}.heapsnapshot
// Records, classes, caches, closures over shared contexts, listeners, Maps, WeakMaps, lists and strings; between the
// snapshots some are added and some go away.
'use strict';
const { EventEmitter } = require('node:events');
const { join } = require('node:path');
const { writeHeapSnapshot } = require('node:v8');

const size = Number(process.argv[2]);
const out = process.argv[3];
const BYTES_A_BATCH = 268000; // of snapshot, measured on Node 20

let seed = 1;
const random = (limit) => {
  seed = (seed * 48271) % 2147483647;
  return seed % limit;
};

class Account {
  constructor(id) {
    this.id = id;
    this.name = `account ${id}`;
    this.balance = id * 1.5;
    this.tags = [`t${random(50)}`, `u${random(50)}`];
  }
}

class Page extends EventEmitter {
  constructor(id) {
    super();
    this.setMaxListeners(0);
    this.id = id;
    this.children = [];
  }
}

const kept = { batches: [], weak: new WeakMap() };
globalThis.kept = kept;

function batch(number) {
  const accounts = new Map();
  const handlers = [];
  let list = null;
  const page = new Page(number);
  for (let index = 0; index < 100; index++) {
    const account = new Account(number * 100 + index);
    accounts.set(account.name, account);
    const data = { when: index, body: Buffer.alloc(random(64)), text: 'x'.repeat(index) + number };
    handlers.push(() => [account, data]);
    page.on('change', () => data);
    list = { value: index, next: list, owner: account };
    const key = { key: index };
    handlers.push(key);
    kept.weak.set(key, { account });
    page.children.push({ id: index, parent: page, point: { x: index, y: number }, shape: [index, number, { z: 0 }] });
  }
  return { accounts, handlers, list, page, words: Array.from({ length: 200 }, () => `word ${random(1e6)}`) };
}

function grow(count) {
  // Tables of tens of thousands of slots make Node's snapshot writer quadratic: shards stay small.
  for (let index = 0; index < count; index++) {
    const shard = kept.batches.at(-1);
    if (shard && shard.length < 500) shard.push(batch(random(1e9)));
    else kept.batches.push([batch(random(1e9))]);
  }
}

const whole = Math.max(1, Math.round((size * 1e6 - 4e6) / BYTES_A_BATCH));
const write = (name) => {
  globalThis.gc();
  writeHeapSnapshot(join(out, `${name}.heapsnapshot`));
};
grow(whole);
write('a');
grow(Math.ceil(whole / 50));
kept.batches[0].shift();
write('b');
grow(Math.ceil(whole / 10));
kept.batches[0].splice(0, 2);
write('c');
