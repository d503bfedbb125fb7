//# each object adds itself
const active = new Set();
class Runner {
  constructor() {
    active.add(this);
//  ^^^^^^^^^^^^^^^^ unremoved-entry: 'active' keeps each object that is made, since nothing takes them out
  }
}
module.exports = Runner;

//# a connection handler that is a method
const net = require('net');
class Server {
  constructor() {
    this.connections = [];
    this.server = net.createServer(this.onConnection.bind(this));
  }
  onConnection(socket) {
    this.connections.push(socket);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: what is put into 'this.connections' for each event is never taken out
  }
}
module.exports = Server;

//# work that only its cancellation takes out
const jobs = {};
exports.start = function (id, work) {
  jobs[id] = work();
//^^^^^^^^^^^^^^^^^ unremoved-entry: 'jobs' loses an entry only when it is cancelled
};
exports.cancel = function (id) {
  jobs[id].cancel();
  delete jobs[id];
};

//# callbacks on a prototype
function Client(socket) {
  this.callbacks = {};
  this.socket = socket;
}
Client.prototype.request = function (id, message, cb) {
  this.callbacks[id] = cb;
//^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'this.callbacks' keeps each callback, since nothing takes them out
  this.socket.send(message);
};
Client.prototype.answer = function (id, value) {
  this.callbacks[id](value);
};
module.exports = Client;

//# connections of a server
const net = require('net');
const connections = [];
const server = net.createServer();
server.on('connection', (socket) => {
  connections.push(socket);
//^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: what is put into 'connections' for each event is never taken out
});

//# clients in a set
const clients = new Set();
module.exports = function serve(wss) {
  wss.on('connection', (ws) => {
    clients.add(ws);
//  ^^^^^^^^^^^^^^^ unremoved-entry: what is put into 'clients' for each event is never taken out
    ws.on('message', () => {
      for (const client of clients) client.send('news');
    });
  });
};

//# sessions in a map
const sessions = new Map();
module.exports = function serve(io) {
  io.on('connection', (socket) => {
    sessions.set(socket.id, socket);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: what is put into 'sessions' for each event is never taken out
  });
};

//# a field of a server object
class Hub {
  constructor(server) {
    this.sockets = [];
    server.on('connection', (socket) => {
      this.sockets.push(socket);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: what is put into 'this.sockets' for each event is never taken out
    });
  }
}
module.exports = Hub;

//# pending calls without an end
class Rpc {
  constructor(socket) {
    this.socket = socket;
    this.pending = new Map();
  }
  call(id, message) {
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'this.pending' keeps each callback, since nothing takes them out
      this.socket.send(message);
    });
  }
  onReply(id, value) {
    this.pending.get(id).resolve(value);
  }
}
module.exports = Rpc;

//# deleted only when the answer comes
class Rpc {
  constructor(socket) {
    this.socket = socket;
    this.acks = {};
    this.socket.on('close', () => this.log('closed'));
  }
  send(id, message, callback) {
    this.acks[id] = callback;
//  ^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'this.acks' keeps an entry when no answer can come any more
    this.socket.write(message);
  }
  onAck(id, value) {
    const callback = this.acks[id];
    delete this.acks[id];
    callback(value);
  }
  log() {}
}
module.exports = Rpc;

//# subscribers without an end
class Store {
  constructor() {
    this.listeners = [];
  }
  subscribe(listener) {
    this.listeners.push(listener);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'this.listeners' keeps each subscriber, since nothing takes them out
  }
  notify() {
    this.listeners.forEach((listener) => listener());
  }
}
module.exports = Store;

//# an object of a module by socket id
const users = {};
module.exports = (io) => {
  io.on('connection', (socket) => {
    users[socket.id] = socket;
//  ^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: what is put into 'users' for each event is never taken out
  });
};

//# a child that has exited
const { fork } = require('child_process');
const children = [];
exports.start = (script) => {
  const child = fork(script);
  children.push(child);
//^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'children' keeps 'child' after its 'exit'
  child.on('exit', (code) => console.log(script, code));
  return child;
};

//# what a handler inside the handler of connections puts in (ts)
import type { Server, Socket } from 'socket.io';
const users = new Map<string, Socket>();
export function chat(io: Server) {
  io.on('connection', (socket) => {
    socket.on('login', (name: string) => {
      users.set(name, socket);
//    ^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: what is put into 'users' for each event is never taken out
    });
  });
}

//# callbacks by number
let callbacks = {};
let last = 0;
exports.getContext = function (callback) {
  const messageId = last++;
  callbacks[messageId] = callback;
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'callbacks' keeps each callback
};
exports.handle = function (event) {
  const callback = callbacks[event.id];
  if (callback) callback(event.args);
};

