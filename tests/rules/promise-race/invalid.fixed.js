//# a field that settles at the end
//= Race by raceOnce(), which leaves nothing on what stays pending (unsafe: it settles a turn later) (unsafe)
// The races that each promise is in: it keeps none of those that are over.
const racesOf = new WeakMap();
function raceOnce(members) {
  const promises = Array.from(members, (member) => Promise.resolve(member));
  let race;
  const first = new Promise((resolve, reject) => {
    race = { resolve, reject };
  });
  for (const promise of promises) {
    const races = racesOf.get(promise) ?? new Set();
    if (!racesOf.has(promise)) {
      const end = (how, result) => {
        racesOf.delete(promise);
        for (const one of races) one[how](result);
      };
      racesOf.set(promise, races);
      promise.then((value) => end('resolve', value), (error) => end('reject', error));
    }
    races.add(race);
  }
  return first.finally(() => promises.forEach((promise) => racesOf.get(promise)?.delete(race)));
}

class Channel {
  constructor() {
    this.closed = new Promise((resolve) => {
      this.close = resolve;
    });
  }
  read(source) {
    return raceOnce([source.next(), this.closed]);
//         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'this.closed' while it is pending
  }
}
module.exports = Channel;

//# a module's promise
//= Race by raceOnce(), which leaves nothing on what stays pending (unsafe: it settles a turn later) (unsafe)
const shutdown = new Promise((resolve) => process.once('SIGTERM', resolve));
// The races that each promise is in: it keeps none of those that are over.
const racesOf = new WeakMap();
function raceOnce(members) {
  const promises = Array.from(members, (member) => Promise.resolve(member));
  let race;
  const first = new Promise((resolve, reject) => {
    race = { resolve, reject };
  });
  for (const promise of promises) {
    const races = racesOf.get(promise) ?? new Set();
    if (!racesOf.has(promise)) {
      const end = (how, result) => {
        racesOf.delete(promise);
        for (const one of races) one[how](result);
      };
      racesOf.set(promise, races);
      promise.then((value) => end('resolve', value), (error) => end('reject', error));
    }
    races.add(race);
  }
  return first.finally(() => promises.forEach((promise) => racesOf.get(promise)?.delete(race)));
}

module.exports = (work) => raceOnce([work(), shutdown]);
//                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'shutdown' while it is pending

//# a field initialiser
//= Race by raceOnce(), which leaves nothing on what stays pending (unsafe: it settles a turn later) (unsafe)
// The races that each promise is in: it keeps none of those that are over.
const racesOf = new WeakMap();
function raceOnce(members) {
  const promises = Array.from(members, (member) => Promise.resolve(member));
  let race;
  const first = new Promise((resolve, reject) => {
    race = { resolve, reject };
  });
  for (const promise of promises) {
    const races = racesOf.get(promise) ?? new Set();
    if (!racesOf.has(promise)) {
      const end = (how, result) => {
        racesOf.delete(promise);
        for (const one of races) one[how](result);
      };
      racesOf.set(promise, races);
      promise.then((value) => end('resolve', value), (error) => end('reject', error));
    }
    races.add(race);
  }
  return first.finally(() => promises.forEach((promise) => racesOf.get(promise)?.delete(race)));
}

class Pump {
  stopped = new Promise((resolve) => {
    this.stop = resolve;
  });
  async run(source) {
    for (;;) {
      const item = await raceOnce([source.next(), this.stopped]);
//                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'this.stopped' while it is pending
      if (!item) return;
    }
  }
}
module.exports = Pump;

//# an outer promise in a returned function
//= Race by raceOnce(), which leaves nothing on what stays pending (unsafe: it settles a turn later) (unsafe)
// The races that each promise is in: it keeps none of those that are over.
const racesOf = new WeakMap();
function raceOnce(members) {
  const promises = Array.from(members, (member) => Promise.resolve(member));
  let race;
  const first = new Promise((resolve, reject) => {
    race = { resolve, reject };
  });
  for (const promise of promises) {
    const races = racesOf.get(promise) ?? new Set();
    if (!racesOf.has(promise)) {
      const end = (how, result) => {
        racesOf.delete(promise);
        for (const one of races) one[how](result);
      };
      racesOf.set(promise, races);
      promise.then((value) => end('resolve', value), (error) => end('reject', error));
    }
    races.add(race);
  }
  return first.finally(() => promises.forEach((promise) => racesOf.get(promise)?.delete(race)));
}

module.exports = function create() {
  const aborted = new Promise((resolve) => setImmediate(resolve));
  return {
    next: (work) => raceOnce([work, aborted]),
//                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'aborted' while it is pending
  };
};

//# a property of a parameter
//= Race by raceOnce(), which leaves nothing on what stays pending (unsafe: it settles a turn later) (unsafe)
// The races that each promise is in: it keeps none of those that are over.
const racesOf = new WeakMap();
function raceOnce(members) {
  const promises = Array.from(members, (member) => Promise.resolve(member));
  let race;
  const first = new Promise((resolve, reject) => {
    race = { resolve, reject };
  });
  for (const promise of promises) {
    const races = racesOf.get(promise) ?? new Set();
    if (!racesOf.has(promise)) {
      const end = (how, result) => {
        racesOf.delete(promise);
        for (const one of races) one[how](result);
      };
      racesOf.set(promise, races);
      promise.then((value) => end('resolve', value), (error) => end('reject', error));
    }
    races.add(race);
  }
  return first.finally(() => promises.forEach((promise) => racesOf.get(promise)?.delete(race)));
}

