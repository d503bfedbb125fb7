//# each keeps the one before
//= no fix

//# a sibling closure uses the array
//= Make the closure in a function of its own, makeErrorHandler()
const { EventEmitter } = require('events');
const bus = new EventEmitter();
module.exports = function run() {
  const big = new Array(100000).fill(1);
  const use = () => big.length;
  use();
  bus.once('error', makeErrorHandler());
//                  ^ shared-context: 'big' stays alive with this closure, which cannot use it
};

function makeErrorHandler() {
  return () => console.log('failed');
}

//# a buffer of a file
//= Make the closure in a function of its own, makeReloadHandler()
const fs = require('fs');
const { EventEmitter } = require('events');
const bus = new EventEmitter();
module.exports = function load(path) {
  const data = fs.readFileSync(path);
  const size = () => data.length;
  bus.on('reload', makeReloadHandler(path));
//                 ^ shared-context: 'data' stays alive with this closure, which cannot use it
  return size();
};

function makeReloadHandler(path) {
  return () => console.log(path);
}

//# a parsed text that a sort uses
//= Make the closure in a function of its own, makeTickHandler()
const { EventEmitter } = require('events');
const bus = new EventEmitter();
module.exports = function rank(text, names) {
  const weights = JSON.parse(text);
  names.sort((a, b) => weights[a] - weights[b]);
  bus.on('tick', makeTickHandler(names));
//               ^ shared-context: 'weights' stays alive with this closure, which cannot use it
};

function makeTickHandler(names) {
  return () => console.log(names.length);
}

//# an interval
//= Make the closure in a function of its own, makeClosure()
module.exports = function watch(log) {
  const data = 'x'.repeat(1000000);
  function show() {
    return data.length;
  }
  log(show());
  setInterval(makeClosure(log), 1000);
//            ^ shared-context: 'data' stays alive with this closure, which cannot use it
};

function makeClosure(log) {
  return () => log('tick');
}

//# kept by a module's variable
//= Make the closure in a function of its own, makeClosure()
let last;
module.exports = function run() {
  const big = Buffer.alloc(1000000);
  const use = function () {
    return big.length;
  };
  use();
  last = makeClosure();
//       ^ shared-context: 'big' stays alive with this closure, which cannot use it
};

function makeClosure() {
  return () => console.log('done');
}

//# put into a module's map
//= Make the closure in a function of its own, makeClosure()
const callbacks = new Map();
module.exports = function run(id, rows) {
  const table = rows.join('\n');
  [1, 2].forEach((n) => console.log(n, table.length));
  callbacks.set(id, makeClosure(id));
//                  ^ shared-context: 'table' stays alive with this closure, which cannot use it
};

function makeClosure(id) {
  return () => console.log(id);
}

//# through an unused function
//= Make the closure in a function of its own, makeErrorHandler()
const { EventEmitter } = require('events');
const test = new EventEmitter();
module.exports = function run() {
  const innerData = new Array(10000).fill('x');
  function unused() {
    return innerData;
  }
  test.on('error', makeErrorHandler());
//                 ^ shared-context: 'innerData' stays alive with this closure, which cannot use it
};

function makeErrorHandler() {
  return () => console.log('error');
}

//# a typed array
//= Make the closure in a function of its own, makeResizeHandler()
import { bus } from './bus.js';
export function render() {
  const pixels = new Uint8Array(4000000);
  const paint = () => pixels.fill(0);
  paint();
  bus.on('resize', makeResizeHandler());
//                 ^ shared-context: 'pixels' stays alive with this closure, which cannot use it
}

function makeResizeHandler() {
  return () => console.log('resize');
}

//# a listener of a typed event keeps what a promise's callback parsed
//= no fix

//# an empty closure in a map
//= Make the closure in a function of its own, makeClosure()
const locks = new Map();
exports.acquire = function (key, body, transport, done) {
  const payload = Buffer.from(body);
  transport.write(key, (error) => done(error, payload.length));
  locks.set(key, makeClosure());
//               ^ shared-context: 'payload' stays alive with this closure, which cannot use it
};

function makeClosure() {
  return () => {};
}
exports.release = (key) => locks.delete(key);

//# a closure that a pooled client keeps
//= no fix

//# a weak reference beside its object
//= Make the closure in a function of its own, makeClosure()
export function weakly(value) {
  if (typeof WeakRef === 'undefined') return () => value;
  const reference = new WeakRef(value);
  return makeClosure(reference);
//       ^ shared-context: 'value' stays alive with this closure, which cannot use it
}

function makeClosure(reference) {
  return () => reference.deref();
}

//# an entry under a computed key
//= Make the closure in a function of its own, makeClosure()
module.exports = function call(client, method, args, done) {
  const body = client.encode(method, args);
  const started = Date.now();
  client.send(body, (error) => done(error, body));
  client.ages[method] = makeClosure(started);
//                      ^ shared-context: 'body' stays alive with this closure, which cannot use it
};

