//# a field that settles at the end
class Channel {
  constructor() {
    this.closed = new Promise((resolve) => {
      this.close = resolve;
    });
  }
  read(source) {
    return Promise.race([source.next(), this.closed]);
//         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'this.closed' while it is pending
  }
}
module.exports = Channel;

//# a module's promise
const shutdown = new Promise((resolve) => process.once('SIGTERM', resolve));
module.exports = (work) => Promise.race([work(), shutdown]);
//                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'shutdown' while it is pending

//# a field initialiser
class Pump {
  stopped = new Promise((resolve) => {
    this.stop = resolve;
  });
  async run(source) {
    for (;;) {
      const item = await Promise.race([source.next(), this.stopped]);
//                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'this.stopped' while it is pending
      if (!item) return;
    }
  }
}
module.exports = Pump;

//# an outer promise in a returned function
module.exports = function create() {
  const aborted = new Promise((resolve) => setImmediate(resolve));
  return {
    next: (work) => Promise.race([work, aborted]),
//                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'aborted' while it is pending
  };
};

//# a property of a parameter
module.exports = async function wait(work, connection) {
  return Promise.race([work(), connection.closed]);
//       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'connection.closed' while it is pending
};

//# a reaction on a token's promise
module.exports = function run(token, work) {
  token.promise.then(() => work.stop());
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each call leaves a reaction on 'token.promise' while it is pending
  return work.run();
};

//# private field (esm)
export class Loop {
  #done = new Promise((resolve) => {
    this.finish = resolve;
  });
  step(work) {
    return Promise.race([work, this.#done]);
//         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'this.#done' while it is pending
  }
}

//# typescript (ts)
export class Session {
  private readonly disconnected: Promise<void>;
  constructor(socket: { once(event: string, listener: () => void): void }) {
    this.disconnected = new Promise<void>((resolve) => socket.once('close', resolve));
  }
  request(answer: Promise<string>): Promise<string | void> {
    return Promise.race([answer, this.disconnected]);
//         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'this.disconnected' while it is pending
  }
}

//# all jobs that are under way
class Jobs {
  constructor() {
    this.running = new Map();
  }
  async run(id, job) {
    while (this.running.size > 10) {
      await Promise.race(this.running.values());
//          ^ promise-race: each race leaves a reaction on every promise of 'this.running'
    }
    this.running.set(id, job());
  }
}
module.exports = Jobs;

//# jobs of a loop (esm)
export async function each(items, work) {
  const running = new Set();
  for (const item of items) {
    const job = work(item).then(() => running.delete(job));
    running.add(job);
    if (running.size > 10) await Promise.race(running);
//                               ^ promise-race: each race leaves a reaction on every promise of 'running'
  }
}

//# a reaction on a module's promise (esm)
const stopped = new Promise((resolve) => process.once('SIGTERM', resolve));
export async function poll(url) {
  const answer = await fetch(url);
  stopped.then(() => answer.body.cancel());
//^ promise-race: each call leaves a reaction on 'stopped' while it is pending
  return answer.text();
}

//# a promise from before the loop
const { once } = require('events');
exports.drain = async function (queue, connection, handle) {
  const closed = once(connection, 'close');
  for (;;) {
    const job = await Promise.race([queue.next(), closed]);
//                    ^ promise-race: each race leaves a reaction on 'closed' while it is pending
    if (!job) return;
    handle(job);
  }
};

//# what then gives of a field (ts)
export class Scheduler {
  private readonly stopped: Promise<void>;
  stop!: () => void;
  constructor() {
    this.stopped = new Promise((resolve) => (this.stop = resolve));
  }
  next(queue: Queue) {
    return Promise.race([queue.take(), this.stopped.then(() => null)]);
//         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'this.stopped' while it is pending
  }
}

//# members in a variable
class Worker {
  constructor() {
    this.closing = new Promise((resolve) => {
      this.close = resolve;
    });
  }
  async next() {
    const waiting = [this.fetch(), this.closing];
    return await Promise.race(waiting);
//               ^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'this.closing' while it is pending
  }
}
module.exports = Worker;

//# a loop of promises that each wait for the next
const { receive, handle } = require('./queue');
function consume() {
  return receive().then(next);
//       ^^^^^^^^^^^^^^^^^^^^ promise-race: each turn of 'consume' waits for all that follow
}
function next(message) {
  handle(message);
  return consume();
}
module.exports = consume;

//# a generator that is driven by promises that wait for one another
function drive(make) {
  const gen = make();
  return advance();
  function advance(value) {
    const step = gen.next(value);
    return follow(step);
  }
  function follow(step) {
    if (step.done) return Promise.resolve(step.value);
    return Promise.resolve(step.value).then(advance);
//         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each turn of 'follow' waits for all that follow
  }
}
module.exports = drive;

//# an async method that awaits its own next turn
class Poller {
  async poll() {
    const answer = await this.client.fetch();
    this.emit('answer', answer);
    await delay(1000);
    await this.poll();
//        ^^^^^^^^^^^ promise-race: each turn of 'poll' waits for all that follow
  }
}
module.exports = Poller;

//# a loop of promises that each return the next
const { receive, handle } = require('./queue');
function consumeAll() {
  return receive().then((message) => {
//       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each turn of 'consumeAll' waits for all that follow
    handle(message);
    return consumeAll();
  });
}
module.exports = consumeAll;
