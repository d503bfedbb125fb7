//# each keeps the one before
let thing = null;
module.exports = function replace() {
  const original = thing;
  const unused = () => {
    if (original) console.log('again');
  };
  thing = {
    rows: new Array(1000000).join('*'),
    print() {
//  ^^^^^ shared-context: 'original' stays alive with this closure, which cannot use it
      console.log('print');
    },
  };
};

//# a sibling closure uses the array
const { EventEmitter } = require('events');
const bus = new EventEmitter();
module.exports = function run() {
  const big = new Array(100000).fill(1);
  const use = () => big.length;
  use();
  bus.once('error', () => console.log('failed'));
//                  ^ shared-context: 'big' stays alive with this closure, which cannot use it
};

//# a buffer of a file
const fs = require('fs');
const { EventEmitter } = require('events');
const bus = new EventEmitter();
module.exports = function load(path) {
  const data = fs.readFileSync(path);
  const size = () => data.length;
  bus.on('reload', () => console.log(path));
//                 ^ shared-context: 'data' stays alive with this closure, which cannot use it
  return size();
};

//# a parsed text that a sort uses
const { EventEmitter } = require('events');
const bus = new EventEmitter();
module.exports = function rank(text, names) {
  const weights = JSON.parse(text);
  names.sort((a, b) => weights[a] - weights[b]);
  bus.on('tick', () => console.log(names.length));
//               ^ shared-context: 'weights' stays alive with this closure, which cannot use it
};

//# an interval
module.exports = function watch(log) {
  const data = 'x'.repeat(1000000);
  function show() {
    return data.length;
  }
  log(show());
  setInterval(() => log('tick'), 1000);
//            ^ shared-context: 'data' stays alive with this closure, which cannot use it
};

//# kept by a module's variable
let last;
module.exports = function run() {
  const big = Buffer.alloc(1000000);
  const use = function () {
    return big.length;
  };
  use();
  last = () => console.log('done');
//       ^ shared-context: 'big' stays alive with this closure, which cannot use it
};

//# put into a module's map
const callbacks = new Map();
module.exports = function run(id, rows) {
  const table = rows.join('\n');
  [1, 2].forEach((n) => console.log(n, table.length));
  callbacks.set(id, () => console.log(id));
//                  ^ shared-context: 'table' stays alive with this closure, which cannot use it
};

//# through an unused function
const { EventEmitter } = require('events');
const test = new EventEmitter();
module.exports = function run() {
  const innerData = new Array(10000).fill('x');
  function unused() {
    return innerData;
  }
  test.on('error', () => console.log('error'));
//                 ^ shared-context: 'innerData' stays alive with this closure, which cannot use it
};

//# a typed array (esm)
import { bus } from './bus.js';
export function render() {
  const pixels = new Uint8Array(4000000);
  const paint = () => pixels.fill(0);
  paint();
  bus.on('resize', () => console.log('resize'));
//                 ^ shared-context: 'pixels' stays alive with this closure, which cannot use it
}

//# a listener of a typed event keeps what a promise's callback parsed (ts)
export class TextModel {
  private listeners: { dispose(): void }[] = [];
  constructor(private models: any) {}
  create(content: string) {
    return this.models.open(() => content.split('\n')).then((model: any) => {
      this.listeners.push(model.onDidChangeContent(() => this.update()));
//                                                 ^ shared-context: 'content' stays alive with this closure, which cannot use it
    });
  }
  private update() {}
}

//# an empty closure in a map
const locks = new Map();
exports.acquire = function (key, body, transport, done) {
  const payload = Buffer.from(body);
  transport.write(key, (error) => done(error, payload.length));
  locks.set(key, () => {});
//               ^ shared-context: 'payload' stays alive with this closure, which cannot use it
};
exports.release = (key) => locks.delete(key);

//# a closure that a pooled client keeps
class Pool {
  connect(done) {
    const client = this.create();
    this.clients.push(client);
    const onIdleError = (error) => {
//                      ^ shared-context: 'done' stays alive with this closure, which cannot use it
      this.failed(client, error);
    };
    client.connect((error) => {
      client.on('error', onIdleError);
      done(error, client);
    });
  }
}
module.exports = Pool;

//# a weak reference beside its object (esm)
export function weakly(value) {
  if (typeof WeakRef === 'undefined') return () => value;
  const reference = new WeakRef(value);
  return () => reference.deref();
//       ^ shared-context: 'value' stays alive with this closure, which cannot use it
}

//# an entry under a computed key
module.exports = function call(client, method, args, done) {
  const body = client.encode(method, args);
  const started = Date.now();
  client.send(body, (error) => done(error, body));
  client.ages[method] = () => Date.now() - started;
//                      ^ shared-context: 'body' stays alive with this closure, which cannot use it
};

//# what makes a value once
module.exports = function lazy(make) {
  let value;
  let done = false;
  return () => {
    if (!done) {
      value = make();
//            ^ shared-context: 'make' is called once, and stays alive with this closure
      done = true;
    }
    return value;
  };
};

//# an object of a list
const connections = [];
module.exports = function open(driver, done) {
  const buffer = Buffer.alloc(65536);
  const connection = driver.open((error) => done(error, buffer));
  connections.push({ connection, kill: () => connection.close() });
//                                     ^ shared-context: 'buffer' stays alive with this closure, which cannot use it
  return connection;
};