module.exports = async function wait(work, connection) {
  return raceOnce([work(), connection.closed]);
//       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'connection.closed' while it is pending
};

//# a reaction on a token's promise
//= no fix

//# private field
//= Race by raceOnce(), which leaves nothing on what stays pending (unsafe: it settles a turn later) (unsafe)
// The races that each promise is in: it keeps none of those that are over.
const racesOf = new WeakMap();
function raceOnce(members) {
  const promises = Array.from(members, (member) => Promise.resolve(member));
  let race;
  const first = new Promise((resolve, reject) => {
    race = { resolve, reject };
  });
  for (const promise of promises) {
    const races = racesOf.get(promise) ?? new Set();
    if (!racesOf.has(promise)) {
      const end = (how, result) => {
        racesOf.delete(promise);
        for (const one of races) one[how](result);
      };
      racesOf.set(promise, races);
      promise.then((value) => end('resolve', value), (error) => end('reject', error));
    }
    races.add(race);
  }
  return first.finally(() => promises.forEach((promise) => racesOf.get(promise)?.delete(race)));
}

export class Loop {
  #done = new Promise((resolve) => {
    this.finish = resolve;
  });
  step(work) {
    return raceOnce([work, this.#done]);
//         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'this.#done' while it is pending
  }
}

//# typescript
//= Race by raceOnce(), which leaves nothing on what stays pending (unsafe: it settles a turn later) (unsafe)
// The races that each promise is in: it keeps none of those that are over.
const racesOf = new WeakMap<Promise<unknown>, Set<{ resolve: (value: any) => void; reject: (error: unknown) => void }>>();
function raceOnce<T>(members: Iterable<T>): Promise<Awaited<T>> {
  const promises = Array.from(members, (member) => Promise.resolve(member));
  let race!: { resolve: (value: any) => void; reject: (error: unknown) => void };
  const first = new Promise<Awaited<T>>((resolve, reject) => {
    race = { resolve, reject };
  });
  for (const promise of promises) {
    const races = racesOf.get(promise) ?? new Set<{ resolve: (value: any) => void; reject: (error: unknown) => void }>();
    if (!racesOf.has(promise)) {
      const end = (how: 'resolve' | 'reject', result: unknown) => {
        racesOf.delete(promise);
        for (const one of races) one[how](result);
      };
      racesOf.set(promise, races);
      promise.then((value) => end('resolve', value), (error) => end('reject', error));
    }
    races.add(race);
  }
  return first.finally(() => promises.forEach((promise) => racesOf.get(promise)?.delete(race)));
}

export class Session {
  private readonly disconnected: Promise<void>;
  constructor(socket: { once(event: string, listener: () => void): void }) {
    this.disconnected = new Promise<void>((resolve) => socket.once('close', resolve));
  }
  request(answer: Promise<string>): Promise<string | void> {
    return raceOnce([answer, this.disconnected]);
//         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'this.disconnected' while it is pending
  }
}

//# all jobs that are under way
//= Race by raceOnce(), which leaves nothing on what stays pending (unsafe: it settles a turn later) (unsafe)
// The races that each promise is in: it keeps none of those that are over.
const racesOf = new WeakMap();
function raceOnce(members) {
  const promises = Array.from(members, (member) => Promise.resolve(member));
  let race;
  const first = new Promise((resolve, reject) => {
    race = { resolve, reject };
  });
  for (const promise of promises) {
    const races = racesOf.get(promise) ?? new Set();
    if (!racesOf.has(promise)) {
      const end = (how, result) => {
        racesOf.delete(promise);
        for (const one of races) one[how](result);
      };
      racesOf.set(promise, races);
      promise.then((value) => end('resolve', value), (error) => end('reject', error));
    }
    races.add(race);
  }
  return first.finally(() => promises.forEach((promise) => racesOf.get(promise)?.delete(race)));
}

class Jobs {
  constructor() {
    this.running = new Map();
  }
  async run(id, job) {
    while (this.running.size > 10) {
      await raceOnce(this.running.values());
//          ^ promise-race: each race leaves a reaction on every promise of 'this.running'
    }
    this.running.set(id, job());
  }
}
module.exports = Jobs;

//# jobs of a loop
//= Race by raceOnce(), which leaves nothing on what stays pending (unsafe: it settles a turn later) (unsafe)
// The races that each promise is in: it keeps none of those that are over.
const racesOf = new WeakMap();
function raceOnce(members) {
  const promises = Array.from(members, (member) => Promise.resolve(member));
  let race;
  const first = new Promise((resolve, reject) => {
    race = { resolve, reject };
  });
  for (const promise of promises) {
    const races = racesOf.get(promise) ?? new Set();
    if (!racesOf.has(promise)) {
      const end = (how, result) => {
        racesOf.delete(promise);
        for (const one of races) one[how](result);
      };
      racesOf.set(promise, races);
      promise.then((value) => end('resolve', value), (error) => end('reject', error));
    }
    races.add(race);
  }
  return first.finally(() => promises.forEach((promise) => racesOf.get(promise)?.delete(race)));
}

export async function each(items, work) {
  const running = new Set();
  for (const item of items) {
    const job = work(item).then(() => running.delete(job));
    running.add(job);
    if (running.size > 10) await raceOnce(running);
//                               ^ promise-race: each race leaves a reaction on every promise of 'running'
  }
}

//# a reaction on a module's promise
//= no fix

//# a promise from before the loop
//= Race by raceOnce(), which leaves nothing on what stays pending (unsafe: it settles a turn later) (unsafe)
const { once } = require('events');
// The races that each promise is in: it keeps none of those that are over.
const racesOf = new WeakMap();
function raceOnce(members) {
  const promises = Array.from(members, (member) => Promise.resolve(member));
  let race;
  const first = new Promise((resolve, reject) => {
    race = { resolve, reject };
  });
  for (const promise of promises) {
    const races = racesOf.get(promise) ?? new Set();
    if (!racesOf.has(promise)) {
      const end = (how, result) => {
        racesOf.delete(promise);
        for (const one of races) one[how](result);
      };
      racesOf.set(promise, races);
      promise.then((value) => end('resolve', value), (error) => end('reject', error));
    }
    races.add(race);
  }
  return first.finally(() => promises.forEach((promise) => racesOf.get(promise)?.delete(race)));
}

exports.drain = async function (queue, connection, handle) {
  const closed = once(connection, 'close');
  for (;;) {
    const job = await raceOnce([queue.next(), closed]);
//                    ^ promise-race: each race leaves a reaction on 'closed' while it is pending
    if (!job) return;
    handle(job);
  }
};

//# what then gives of a field
//= Race by raceOnce(), which leaves nothing on what stays pending (unsafe: it settles a turn later) (unsafe)
// The races that each promise is in: it keeps none of those that are over.
const racesOf = new WeakMap<Promise<unknown>, Set<{ resolve: (value: any) => void; reject: (error: unknown) => void }>>();
function raceOnce<T>(members: Iterable<T>): Promise<Awaited<T>> {
  const promises = Array.from(members, (member) => Promise.resolve(member));
  let race!: { resolve: (value: any) => void; reject: (error: unknown) => void };
  const first = new Promise<Awaited<T>>((resolve, reject) => {
    race = { resolve, reject };
  });
  for (const promise of promises) {
    const races = racesOf.get(promise) ?? new Set<{ resolve: (value: any) => void; reject: (error: unknown) => void }>();
    if (!racesOf.has(promise)) {
      const end = (how: 'resolve' | 'reject', result: unknown) => {
        racesOf.delete(promise);
        for (const one of races) one[how](result);
      };
      racesOf.set(promise, races);
      promise.then((value) => end('resolve', value), (error) => end('reject', error));
    }
    races.add(race);
  }
  return first.finally(() => promises.forEach((promise) => racesOf.get(promise)?.delete(race)));
}

export class Scheduler {
  private readonly stopped: Promise<void>;
  stop!: () => void;
  constructor() {
    this.stopped = new Promise((resolve) => (this.stop = resolve));
  }
  next(queue: Queue) {
    return raceOnce([queue.take(), this.stopped.then(() => null)]);
//         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'this.stopped' while it is pending
  }
}

//# members in a variable
//= Race by raceOnce(), which leaves nothing on what stays pending (unsafe: it settles a turn later) (unsafe)
// The races that each promise is in: it keeps none of those that are over.
const racesOf = new WeakMap();
function raceOnce(members) {
  const promises = Array.from(members, (member) => Promise.resolve(member));
  let race;
  const first = new Promise((resolve, reject) => {
    race = { resolve, reject };
  });
  for (const promise of promises) {
    const races = racesOf.get(promise) ?? new Set();
    if (!racesOf.has(promise)) {
      const end = (how, result) => {
        racesOf.delete(promise);
        for (const one of races) one[how](result);
      };
      racesOf.set(promise, races);
      promise.then((value) => end('resolve', value), (error) => end('reject', error));
    }
    races.add(race);
  }
  return first.finally(() => promises.forEach((promise) => racesOf.get(promise)?.delete(race)));
}

class Worker {
  constructor() {
    this.closing = new Promise((resolve) => {
      this.close = resolve;
    });
  }
  async next() {
    const waiting = [this.fetch(), this.closing];
    return await raceOnce(waiting);
//               ^^^^^^^^^^^^^^^^^^^^^ promise-race: each race leaves a reaction on 'this.closing' while it is pending
  }
}
module.exports = Worker;

//# a loop of promises that each wait for the next
//= no fix

//# a generator that is driven by promises that wait for one another
//= no fix

//# an async method that awaits its own next turn
//= no fix

//# a loop of promises that each return the next
//= no fix

