//# promises of the call
module.exports = (one, other) => Promise.race([one(), other()]);

//# two parameters
module.exports = (one, other) => Promise.race([one, other]);

//# locals
module.exports = function run(work) {
  const first = work(1);
  const second = work(2);
  return Promise.race([first, second]);
};

//# a field that is replaced
class Channel {
  open() {
    this.closed = new Promise((resolve) => {
      this.close = resolve;
    });
  }
  read(source) {
    return Promise.race([source.next(), this.closed]);
  }
}
module.exports = Channel;

//# all, not race
class Channel {
  constructor() {
    this.closed = Promise.resolve();
  }
  read(source) {
    return Promise.all([source.next(), this.closed]);
  }
}
module.exports = Channel;

//# another race
class Channel {
  constructor(track) {
    this.closed = new Promise(() => {});
    this.track = track;
  }
  read(source) {
    return this.track.race([source, this.closed]);
  }
}
module.exports = Channel;

//# code that runs once
const closed = new Promise((resolve) => process.once('SIGTERM', resolve));
Promise.race([closed, import('./main.js')]);

//# a method that makes a promise
class Channel {
  read(source) {
    return Promise.race([source.next(), this.closed()]);
  }
  closed() {
    return new Promise((resolve) => setTimeout(resolve, 10));
  }
}
module.exports = Channel;

//# a map of locals
module.exports = (urls, load) => Promise.race(urls.map((url) => load(url)));

//# then on a promise of the call
module.exports = function run(work) {
  const result = work.run();
  result.then(() => work.stop());
  return result;
};

//# then that is returned
module.exports = (token, work) => token.promise.then(() => work.stop());

//# a race in the constructor
class Channel {
  constructor(source) {
    this.closed = new Promise(() => {});
    this.first = Promise.race([source, this.closed]);
  }
}
module.exports = Channel;

//# promises of this call in an array
module.exports = async function first(urls) {
  const running = urls.map((url) => fetch(url));
  return Promise.race(running);
};

//# a reaction where the object ends
class Child {
  constructor(child) {
    this.exited = new Promise((resolve) => child.once('exit', resolve));
  }
  forceExit(timer) {
    this.exited.then(() => clearTimeout(timer));
  }
}
module.exports = Child;

//# a reaction that keeps nothing of the call (esm)
const stopped = new Promise((resolve) => process.once('SIGTERM', resolve));
export function begin() {
  stopped.then(() => process.exit());
}

//# a promise of each turn of the loop
const { once } = require('events');
exports.drain = async function (queue, handle) {
  for (;;) {
    const closed = once(queue.open(), 'close');
    const job = await Promise.race([queue.next(), closed]);
    if (!job) return;
    handle(job);
  }
};

//# a promise from before one race
const { once } = require('events');
exports.first = async function (queue, connection) {
  const closed = once(connection, 'close');
  for (const name of queue.names) console.log(name);
  return Promise.race([queue.next(), closed]);
};

//# what a promise from before the loop gave
exports.drain = async function (queue, connection) {
  const closed = await connection.closing();
  for (;;) {
    const job = await Promise.race([queue.next(), closed]);
    if (!job) return;
  }
};

//# what then gives of a promise of the call
class Scheduler {
  next(queue) {
    const stopped = this.wait();
    return Promise.race([queue.take(), stopped.then(() => null)]);
  }
  wait() {
    return new Promise((resolve) => setTimeout(resolve, 10));
  }
}
module.exports = Scheduler;

//# tries that come to an end
function attempt(work, tries) {
  return work().catch(() => wait()).then(() => attempt(work, tries - 1));
}
module.exports = attempt;

//# a turn that starts the next without waiting for it
const { receive, handle } = require('./queue');
function consume() {
  receive().then((message) => {
    handle(message);
    consume();
  });
}
module.exports = consume;

//# a walk that ends with the last leaf
async function walk(node) {
  await visit(node);
  if (!node.next) return;
  await walk(node.next);
}
module.exports = walk;

//# a loop in one async function
class Poller {
  async poll() {
    while (!this.stopped) {
      this.emit('answer', await this.client.fetch());
      await delay(1000);
    }
  }
}
module.exports = Poller;