//# an empty answer in a map of the process
const answers = new Map();
function keep(name, big) {
  const data = big.parse();
  run(() => data.toString());
  answers.set(name, () => undefined);
//                  ^^^^^^^ shared-context: 'data' stays alive with this closure, which cannot use it
}
function run(task) {
  task();
}
module.exports = { keep, answers };

//# a returned object whose maker checked something large (ts)
export function lazy<T>(load: () => T, source: Buffer) {
  const parsed = JSON.parse(source.toString());
  const valid = () => parsed.items.every((item: { ok: boolean }) => item.ok);
  if (!valid()) throw new Error('bad');
  let value: T | undefined;
  return { get: () => (value ??= load()) };
//              ^^^^^^^ shared-context: 'parsed' stays alive with this closure, which cannot use it
}

//# a listener that is added once to a socket of many requests
const OWNER = Symbol('owner');
function send(options) {
  return new Promise(function (resolve, reject) {
    const request = options.transport.request(options);
    request.on('error', (error) => reject(error));
    request.on('response', (response) => resolve(response));
    request.on('socket', (socket) => {
      if (!socket[OWNER]) {
        socket.on('error', function () {
//                         ^^^^^^^^^^^^^ shared-context: stays alive with this closure, which cannot use it
          socket[OWNER].destroy();
        });
      }
      socket[OWNER] = request;
    });
    request.end();
  });
}
module.exports = send;

//# a field of the object that parsed something
class Model {
  constructor(raw) {
    const rows = JSON.parse(raw);
    const index = () => rows.map((row) => row.id);
    this.ids = index();
    this.isReady = () => true;
//                 ^^^^^^^ shared-context: 'rows' stays alive with this closure, which cannot use it
  }
}
module.exports = Model;

//# options of a run that lead to the result of the run before
class Build {
  constructor(settings) {
    this.known = new Map();
    for (const unit of settings.previous.units) this.known.set(unit.id, unit);
    this.resolve = (id) => settings.alias(id);
//                 ^^^^^^^ shared-context: 'settings' and its 'previous' stay alive with this closure
  }
}
module.exports = Build;

//# an error that is made for its stack trace and never let go
const { transport } = require('./transport');
function query(text, done) {
  const callSite = new Error('query');
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ shared-context: 'callSite' keeps the frames of its call as long as the callback
  transport.start(text, {
    onStatus(status) {
      done(status.code === 0 ? null : withFrames(status, callSite));
    },
  });
}
function withFrames(status, error) {
  return Object.assign(new Error(status.text), { frames: error.stack });
}
module.exports = query;

//# what a method collects from the object's own events
const { EventEmitter } = require('events');
class Download extends EventEmitter {
  collect() {
    const self = this;
    const parts = [];
    self.on('data', (part) => parts.push(part));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ shared-context: 'parts' stays as long as 'self', nobody empties it
    self.on('end', () => self.emit('body', Buffer.concat(parts)));
  }
}
module.exports = Download;

//# a reaction that the first call adds to a job of many calls
const waiting = new WeakMap();
function firstOf(jobs) {
  return new Promise((resolve, reject) => {
    const waiter = { resolve, reject };
    for (const job of jobs) {
      let entry = waiting.get(job);
      if (entry === undefined) {
        entry = new Set([waiter]);
        waiting.set(job, entry);
        Promise.resolve(job).then((value) => {
//                                ^^^^^^^^^ shared-context: of the first call stays alive with this closure
          for (const one of entry) one.resolve(value);
          entry.clear();
        });
      } else {
        entry.add(waiter);
      }
    }
  }).finally(() => jobs.forEach((job) => waiting.get(job).clear()));
}
module.exports = firstOf;

//# a small closure that stays beside one that is done soon
const samples = [];
exports.serve = function serve(request, response) {
  const payload = Buffer.alloc(request.size);
  const respond = () => response.end(payload);
  const began = Date.now();
  samples.push(() => Date.now() - began);
//             ^ shared-context: 'response' stays alive with this closure
  setImmediate(respond);
};

//# a collection of the function around, which gets an object with a method
module.exports = function makeShelf(source) {
  const shelf = new Map();
  async function put(name) {
    const bytes = Buffer.from(await source.read(name));
    const weight = () => bytes.length;
    const until = Date.now() + weight();
    shelf.set(name, { ripe: (now) => now > until });
//                          ^ shared-context: 'bytes' stays alive with this closure
  }
  return { put, ripe: (name) => shelf.get(name).ripe(Date.now()) };
};

//# a function of the file that keeps what it is given
const makers = new Map();
function keep(name, make) {
  makers.set(name, make);
}
exports.read = async (name, open) => {
  const rows = JSON.parse(await open(name));
  const row = (id) => rows.find((one) => one.id === id);
  const { label } = row(1);
  keep(name, () => label);
//           ^ shared-context: 'rows' stays alive with this closure
};
exports.make = (name) => makers.get(name)();

//# a listener with a name
const { EventEmitter } = require('events');
const saves = new EventEmitter();
exports.open = async (path, read) => {
  const text = JSON.parse(await read(path));
  const line = (number) => text.lines[number];
  const title = line(0);
  const saved = (what) => saves.emit('title', what, title);
//              ^ shared-context: 'text' stays alive with this closure
  saves.on('save', saved);
  return title;
};
