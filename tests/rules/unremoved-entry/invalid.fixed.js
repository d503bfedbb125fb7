//# each object adds itself
//= Take it out in destroy() (unsafe: somebody has to call it) (unsafe)
const active = new Set();
class Runner {
  constructor() {
    active.add(this);
//  ^^^^^^^^^^^^^^^^ unremoved-entry: 'active' keeps each object that is made, since nothing takes them out
  }

  destroy() {
    active.delete(this);
  }
}
module.exports = Runner;

//# a connection handler that is a method
//= Take it out when 'close' comes (unsafe: see that it comes) (unsafe)
const net = require('net');
class Server {
  constructor() {
    this.connections = [];
    this.server = net.createServer(this.onConnection.bind(this));
  }
  onConnection(socket) {
    this.connections.push(socket);
    socket.once('close', () => {
      this.connections.splice(this.connections.indexOf(socket), 1);
    });
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: what is put into 'this.connections' for each event is never taken out
  }
}
module.exports = Server;

//# work that only its cancellation takes out
//= no fix

//# callbacks on a prototype
//= Take the callback out when it is called (unsafe: it answers once) (unsafe)
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
  delete this.callbacks[id];
};
module.exports = Client;

//# connections of a server
//= Take it out when 'close' comes (unsafe: see that it comes) (unsafe)
const net = require('net');
const connections = [];
const server = net.createServer();
server.on('connection', (socket) => {
  connections.push(socket);
  socket.once('close', () => {
    connections.splice(connections.indexOf(socket), 1);
  });
//^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: what is put into 'connections' for each event is never taken out
});

//# clients in a set
//= Take it out when 'close' comes (unsafe: see that it comes) (unsafe)
const clients = new Set();
module.exports = function serve(wss) {
  wss.on('connection', (ws) => {
    clients.add(ws);
    ws.once('close', () => {
      clients.delete(ws);
    });
//  ^^^^^^^^^^^^^^^ unremoved-entry: what is put into 'clients' for each event is never taken out
    ws.on('message', () => {
      for (const client of clients) client.send('news');
    });
  });
};

//# sessions in a map
//= Take it out when 'disconnect' comes (unsafe: see that it comes) (unsafe)
const sessions = new Map();
module.exports = function serve(io) {
  io.on('connection', (socket) => {
    sessions.set(socket.id, socket);
    socket.once('disconnect', () => {
      sessions.delete(socket.id);
    });
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: what is put into 'sessions' for each event is never taken out
  });
};

//# a field of a server object
//= Take it out when 'close' comes (unsafe: see that it comes) (unsafe)
class Hub {
  constructor(server) {
    this.sockets = [];
    server.on('connection', (socket) => {
      this.sockets.push(socket);
      socket.once('close', () => {
        this.sockets.splice(this.sockets.indexOf(socket), 1);
      });
//    ^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: what is put into 'this.sockets' for each event is never taken out
    });
  }
}
module.exports = Hub;

//# pending calls without an end
//= Take the callback out when it is called (unsafe: it answers once) (unsafe)
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
    this.pending.delete(id);
  }
}
module.exports = Rpc;

//# deleted only when the answer comes
//= no fix

//# subscribers without an end
//= Return a function that takes it out (unsafe: somebody has to call it) (unsafe)
class Store {
  constructor() {
    this.listeners = [];
  }
  subscribe(listener) {
    this.listeners.push(listener);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'this.listeners' keeps each subscriber, since nothing takes them out
    return () => {
      this.listeners.splice(this.listeners.indexOf(listener), 1);
    };
  }
  notify() {
    this.listeners.forEach((listener) => listener());
  }
}
module.exports = Store;

//# an object of a module by socket id
//= Take it out when 'disconnect' comes (unsafe: see that it comes) (unsafe)
const users = {};
module.exports = (io) => {
  io.on('connection', (socket) => {
    users[socket.id] = socket;
    socket.once('disconnect', () => {
      delete users[socket.id];
    });
//  ^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: what is put into 'users' for each event is never taken out
  });
};

//# a child that has exited
//= Take it out when 'exit' comes (unsafe: see that it comes) (unsafe)
const { fork } = require('child_process');
const children = [];
exports.start = (script) => {
  const child = fork(script);
  children.push(child);
  child.once('exit', () => {
    children.splice(children.indexOf(child), 1);
  });
//^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'children' keeps 'child' after its 'exit'
  child.on('exit', (code) => console.log(script, code));
  return child;
};