//# a room that is empty again
class Adapter {
  constructor() {
    this.rooms = new Map();
  }
  join(id, room) {
    if (!this.rooms.has(room)) this.rooms.set(room, new Set());
//                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'this.rooms' keeps the key of each group that is empty again
    this.rooms.get(room).add(id);
  }
  leave(id, room) {
    this.rooms.get(room).delete(id);
  }
}
module.exports = Adapter;

//# a request that fails
export class Loader {
  inflight = new Map();
  load(url) {
    const promise = fetch(url).then((response) => {
      this.inflight.delete(url);
      return response.json();
    });
    this.inflight.set(url, promise);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'inflight' keeps an entry whose promise is rejected
    return promise;
  }
}

//# an answer that is an error
class Pool {
  constructor(worker) {
    this.worker = worker;
    this.pending = new Map();
    worker.on('message', ({ id, error, result }) => {
      const task = this.pending.get(id);
      if (error) return task.reject(error);
      this.pending.delete(id);
      task.resolve(result);
    });
  }
  run(id, data) {
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'this.pending' keeps an entry when its answer is an error
      this.worker.postMessage({ id, data });
    });
  }
}
module.exports = Pool;

//# an answer that is called and kept, while a timeout takes out
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
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'this.pending' keeps an entry after its answer came
        clearTimeout(timer);
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

//# a timeout that rejects and keeps
class Rpc {
  constructor(channel) {
    this.requests = new Map();
    this.channel = channel;
  }
  call(id, body) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('late')), 1000);
      this.requests.set(id, { resolve, reject, timer });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'this.requests' keeps an entry whose answer did not come in time
      this.channel.send(id, body);
    });
  }
  reply(id, value) {
    const request = this.requests.get(id);
    this.requests.delete(id);
    if (!request) return;
    clearTimeout(request.timer);
    request.resolve(value);
  }
}
module.exports = Rpc;

//# a method that ends an entry and keeps it
class Hub {
  constructor(bus) {
    this.bus = bus;
    this.subscriptions = {};
    this.last = 0;
  }
  subscribe(topic, listener) {
    this.bus.on(topic, listener);
    this.subscriptions[++this.last] = { topic, listener };
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'this.subscriptions' keeps an entry that has ended
    return this.last;
  }
  unsubscribe(number) {
    const { topic, listener } = this.subscriptions[number];
    this.bus.off(topic, listener);
  }
}
module.exports = Hub;

//# a disposer that takes nothing out
class Decorations {
  constructor(changed) {
    this.providers = [];
    this.changed = changed;
  }
  register(provider) {
    this.providers.push(provider);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'this.providers' keeps what the returned function should take out
    return { dispose: () => this.changed() };
  }
  all(uri) {
    return this.providers.map((provider) => provider.of(uri));
  }
}
module.exports = Decorations;

//# answers that are lost with the connection
class Socket {
  constructor(transport) {
    this.acks = {};
    this.ids = 0;
    this.transport = transport;
  }
  emit(...args) {
    const packet = { data: args };
    if (typeof args[args.length - 1] === 'function') {
      this.acks[this.ids] = args.pop();
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'this.acks' keeps an entry when no answer can come any more
      packet.id = this.ids++;
    }
    this.transport.send(packet);
  }
  onack(packet) {
    const ack = this.acks[packet.id];
    ack.apply(this, packet.data);
    delete this.acks[packet.id];
  }
  onclose() {
    this.transport = null;
  }
}
module.exports = Socket;

//# pending answers of a closure
exports.connect = function connect(port) {
  const waiting = new Map();
  let last = 0;
  port.onMessage((message) => {
    const { resolve } = waiting.get(message.id);
    resolve(message.value);
  });
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject });
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'waiting' keeps each callback, since nothing takes them out
        port.send({ id: last, question });
      }),
  };
};

//# instances of an object literal
const charts = {
  instances: [],
  generate(options) {
    const chart = new Chart(options);
    this.instances.push(chart);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: nothing takes out of 'this.instances' what has ended
    return chart;
  },
};
module.exports = charts;

//# workers that a server talks to
function Server() {
  this.workers = [];
}
Server.prototype.close = function () {
  for (let n = 0; n < this.workers.length; n++) this.workers[n].close();
};
Server.prototype.adopt = function (worker) {
  this.workers.push(worker);
//^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: nothing takes out of 'this.workers' what has ended
};
module.exports = Server;

//# a promise that is taken out when it has been awaited
const running = new Map();
exports.load = async function (key, load) {
  if (running.has(key)) return running.get(key);
  const promise = load(key);
  running.set(key, promise);
//^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'running' keeps an entry whose promise is rejected
  const value = await promise;
  running.delete(key);
  return value;
};

