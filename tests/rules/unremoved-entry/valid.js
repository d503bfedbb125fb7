//# pending calls that a later timeout deletes
class Rpc {
  constructor() {
    this.acks = {};
  }
  send(id, callback) {
    this.acks[id] = callback;
    setTimeout(() => {
      delete this.acks[id];
    }, 1000);
  }
  onAck(id) {
    const callback = this.acks[id];
    delete this.acks[id];
    callback();
  }
}
module.exports = Rpc;

//# an object that takes itself out
const active = new Set();
class Runner {
  constructor() {
    active.add(this);
  }
  stop() {
    active.delete(this);
  }
}
module.exports = Runner;

//# removed when the socket closes
const net = require('net');
const connections = new Set();
net.createServer((socket) => {
  connections.add(socket);
  socket.on('close', () => connections.delete(socket));
}).listen(1);

//# spliced
const connections = [];
module.exports = function serve(server) {
  server.on('connection', (socket) => {
    connections.push(socket);
    socket.on('close', () => connections.splice(connections.indexOf(socket), 1));
  });
};

//# drained
const queue = [];
module.exports = function serve(server) {
  server.on('connection', (socket) => queue.push(socket));
  return () => queue.shift();
};

//# emptied by its length
class Hub {
  constructor(server) {
    this.sockets = [];
    server.on('connection', (socket) => {
      this.sockets.push(socket);
    });
  }
  forget() {
    this.sockets.length = 0;
  }
}
module.exports = Hub;

//# a local list
module.exports = function collect(server) {
  const sockets = [];
  server.on('connection', (socket) => {
    sockets.push(socket.id);
  });
  return sockets;
};

//# a returned remover
class Store {
  constructor() {
    this.listeners = new Set();
  }
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
module.exports = Store;

//# replaced by filter
class Store {
  constructor() {
    this.listeners = [];
  }
  subscribe(listener) {
    this.listeners.push(listener);
  }
  unsubscribe(listener) {
    this.listeners = this.listeners.filter((other) => other !== listener);
  }
}
module.exports = Store;

//# pending calls that fail on close
class Rpc {
  constructor(socket) {
    this.pending = new Map();
    socket.on('close', () => this.pending.clear());
  }
  call(id) {
    return new Promise((resolve, reject) => this.pending.set(id, { resolve, reject }));
  }
  reply(id, value) {
    this.pending.get(id).resolve(value);
    this.pending.delete(id);
  }
}
module.exports = Rpc;

//# pending calls with a limit
class Rpc {
  constructor() {
    this.pending = new Map();
  }
  send(id, callback) {
    this.pending.set(id, callback);
    setTimeout(() => this.pending.delete(id), 1000);
  }
  reply(id, value) {
    this.pending.get(id)(value);
    this.pending.delete(id);
  }
}
module.exports = Rpc;

//# items of a builder
class Builder {
  constructor() {
    this.parts = [];
  }
  append(part) {
    this.parts.push(part);
    return this;
  }
}
module.exports = Builder;

//# numbers of an event
const sizes = [];
module.exports = function serve(server) {
  server.on('listening', () => sizes.push(1));
};

//# a weak set
const seen = new WeakSet();
module.exports = function serve(server) {
  server.on('connection', (socket) => seen.add(socket));
};

//# handed to other code
const prune = require('./prune');
const sockets = [];
prune(sockets);
module.exports = function serve(server) {
  server.on('connection', (socket) => sockets.push(socket));
};

//# a child that is taken out when it exits
const { fork } = require('child_process');
const children = [];
exports.start = (script) => {
  const child = fork(script);
  children.push(child);
  child.on('exit', () => children.splice(children.indexOf(child), 1));
  return child;
};

//# a room that goes with its last member
class Adapter {
  constructor() {
    this.rooms = new Map();
  }
  join(id, room) {
    if (!this.rooms.has(room)) this.rooms.set(room, new Set());
    this.rooms.get(room).add(id);
  }
  leave(id, room) {
    this.rooms.get(room).delete(id);
    if (this.rooms.get(room).size === 0) this.rooms.delete(room);
  }
}
module.exports = Adapter;

//# groups by event, which are few
class Emitter {
  constructor() {
    this.handlers = new Map();
  }
  add(event, handler) {
    if (!this.handlers.has(event)) this.handlers.set(event, new Set());
    this.handlers.get(event).add(handler);
  }
  remove(event, handler) {
    this.handlers.get(event).delete(handler);
  }
}
module.exports = Emitter;

//# a request that goes however it ends
export class Loader {
  inflight = new Map();
  load(url) {
    const promise = fetch(url)
      .then((response) => response.json())
      .finally(() => this.inflight.delete(url));
    this.inflight.set(url, promise);
    return promise;
  }
}

//# a callback that goes when its answer comes
let callbacks = {};
let next = 0;
exports.ask = function ask(port, callback) {
  const id = next++;
  callbacks[id] = callback;
  port.postMessage(id);
};
exports.answer = function answer(event) {
  const callback = callbacks[event.id];
  delete callbacks[event.id];
  if (callback) callback(event.data);
};

//# an answer that takes itself out
class Client {
  constructor(frame) {
    this.pending = {};
    this.count = 0;
    this.frame = frame;
  }
  ask(method) {
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        delete this.pending[id];
        reject(new Error('late'));
      }, 5000);
      this.pending[id] = (value) => {
        clearTimeout(timer);
        delete this.pending[id];
        resolve(value);
      };
      this.frame.postMessage({ id, method });
    });
  }
  onMessage(message) {
    if (this.pending[message.id]) this.pending[message.id](message.value);
  }
}
module.exports = Client;