function makeClosure(started) {
  return () => Date.now() - started;
}

//# what makes a value once
//= Set 'make' to null after its only call
module.exports = function lazy(make) {
  let value;
  let done = false;
  return () => {
    if (!done) {
      value = make();
      make = null;
//            ^ shared-context: 'make' is called once, and stays alive with this closure
      done = true;
    }
    return value;
  };
};

//# an object of a list
//= Make the closure in a function of its own, makeClosure()
const connections = [];
module.exports = function open(driver, done) {
  const buffer = Buffer.alloc(65536);
  const connection = driver.open((error) => done(error, buffer));
  connections.push({ connection, kill: makeClosure(connection) });
//                                     ^ shared-context: 'buffer' stays alive with this closure, which cannot use it
  return connection;
};

function makeClosure(connection) {
  return () => connection.close();
}

//# an empty answer in a map of the process
//= Make the closure in a function of its own, makeClosure()
const answers = new Map();
function keep(name, big) {
  const data = big.parse();
  run(() => data.toString());
  answers.set(name, makeClosure());
//                  ^^^^^^^ shared-context: 'data' stays alive with this closure, which cannot use it
}

function makeClosure() {
  return () => undefined;
}
function run(task) {
  task();
}
module.exports = { keep, answers };

//# a returned object whose maker checked something large
//= no fix

//# a listener that is added once to a socket of many requests
//= Make the closure in a function of its own, makeErrorHandler()
const OWNER = Symbol('owner');
function send(options) {
  return new Promise(function (resolve, reject) {
    const request = options.transport.request(options);
    request.on('error', (error) => reject(error));
    request.on('response', (response) => resolve(response));
    request.on('socket', (socket) => {
      if (!socket[OWNER]) {
        socket.on('error', makeErrorHandler(socket));
      }
      socket[OWNER] = request;
    });
    request.end();
  });
}

function makeErrorHandler(socket) {
  return function () {
//                         ^^^^^^^^^^^^^ shared-context: stays alive with this closure, which cannot use it
    socket[OWNER].destroy();
  };
}
module.exports = send;

//# a field of the object that parsed something
//= Make the closure in a function of its own, makeClosure()
class Model {
  constructor(raw) {
    const rows = JSON.parse(raw);
    const index = () => rows.map((row) => row.id);
    this.ids = index();
    this.isReady = makeClosure();
//                 ^^^^^^^ shared-context: 'rows' stays alive with this closure, which cannot use it
  }
}

function makeClosure() {
  return () => true;
}
module.exports = Model;

//# options of a run that lead to the result of the run before
//= no fix

//# an error that is made for its stack trace and never let go
//= no fix

//# what a method collects from the object's own events
//= no fix

//# a reaction that the first call adds to a job of many calls
//= no fix

//# a small closure that stays beside one that is done soon
//= Make the closure in a function of its own, makeClosure()
const samples = [];
exports.serve = function serve(request, response) {
  const payload = Buffer.alloc(request.size);
  const respond = () => response.end(payload);
  const began = Date.now();
  samples.push(makeClosure(began));
//             ^ shared-context: 'response' stays alive with this closure
  setImmediate(respond);
};

function makeClosure(began) {
  return () => Date.now() - began;
}

//# a collection of the function around, which gets an object with a method
//= Make the closure in a function of its own, makeClosure()
module.exports = function makeShelf(source) {
  const shelf = new Map();
  async function put(name) {
    const bytes = Buffer.from(await source.read(name));
    const weight = () => bytes.length;
    const until = Date.now() + weight();
    shelf.set(name, { ripe: makeClosure(until) });
//                          ^ shared-context: 'bytes' stays alive with this closure
  }
  return { put, ripe: (name) => shelf.get(name).ripe(Date.now()) };
};

function makeClosure(until) {
  return (now) => now > until;
}

//# a function of the file that keeps what it is given
//= Make the closure in a function of its own, makeClosure()
const makers = new Map();
function keep(name, make) {
  makers.set(name, make);
}
exports.read = async (name, open) => {
  const rows = JSON.parse(await open(name));
  const row = (id) => rows.find((one) => one.id === id);
  const { label } = row(1);
  keep(name, makeClosure(label));
//           ^ shared-context: 'rows' stays alive with this closure
};

function makeClosure(label) {
  return () => label;
}
exports.make = (name) => makers.get(name)();

//# a listener with a name
//= Make the closure in a function of its own, makeClosure()
const { EventEmitter } = require('events');
const saves = new EventEmitter();
exports.open = async (path, read) => {
  const text = JSON.parse(await read(path));
  const line = (number) => text.lines[number];
  const title = line(0);
  const saved = makeClosure(title);
//              ^ shared-context: 'text' stays alive with this closure
  saves.on('save', saved);
  return title;
};

function makeClosure(title) {
  return (what) => saves.emit('title', what, title);
}

