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
  close() {
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