//# a timeout that takes out
class Rpc {
  constructor(channel) {
    this.requests = new Map();
    this.channel = channel;
  }
  call(id, body) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail(id, new Error('late')), 1000);
      this.requests.set(id, { resolve, reject, timer });
      this.channel.send(id, body);
    });
  }
  fail(id, error) {
    this.requests.get(id).reject(error);
    this.requests.delete(id);
  }
  reply(id, value) {
    const request = this.requests.get(id);
    this.requests.delete(id);
    if (request) request.resolve(value);
  }
}
module.exports = Rpc;

//# a caller that takes out in the end
class Waiting {
  constructor(channel) {
    this.requests = new Map();
    this.channel = channel;
  }
  async call(id, body) {
    try {
      return await new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error('late')), 1000).unref();
        this.requests.set(id, { resolve, reject });
        this.channel.send(id, body);
      });
    } finally {
      this.requests.delete(id);
    }
  }
  reply(id, value) {
    const request = this.requests.get(id);
    if (request) request.resolve(value);
  }
}
module.exports = Waiting;

//# a disposer that takes out
class Decorations {
  constructor(changed) {
    this.providers = [];
    this.changed = changed;
  }
  register(provider) {
    this.providers.push(provider);
    return {
      dispose: () => {
        this.providers = this.providers.filter((one) => one !== provider);
        this.changed();
      },
    };
  }
  all(uri) {
    return this.providers.map((provider) => provider.of(uri));
  }
}
module.exports = Decorations;

//# handlers by name, which answer more than once
const handlers = {};
exports.handle = function (type, handler) {
  handlers[type] = handler;
};
exports.dispatch = function (message) {
  handlers[message.type](message);
};

//# workers that another name of the list takes out
function Server() {
  this.workers = [];
}
Server.prototype.adopt = function (worker) {
  const workers = this.workers;
  workers.push(worker);
  worker.once('exit', () => workers.splice(workers.indexOf(worker), 1));
};
module.exports = Server;

//# two classes with lists of the same name
class Open {
  constructor() {
    this.sessions = new Set();
  }
  enter(session) {
    this.sessions.add(session);
    session.on('close', () => this.sessions.delete(session));
  }
}
class Closed {
  constructor(names) {
    this.sessions = new Set(names);
  }
}
module.exports = { Open, Closed };

//# a promise that is taken out however it ends
const running = new Map();
exports.load = async function (key, load) {
  if (running.has(key)) return running.get(key);
  const promise = load(key);
  running.set(key, promise);
  try {
    return await promise;
  } finally {
    running.delete(key);
  }
};

