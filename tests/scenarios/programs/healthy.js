// What a healthy program does: a bounded cache, balanced listeners, a table that fills once, code that gets hot.
// nothing grows
const { EventEmitter } = require('events');

const bus = new EventEmitter();
const cache = new Map();
const LIMIT = 5;
let table = null;
let calls = 0;

class Entry {
  constructor(key) {
    this.key = key;
    this.data = Buffer.alloc(100);
  }
}

function cached(key) {
  if (!cache.has(key)) cache.set(key, new Entry(key));
  if (cache.size > LIMIT) cache.delete(cache.keys().next().value);
  return cache.get(key);
}

function hot(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] * 2;
  return sum;
}

function listen() {
  const data = Buffer.alloc(100);
  const onTick = () => data.length;
  bus.on('tick', onTick);
  bus.emit('tick');
  bus.off('tick', onTick);
}

exports.work = async () => {
  calls += 1;
  table ??= Array.from({ length: 2000 }, (_, index) => ({ index, next: () => index + 1 }));
  cached(`key-${calls}`);
  listen();
  const values = new Float64Array(10_000).fill(calls);
  for (let i = 0; i < 50; i += 1) hot(values);
  const timer = setInterval(() => bus.emit('tick'), 1000);
  await new Promise((resolve) => setTimeout(resolve, 1));
  clearInterval(timer);
  return table.length;
};