//# what a handler inside the handler of connections puts in
//= Take it out when 'disconnect' comes (unsafe: see that it comes) (unsafe)
import type { Server, Socket } from 'socket.io';
const users = new Map<string, Socket>();
export function chat(io: Server) {
  io.on('connection', (socket) => {
    socket.on('login', (name: string) => {
      users.set(name, socket);
      socket.once('disconnect', () => {
        users.delete(name);
      });
//    ^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: what is put into 'users' for each event is never taken out
    });
  });
}

//# callbacks by number
//= Take the callback out when it is called (unsafe: it answers once) (unsafe)
let callbacks = {};
let last = 0;
exports.getContext = function (callback) {
  const messageId = last++;
  callbacks[messageId] = callback;
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'callbacks' keeps each callback
};
exports.handle = function (event) {
  const callback = callbacks[event.id];
  delete callbacks[event.id];
  if (callback) callback(event.args);
};

//# a room that is empty again
//= Take the group out when it is empty
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
    if (this.rooms.get(room).size === 0) this.rooms.delete(room);
  }
}
module.exports = Adapter;

//# a request that fails
//= Take it out when it is rejected, too (unsafe)
export class Loader {
  inflight = new Map();
  load(url) {
    const promise = fetch(url).then((response) => {
      this.inflight.delete(url);
      return response.json();
    });
    this.inflight.set(url, promise);
    promise.catch(() => this.inflight.delete(url));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'inflight' keeps an entry whose promise is rejected
    return promise;
  }
}

//# an answer that is an error
//= Take the entry out before this return, too
class Pool {
  constructor(worker) {
    this.worker = worker;
    this.pending = new Map();
    worker.on('message', ({ id, error, result }) => {
      const task = this.pending.get(id);
      if (error) { this.pending.delete(id); return task.reject(error); }
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
//= Take the callback out when it is called (unsafe: it answers once) (unsafe)
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
    delete this.pending[message.id];
  }
}
module.exports = Client;

//# a timeout that rejects and keeps
//= Take the entry out when it is too late, too (unsafe: a late answer finds nothing) (unsafe)
class Rpc {
  constructor(channel) {
    this.requests = new Map();
    this.channel = channel;
  }
  call(id, body) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.requests.delete(id);
        reject(new Error('late'));
      }, 1000);
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
//= Take the entry out here (unsafe: see that nobody asks for it again) (unsafe)
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
    delete this.subscriptions[number];
    this.bus.off(topic, listener);
  }
}
module.exports = Hub;

//# a disposer that takes nothing out
//= Take the entry out in the function that is returned
class Decorations {
  constructor(changed) {
    this.providers = [];
    this.changed = changed;
  }
  register(provider) {
    this.providers.push(provider);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'this.providers' keeps what the returned function should take out
    return { dispose: () => {
      this.providers.splice(this.providers.indexOf(provider), 1);
      this.changed();
    } };
  }
  all(uri) {
    return this.providers.map((provider) => provider.of(uri));
  }
}
module.exports = Decorations;

//# answers that are lost with the connection
//= no fix