//# a list that each run makes anew
class Reporter {
  onRunStart() {
    this.browsers = [];
  }
  onBrowserStart(browser) {
    this.browsers.push(browser);
  }
  onRunEnd() {
    for (const browser of this.browsers) console.log(browser.name);
  }
}
module.exports = Reporter;

//# methods that a constructor makes
function Pool() {
  this.connections = [];
  this.open = function (url) {
    const connection = new Connection(url);
    this.connections.push(connection);
    return connection;
  };
  this.close = function (connection) {
    this.connections.splice(this.connections.indexOf(connection), 1);
  };
}
module.exports = Pool;

//# taken out even when the work fails
class Tracker {
  constructor() {
    this.active = new Map();
  }
  async track(id, work) {
    this.active.set(id, Date.now());
    try {
      return await work();
    } finally {
      this.active.delete(id);
    }
  }
}
module.exports = Tracker;

//# a catch that goes on to where the entry is taken out
export class Executor {
  running = new Map();
  async execute(job) {
    this.running.set(job.id, job);
    try {
      await job.run();
    } catch (error) {
      this.failed = error;
    }
    this.running.delete(job.id);
  }
}

//# taken out at the end of what the entry is made of
const users = Object.create(null);
function onLogin(connection, user) {
  users[user.id] = { connection, since: Date.now() };
  connection.on('close', () => {
    delete users[user.id];
  });
}
module.exports = { onLogin };

//# let go and taken out
class Pool {
  constructor(factory) {
    this.factory = factory;
    this.all = new Set();
  }
  async acquire() {
    const fresh = await this.factory();
    this.all.add(fresh);
    return fresh;
  }
  release(client) {
    this.all.delete(client);
    client.destroy();
  }
}
module.exports = Pool;

//# groups that lose what leaves
module.exports = function attach(io) {
  var rooms = {};
  io.on('connection', function (socket) {
    socket.on('join', function (room) {
      if (!rooms[room]) rooms[room] = [];
      rooms[room].push(socket);
    });
    socket.on('disconnect', function () {
      for (var room in rooms) rooms[room] = rooms[room].filter(function (other) { return other !== socket; });
    });
  });
};

//# taken out by its number
function createHub() {
  const handlers = {};
  let last = 0;
  function listen(handler) {
    last += 1;
    const token = last;
    handlers[token] = handler;
    return token;
  }
  function unlisten(token) {
    delete handlers[token];
  }
  const tell = (text) => Object.keys(handlers).forEach((token) => handlers[token](text));
  return { listen, unlisten, tell };
}
module.exports = createHub;

//# emptied for a fixed set of names
const slots = {};
exports.fill = (type, value) => {
  slots[type] = value;
};
exports.clear = function clear(type) {
  slots[type] = null;
};

//# taken out when the socket closes
module.exports = function track(server) {
  const open = new Set();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return () => open.forEach((socket) => socket.destroy());
};

//# a timer that is stopped and taken out
const beats = {};
exports.follow = function (peer) {
  beats[peer.id] = { since: Date.now(), timer: setInterval(() => peer.ping(), 1000) };
};
exports.lost = function (peer) {
  if (beats[peer.id]) clearInterval(beats[peer.id].timer);
  delete beats[peer.id];
};

//# a timer that is stopped before it is set again
const waits = {};
function hush(room) {
  clearTimeout(waits[room.id]);
}
exports.later = function (room) {
  hush(room);
  waits[room.id] = setTimeout(() => room.save(), 500);
};

//# groups that what leaves is taken out of
class Channels {
  constructor() {
    this.byName = {};
  }
  join(name, client) {
    if (!this.byName[name]) this.byName[name] = [];
    this.byName[name].push(client);
  }
  onDisconnect(client) {
    for (const name of Object.keys(this.byName)) {
      const list = this.byName[name];
      const at = list.indexOf(client);
      if (at >= 0) list.splice(at, 1);
    }
  }
}
module.exports = Channels;