//# one of two functions that settle keeps the entry
class Requests {
  constructor() {
    this.pending = {};
  }
  add(id) {
    return new Promise((resolve, reject) => {
      this.pending[id] = { resolve, reject };
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'this.pending' keeps an entry that is settled on one way
    });
  }
  settle(id, error) {
    const request = this.pending[id];
    if (error) request.reject(error);
    else request.resolve();
  }
  answer(message) {
    const request = this.pending[message.id];
    if (request === undefined) return;
    request.resolve(message.value);
    delete this.pending[message.id];
  }
}
module.exports = Requests;

//# methods that a constructor makes
function Pool() {
  const self = this;
  this.connections = [];
  self.open = function (url) {
    const connection = new Connection(url);
    self.connections.push(connection);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: nothing takes out of 'this.connections' what has ended
    return connection;
  };
  this.count = function () {
    return this.connections.length;
  };
}
module.exports = Pool;

//# work that fails before it is taken out
class Tracker {
  constructor() {
    this.active = new Map();
  }
  async track(id, work) {
    this.active.set(id, Date.now());
//  ^ unremoved-entry: 'this.active' keeps an entry when what is awaited fails
    const result = await work();
    this.active.delete(id);
    return result;
  }
}
module.exports = Tracker;

//# a catch that leaves before the entry is taken out
export class Executor {
  running = new Map();
  async execute(job) {
    this.running.set(job.id, job);
//  ^ unremoved-entry: 'running' keeps an entry when what is awaited fails
    try {
      await job.run();
    } catch (error) {
      this.log(error);
      return;
    }
    this.running.delete(job.id);
  }
  log() {}
}

//# the end of what an entry is made of
const users = Object.create(null);
function onLogin(connection, user) {
  users[user.id] = { connection, since: Date.now() };
//^ unremoved-entry: 'users' keeps the entry of 'connection' after its 'close'
  connection.on('close', () => broadcast('left', user.id));
}
function broadcast(kind, id) {
  Object.keys(users).forEach((key) => users[key].connection.send({ kind, id }));
}
module.exports = { onLogin };

//# let go and not taken out
class Pool {
  constructor(factory) {
    this.factory = factory;
    this.all = new Set();
    this.idle = [];
  }
  async acquire() {
    const fresh = await this.factory();
    this.all.add(fresh);
//  ^ unremoved-entry: 'this.all' keeps 'fresh' after release()
    return fresh;
  }
  release(client) {
    if (client.broken) client.destroy();
    else this.idle.push(client);
  }
}
module.exports = Pool;

//# a callback that is taken out only when it is cancelled
const tasks = {};
exports.schedule = function (hash, callback) {
  tasks[hash] = callback;
//^ unremoved-entry: 'tasks' loses an entry only when it is cancelled
  setImmediate(run, hash);
};
exports.cancel = function cancel(hash) {
  delete tasks[hash];
};
function run(hash) {
  const task = tasks[hash];
  if (task) task();
}

//# emptied and not taken out
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
    handlers[token] = undefined;
//  ^ unremoved-entry: 'handlers' keeps the key of an entry that is only emptied
  }
  const tell = (text) => Object.keys(handlers).forEach((token) => handlers[token] && handlers[token](text));
  return { listen, unlisten, tell };
}
module.exports = createHub;

//# emptied in a map
class Directory {
  constructor() {
    this.byId = new Map();
  }
  register(session) {
    this.byId.set(session.id, session);
  }
  unregister(id) {
    this.byId.set(id, null);
//  ^ unremoved-entry: 'this.byId' keeps the key of an entry that is only emptied
  }
}
module.exports = Directory;

//# taken out when the server closes
module.exports = function track(server) {
  const open = new Set();
  server.on('connection', (socket) => {
    open.add(socket);
//  ^ unremoved-entry: 'open' keeps 'socket' until what brought it ends
    server.once('close', () => open.delete(socket));
  });
  return () => open.forEach((socket) => socket.destroy());
};

//# a timer that is stopped and kept
const beats = {};
exports.follow = function (peer) {
  beats[peer.id] = { since: Date.now(), timer: setInterval(() => peer.ping(), 1000) };
};
exports.lost = function (peer) {
  if (beats[peer.id]) clearInterval(beats[peer.id].timer);
//                    ^ unremoved-entry: 'beats' keeps an entry whose timer was stopped
};

//# groups of a class that something leaves
class Channels {
  constructor() {
    this.byName = {};
  }
  join(name, client) {
    if (!this.byName[name]) this.byName[name] = [];
    this.byName[name].push(client);
//  ^ unremoved-entry: the groups in 'this.byName' keep 'client' when it has gone
  }
  say(name, text) {
    (this.byName[name] || []).forEach((client) => client.send(text));
  }
  onDisconnect(client) {
    client.emit('left');
  }
}
module.exports = Channels;