//# pending answers of a closure
//= Take the callback out when it is called (unsafe: it answers once) (unsafe)
exports.connect = function connect(port) {
  const waiting = new Map();
  let last = 0;
  port.onMessage((message) => {
    const { resolve } = waiting.get(message.id);
    waiting.delete(message.id);
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
//= no fix

//# workers that a server talks to
//= no fix

//# a promise that is taken out when it has been awaited
//= Take it out when it is rejected, too (unsafe)
const running = new Map();
exports.load = async function (key, load) {
  if (running.has(key)) return running.get(key);
  const promise = load(key);
  running.set(key, promise);
  promise.catch(() => running.delete(key));
//^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-entry: 'running' keeps an entry whose promise is rejected
  const value = await promise;
  running.delete(key);
  return value;
};

//# one of two functions that settle keeps the entry
//= no fix

//# methods that a constructor makes
//= no fix

//# work that fails before it is taken out
//= no fix

//# a catch that leaves before the entry is taken out
//= no fix

//# the end of what an entry is made of
//= Take it out when 'close' comes (unsafe: see that it comes) (unsafe)
const users = Object.create(null);
function onLogin(connection, user) {
  users[user.id] = { connection, since: Date.now() };
  connection.once('close', () => {
    delete users[user.id];
  });
//^ unremoved-entry: 'users' keeps the entry of 'connection' after its 'close'
  connection.on('close', () => broadcast('left', user.id));
}
function broadcast(kind, id) {
  Object.keys(users).forEach((key) => users[key].connection.send({ kind, id }));
}
module.exports = { onLogin };

//# let go and not taken out
//= no fix

//# a callback that is taken out only when it is cancelled
//= no fix

//# emptied and not taken out
//= Take the entry out instead
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
//  ^ unremoved-entry: 'handlers' keeps the key of an entry that is only emptied
  }
  const tell = (text) => Object.keys(handlers).forEach((token) => handlers[token] && handlers[token](text));
  return { listen, unlisten, tell };
}
module.exports = createHub;

//# emptied in a map
//= Take the entry out instead
class Directory {
  constructor() {
    this.byId = new Map();
  }
  register(session) {
    this.byId.set(session.id, session);
  }
  unregister(id) {
    this.byId.delete(id);
//  ^ unremoved-entry: 'this.byId' keeps the key of an entry that is only emptied
  }
}
module.exports = Directory;

//# taken out when the server closes
//= Listen to 'socket' instead of 'server' (unsafe)
module.exports = function track(server) {
  const open = new Set();
  server.on('connection', (socket) => {
    open.add(socket);
//  ^ unremoved-entry: 'open' keeps 'socket' until what brought it ends
    socket.once('close', () => open.delete(socket));
  });
  return () => open.forEach((socket) => socket.destroy());
};

//# a timer that is stopped and kept
//= no fix

//# groups of a class that something leaves
//= Take it out when 'close' comes (unsafe: see that it comes) (unsafe)
class Channels {
  constructor() {
    this.byName = {};
  }
  join(name, client) {
    if (!this.byName[name]) this.byName[name] = [];
    this.byName[name].push(client);
    client.once('close', () => this.byName[name].splice(this.byName[name].indexOf(client), 1));
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
//= Take the first element out, too
const watchers = [];
exports.watch = function (watcher) {
  watchers.push(watcher);
  return () => {
    const at = watchers.indexOf(watcher);
    if (at >= 0) watchers.splice(at, 1);
//      ^ unremoved-entry: 'watchers' never loses its first entry, whose index is 0
  };
};

//# the first of a group
//= Take the first element out, too
export class Topics {
  private readonly byName = new Map<string, object[]>();
  join(name: string, member: object): void {
    const list = this.byName.get(name) ?? [];
    list.push(member);
    this.byName.set(name, list);
  }
  part(name: string, member: object): void {
    const index = this.byName.get(name)!.indexOf(member);
    if (index >= 0) {
//      ^ unremoved-entry: 'byName' never loses its first entry, whose index is 0
      this.byName.get(name)!.splice(index, 1);
    }
  }
}

//# a group whose member tells that it goes
//= no fix

//# a part that was closed
//= no fix

//# what stands for an answer
//= no fix

//# a response that is kept for later
//= Take it out when 'close' comes (unsafe: see that it comes) (unsafe)
const express = require('express');
const router = express.Router();
const readers = [];
router.get('/news', (req, res) => {
  const reader = { since: Date.now(), res };
  readers.push(reader);
  req.once('close', () => {
    readers.splice(readers.indexOf(reader), 1);
  });
//^ unremoved-entry: what is put into 'readers' for each event is never taken out
  res.write('hello');
});
router.post('/news', (req, res) => {
  readers.forEach((reader) => reader.res.write(req.body));
  res.end();
});
module.exports = router;

//# connections that only the server's end lets go
//= Take it out when 'close' comes (unsafe: see that it comes) (unsafe)
const net = require('net');
class Hub {
  open(port) {
    this.peers = [];
    this.server = net.createServer((peer) => {
      this.peers.push(peer);
      peer.once('close', () => {
        this.peers.splice(this.peers.indexOf(peer), 1);
      });
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

//# work that fails
//= no fix

//# made of a socket that the function hears closing
//= Take it out when 'close' comes (unsafe: see that it comes) (unsafe)
const guests = {};
function enter(hall, socket, name) {
  const guest = { id: hall.next(), name, socket };
  guests[guest.id] = guest;
  socket.once('close', () => {
    delete guests[guest.id];
  });
//^ unremoved-entry: 'guests' keeps the entry of 'socket' after its 'close'
  socket.on('close', () => hall.leave(guest));
  return guests[guest.id].name;
}
module.exports = enter;

//# taken out when it fails, and not when all is well
//= no fix

