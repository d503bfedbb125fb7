//# the closure uses it
const { EventEmitter } = require('events');
const bus = new EventEmitter();
module.exports = function run() {
  const big = new Array(100000).fill(1);
  bus.once('error', () => console.log(big.length));
};

//# a small value
const { EventEmitter } = require('events');
const bus = new EventEmitter();
module.exports = function run() {
  const label = 'run';
  const use = () => label.length;
  use();
  bus.once('error', () => console.log('failed'));
};

//# set to null after its use
const { EventEmitter } = require('events');
const bus = new EventEmitter();
module.exports = function run() {
  let big = new Array(100000).fill(1);
  const use = () => big.length;
  use();
  big = null;
  bus.once('error', () => console.log('failed'));
};

//# nobody captures it
const { EventEmitter } = require('events');
const bus = new EventEmitter();
module.exports = function run() {
  const big = new Array(100000).fill(1);
  console.log(big.length);
  bus.once('error', () => console.log('failed'));
};

//# a receiver that was made here
const { EventEmitter } = require('events');
module.exports = function run() {
  const own = new EventEmitter();
  const big = new Array(100000).fill(1);
  const use = () => big.length;
  use();
  own.once('error', () => console.log('failed'));
};

//# code that runs once
const { EventEmitter } = require('events');
const bus = new EventEmitter();
const big = new Array(100000).fill(1);
const use = () => big.length;
use();
bus.once('error', () => console.log('failed'));

//# another closure that lives as long uses it
const { EventEmitter } = require('events');
const bus = new EventEmitter();
module.exports = function run() {
  const big = new Array(100000).fill(1);
  bus.on('size', () => console.log(big.length));
  bus.on('error', () => console.log('failed'));
};

//# a closure that does not live on
module.exports = function run(names) {
  const big = new Array(100000).fill(1);
  const use = () => big.length;
  use();
  return names.map((name) => name.length);
};

//# made in another function
const { EventEmitter } = require('events');
const bus = new EventEmitter();
function measure() {
  const big = new Array(100000).fill(1);
  const use = () => big.length;
  return use();
}
module.exports = function run() {
  measure();
  bus.once('error', () => console.log('failed'));
};

//# in a block of its own
const { EventEmitter } = require('events');
const bus = new EventEmitter();
module.exports = function run() {
  {
    const big = new Array(100000).fill(1);
    const use = () => big.length;
    use();
  }
  bus.once('error', () => console.log('failed'));
};

//# a parameter of unknown weight
const { EventEmitter } = require('events');
const bus = new EventEmitter();
module.exports = function run(options) {
  const use = () => options.name;
  use();
  bus.once('error', () => console.log('failed'));
};

//# a listener of a module's function
const { EventEmitter } = require('events');
const bus = new EventEmitter();
function failed() {}
module.exports = function run() {
  const big = new Array(100000).fill(1);
  const use = () => big.length;
  use();
  bus.once('error', failed);
};

//# a pooled client whose listener is made elsewhere
class Pool {
  connect(done) {
    const client = this.create();
    this.clients.push(client);
    const onIdleError = makeListener(this, client);
    client.connect((error) => {
      client.on('error', onIdleError);
      done(error, client);
    });
  }
}
function makeListener(pool, client) {
  return (error) => pool.failed(client, error);
}
module.exports = Pool;

//# a weak reference made in a function of its own (esm)
export function weakly(value) {
  if (typeof WeakRef === 'undefined') return () => value;
  return reader(new WeakRef(value));
}
const reader = (reference) => () => reference.deref();

//# a number under a name that says data
const locks = new Map();
exports.acquire = function (key, parts, transport) {
  const size = parts.length;
  transport.write(key, (error) => console.log(error, size));
  locks.set(key, () => console.log(key));
};
exports.release = (key) => locks.delete(key);

//# a method of a prototype in a loop
module.exports = function mixin(object, source) {
  Object.keys(source).forEach((name) => {
    const method = source[name];
    object.prototype[name] = function () {
      return method.apply(this, arguments);
    };
  });
};

//# a stream that is gone soon
module.exports = function save(stream, body, done) {
  body.forEach((part) => stream.write(part + body.length));
  stream.on('error', () => done('failed'));
};

//# what made a value once and is let go
module.exports = function lazy(make) {
  let value;
  let done = false;
  return () => {
    if (!done) {
      value = make();
      make = null;
      done = true;
    }
    return value;
  };
};

//# what makes a value again and again
module.exports = function caching(make) {
  let value;
  return (again) => {
    if (again) {
      value = make();
    }
    return value;
  };
};

//# a path is no data
const path = require('path');
const watched = [];
module.exports = function watch(folder, name, found) {
  const file = path.join(folder, name);
  found((error) => console.log(error, file));
  watched.push({ name, stop: () => console.log(name) });
};