//# the first of a list as well
const watchers = [];
exports.watch = function (watcher) {
  watchers.push(watcher);
  return () => {
    const at = watchers.indexOf(watcher);
    if (at > -1) watchers.splice(at, 1);
  };
};

//# moved to the front
const recent = [];
exports.touch = function (file) {
  const at = recent.indexOf(file);
  if (at > 0) {
    recent.splice(at, 1);
    recent.unshift(file);
  } else if (at < 0) {
    recent.unshift(file);
    recent.length = Math.min(recent.length, 20);
  }
};

//# a group whose member goes out of it
class Hall {
  constructor() {
    this.halls = new Map();
  }
  seat(name, guest) {
    if (!this.halls.has(name)) this.halls.set(name, new Set());
    this.halls.get(name).add(guest);
    guest.on('close', () => {
      const hall = this.halls.get(name);
      hall.delete(guest);
      if (hall.size === 0) this.halls.delete(name);
    });
  }
}
module.exports = Hall;

//# a part that was closed and taken out
const transfers = {};
const fs = require('fs');
exports.begin = function (name) {
  transfers[name] = { got: 0, file: fs.createWriteStream(name) };
};
exports.more = function (name, data, size) {
  const one = transfers[name];
  one.file.write(data);
  one.got += data.length;
  if (one.got !== size) return;
  one.file.end();
  delete transfers[name];
};

//# a response that is kept until it closes
const express = require('express');
const router = express.Router();
let readers = [];
router.get('/news', (req, res) => {
  const reader = { since: Date.now(), res };
  readers.push(reader);
  req.on('close', () => {
    readers = readers.filter((other) => other !== reader);
  });
});
router.post('/news', (req, res) => {
  readers.forEach((reader) => reader.res.write(req.body));
  res.end();
});
module.exports = router;

//# connections that their own end lets go
const net = require('net');
class Hub {
  open(port) {
    this.peers = [];
    this.server = net.createServer((peer) => {
      this.peers.push(peer);
      peer.on('close', () => {
        this.peers = this.peers.filter((other) => other !== peer);
      });
    });
    this.server.listen(port);
  }
  close() {
    for (const peer of this.peers) peer.destroy();
    this.peers = [];
    this.server.close();
  }
}
module.exports = Hub;

//# work that fails and is tried again (ts)
class Runner {
  private running = new Map<string, Work>();
  start(work: Work) {
    this.running.set(work.id, work);
    setImmediate(() => this.run(work));
  }
  private async run(work: Work) {
    try {
      const outcome = await work.steps();
      this.running.delete(work.id);
      this.tell(outcome);
    } catch (error) {
      setTimeout(() => this.run(work), 1000);
    }
  }
  private tell(what: unknown) {
    console.log(what, this.running.size);
  }
}
export { Runner };

//# work that fails and is taken out
class Runner {
  constructor() {
    this.running = new Map();
  }
  start(work) {
    this.running.set(work.id, work);
    setImmediate(() => this.run(work));
  }
  async run(work) {
    try {
      const outcome = await work.steps();
      this.running.delete(work.id);
      this.tell(outcome);
    } catch (error) {
      this.tell(error);
      this.running.delete(work.id);
    }
  }
  tell(what) {
    console.log(what, this.running.size);
  }
}
module.exports = Runner;

//# made of a socket whose end takes it out
const guests = {};
function enter(hall, socket, name) {
  const guest = { id: hall.next(), name, socket };
  guests[guest.id] = guest;
  socket.on('close', () => {
    delete guests[guest.id];
    hall.leave(guest);
  });
  return guests[guest.id].name;
}
module.exports = enter;

//# taken out when it fails and when all is well
const Form = require('./form');
const running = {};
module.exports = (req, res, next) => {
  const { id } = req.query;
  running[id] = { at: 0 };
  const form = new Form(req);
  form.on('step', (at) => {
    running[id].at = at;
  });
  form.on('error', (error) => {
    delete running[id];
    next(error);
  });
  form.on('close', () => {
    delete running[id];
    res.end();
  });
};
