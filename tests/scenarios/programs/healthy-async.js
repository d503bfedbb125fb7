// Work that waits, subscribes and remembers, and lets go of all of it: weak maps, once(), timeouts, generators, streams.
// nothing grows
const { EventEmitter, once } = require('events');
const { Readable, pipeline } = require('stream');
const { promisify } = require('util');

const bus = new EventEmitter();
const details = new WeakMap();
const names = new Map();
const pool = [];

class Task {
  constructor(id) {
    this.id = id;
    this.buffer = Buffer.alloc(64);
    this.onStop = () => this.buffer.fill(0);
    bus.on('stop', this.onStop);
  }

  destroy() {
    bus.off('stop', this.onStop);
  }
}

function* numbers(count) {
  for (let i = 0; i < count; i += 1) yield { i };
}

function withTimeout(promise, milliseconds) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error('late')), milliseconds); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

let calls = 0;

exports.work = async () => {
  calls += 1;
  const task = pool.pop() ?? new Task(calls);
  details.set(task, { started: calls, note: 'x'.repeat(50) });
  names.set(calls % 4, `task ${calls}`);
  const answered = once(bus, 'answer');
  setImmediate(() => bus.emit('answer', { id: task.id }));
  await withTimeout(answered, 60_000);
  await promisify(pipeline)(Readable.from(numbers(5)), async (source) => {
    for await (const item of source) task.buffer[0] = item.i;
  });
  if (calls % 2) {
    pool.push(task);
  } else {
    task.destroy();
  }
};