//# an empty answer of the module
const answers = new Map();
const NOTHING = () => undefined;
function keep(name, big) {
  const data = big.parse();
  run(() => data.toString());
  answers.set(name, NOTHING);
}
function run(task) {
  task();
}
module.exports = { keep, answers };

//# a returned object whose maker had something checked elsewhere (ts)
export function lazy<T>(load: () => T, source: Buffer) {
  check(source);
  let value: T | undefined;
  return { get: () => (value ??= load()) };
}
function check(source: Buffer): void {
  const parsed = JSON.parse(source.toString());
  if (!parsed.items.every((item: { ok: boolean }) => item.ok)) throw new Error('bad');
}

//# a listener of the module on a socket of many requests
const OWNER = Symbol('owner');
function failed() {
  this[OWNER].destroy();
}
function send(options) {
  return new Promise(function (resolve, reject) {
    const request = options.transport.request(options);
    request.on('error', (error) => reject(error));
    request.on('response', (response) => resolve(response));
    request.on('socket', (socket) => {
      if (!socket[OWNER]) {
        socket.on('error', failed);
      }
      socket[OWNER] = request;
    });
    request.end();
  });
}
module.exports = send;

//# a returned closure that reads what is large too
function reader(source) {
  const parsed = JSON.parse(source);
  const size = () => parsed.length;
  console.log(size());
  return (index) => parsed[index];
}
module.exports = reader;

//# what settles a promise until the answer comes
class Client {
  constructor(socket) {
    this.socket = socket;
    this.pending = new Map();
    socket.on('message', (message) => {
      const call = this.pending.get(message.id);
      this.pending.delete(message.id);
      call?.resolve(message.body);
    });
  }
  request(id, body, timeout) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.pending.delete(id);
        reject(new Error('timeout'));
      }, timeout);
      this.pending.set(id, {
        resolve: (value) => {
          clearTimeout(timer);
          resolve(value);
        },
      });
      this.socket.send({ id, body });
    });
  }
}
module.exports = Client;

//# the option that is needed, without the options that have the run before
class Build {
  constructor(settings) {
    this.known = new Map();
    for (const unit of settings.previous.units) this.known.set(unit.id, unit);
    const { alias } = settings;
    this.resolve = (id) => alias(id);
  }
}
module.exports = Build;

//# a cache that the object keeps anyway
class Loader {
  constructor(settings) {
    this.cache = settings.cache;
    if (!settings.cache.size) this.begin();
    this.resolve = (id) => settings.alias(id);
  }
  begin() {}
}
module.exports = Loader;

//# an error for its stack trace that is let go
const { transport } = require('./transport');
function query(text, done) {
  let callSite = new Error('query');
  transport.start(text, {
    onStatus(status) {
      const { stack } = callSite;
      callSite = null;
      done(status, stack);
    },
  });
}
module.exports = query;

//# an error that is told to the caller
function limit(task, callback) {
  const stackError = new Error('too late');
  task.once('late', () => callback(stackError));
}
module.exports = limit;

//# collected parts that are let go at the end
const { EventEmitter } = require('events');
class Download extends EventEmitter {
  collect() {
    let parts = [];
    this.on('data', (part) => parts.push(part));
    this.on('end', () => {
      this.emit('body', Buffer.concat(parts));
      parts = [];
    });
  }
}
module.exports = Download;

//# parts that are collected from something that ends
function body(request, done) {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => done(Buffer.concat(parts)));
}
module.exports = body;

//# a reaction that is made where nothing of the call is
const waiting = new WeakMap();
function follow(job) {
  const entry = new Set();
  Promise.resolve(job).then((value) => {
    for (const one of entry) one.resolve(value);
  });
  return entry;
}
function firstOf(jobs) {
  return new Promise((resolve, reject) => {
    const waiter = { resolve, reject };
    for (const job of jobs) {
      if (!waiting.has(job)) waiting.set(job, follow(job));
      waiting.get(job).add(waiter);
    }
  }).finally(() => jobs.forEach((job) => waiting.get(job).clear()));
}
module.exports = firstOf;

//# a collection of the function itself, which ends with it
module.exports = async function shelve(source, names) {
  const shelf = new Map();
  for (const name of names) {
    const bytes = Buffer.from(await source.read(name));
    const weight = () => bytes.length;
    const until = Date.now() + weight();
    shelf.set(name, { ripe: (now) => now > until });
  }
  return names.filter((name) => shelf.get(name).ripe(Date.now()));
};

//# a function of the file that calls what it is given
function each(name, make) {
  return [name, make()];
}
exports.read = async (name, open) => {
  const rows = JSON.parse(await open(name));
  const row = (id) => rows.find((one) => one.id === id);
  const { label } = row(1);
  return each(name, () => label);
};