//# the first of a list
const watchers = [];
exports.watch = function (watcher) {
  watchers.push(watcher);
  return () => {
    const at = watchers.indexOf(watcher);
    if (at > 0) watchers.splice(at, 1);
//      ^ unremoved-entry: 'watchers' never loses its first entry, whose index is 0
  };
};

//# the first of a group (ts)
export class Topics {
  private readonly byName = new Map<string, object[]>();
  join(name: string, member: object): void {
    const list = this.byName.get(name) ?? [];
    list.push(member);
    this.byName.set(name, list);
  }
  part(name: string, member: object): void {
    const index = this.byName.get(name)!.indexOf(member);
    if (index > 0) {
//      ^ unremoved-entry: 'byName' never loses its first entry, whose index is 0
      this.byName.get(name)!.splice(index, 1);
    }
  }
}

//# a group whose member tells that it goes
class Hall {
  constructor() {
    this.halls = new Map();
  }
  seat(name, guest) {
    if (!this.halls.has(name)) this.halls.set(name, new Set());
    this.halls.get(name).add(guest);
//  ^ unremoved-entry: the groups in 'this.halls' keep 'guest' when it has gone
    guest.on('close', () => this.say(name, 'somebody left'));
  }
  say(name, text) {
    for (const guest of this.halls.get(name) ?? []) guest.send(text);
  }
}
module.exports = Hall;

//# a part that was closed
const transfers = {};
const fs = require('fs');
exports.begin = function (name) {
  transfers[name] = { got: 0, file: fs.createWriteStream(name) };
};
exports.more = function (name, data, size) {
  const one = transfers[name];
//            ^ unremoved-entry: 'transfers' keeps an entry that was closed
  one.file.write(data);
  one.got += data.length;
  if (one.got === size) one.file.end();
};

//# what stands for an answer (ts)
class Line {
  private open = new Map<string, Future>();
  constructor(private port: Port) {
    port.onmessage = (text) => this.take(JSON.parse(text));
  }
  ask(question: Question): Future {
    const future = new Future(question);
    this.open.set(question.head.msg_id, future);
//  ^ unremoved-entry: 'open' keeps
    this.port.post(question);
    return future;
  }
  private take(answer: Answer) {
    const future = answer.parent && this.open.get(answer.parent);
    if (future) future.done(answer);
  }
}
export { Line };

//# a response that is kept for later
const express = require('express');
const router = express.Router();
const readers = [];
router.get('/news', (req, res) => {
  const reader = { since: Date.now(), res };
  readers.push(reader);
//^ unremoved-entry: what is put into 'readers' for each event is never taken out
  res.write('hello');
});
router.post('/news', (req, res) => {
  readers.forEach((reader) => reader.res.write(req.body));
  res.end();
});
module.exports = router;

//# connections that only the server's end lets go
const net = require('net');
class Hub {
  open(port) {
    this.peers = [];
    this.server = net.createServer((peer) => {
      this.peers.push(peer);
//    ^ unremoved-entry: what is put into 'this.peers' for each event is never taken out
      peer.on('close', () => this.log('gone'));
    });
    this.server.listen(port);
  }
  log(text) {
    console.log(text, this.peers.length);
  }
  close() {
    for (const peer of this.peers) peer.destroy();
    this.peers = [];
    this.server.close();
  }
}
module.exports = Hub;

//# work that fails (ts)
class Runner {
  private running = new Map<string, Work>();
  start(work: Work) {
    this.running.set(work.id, work);
//  ^ unremoved-entry: 'running' keeps an entry whose work has failed
    setImmediate(() => this.run(work));
  }
  private async run(work: Work) {
    if (!work.steps) return;
    try {
      const outcome = await work.steps();
      this.running.delete(work.id);
      this.tell(outcome);
    } catch (error) {
      this.tell(error);
    }
  }
  private tell(what: unknown) {
    console.log(what, this.running.size);
  }
}
export { Runner };

//# made of a socket that the function hears closing
const guests = {};
function enter(hall, socket, name) {
  const guest = { id: hall.next(), name, socket };
  guests[guest.id] = guest;
//^ unremoved-entry: 'guests' keeps the entry of 'socket' after its 'close'
  socket.on('close', () => hall.leave(guest));
  return guests[guest.id].name;
}
module.exports = enter;

//# taken out when it fails, and not when all is well
const Form = require('./form');
const running = {};
module.exports = (req, res, next) => {
  const { id } = req.query;
  running[id] = { at: 0 };
//^ unremoved-entry: 'running' loses an entry when it fails, and not on 'close'
  const form = new Form(req);
  form.on('step', (at) => {
    running[id].at = at;
  });
  form.on('error', (error) => {
    delete running[id];
    next(error);
  });
  form.on('close', () => res.end());
};
