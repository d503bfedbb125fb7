//# twins on a field
class Client {
  ready() {
    return new Promise((resolve, reject) => {
      this.connection.once('ready', resolve);
      this.connection.once('error', reject);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: 'error' listener stays on 'this.connection' after 'ready'
    });
  }
}
module.exports = Client;

//# twins with arrows
class Client {
  ready(callback) {
    this.connection.once('connect', () => callback());
    this.connection.once('error', (error) => callback(error));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: 'error' listener stays on 'this.connection' after 'connect'
  }
}
module.exports = Client;

//# twins on a module's emitter
const { EventEmitter } = require('events');
const broker = new EventEmitter();
exports.next = function () {
  return new Promise((resolve, reject) => {
    broker.once('message', (message) => resolve(message));
    broker.once('error', reject);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: 'error' listener stays on 'broker' after 'message'
  });
};

//# twins on a parameter
module.exports = function drained(queue) {
  return new Promise((resolve, reject) => {
    queue.once('drain', resolve);
    queue.once('error', reject);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: 'error' listener stays on 'queue' after 'drain'
  });
};

//# a teardown leaves one of two out
class Panel {
  constructor(map) {
    this.map = map;
  }
  show() {
    this.map.on('move', this.onMove);
    this.map.on('zoom', this.onZoom);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: the cleanup of 'this.map' leaves out its 'zoom' listener
  }
  hide() {
    this.map.off('move', this.onMove);
  }
  onMove() {}
  onZoom() {}
}
module.exports = Panel;

//# a window teardown leaves one out
export class Drag {
  start() {
    window.addEventListener('mousemove', this.onMove);
    window.addEventListener('mouseup', this.onUp);
    window.addEventListener('blur', this.onBlur);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: the cleanup of 'window' leaves out its 'blur' listener
  }
  stop() {
    window.removeEventListener('mousemove', this.onMove);
    window.removeEventListener('mouseup', this.onUp);
  }
  onMove() {}
  onUp() {}
  onBlur() {}
}

//# a function that cleans up one of two
module.exports = function pipe(source, sink) {
  const onData = (chunk) => sink.write(chunk);
  const onPause = () => sink.cork();
  source.on('data', onData);
  source.on('pause', onPause);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: the cleanup of 'source' leaves out its 'pause' listener
  return () => source.removeListener('data', onData);
};

//# twins of an outer emitter
module.exports = function create(channel) {
  return {
    ask() {
      return new Promise((resolve, reject) => {
        channel.once('reply', resolve);
        channel.once('failure', reject);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: 'failure' listener stays on 'channel' after 'reply'
      });
    },
  };
};

//# a timeout that forgets the listener
class Rpc {
  constructor(channel) {
    this.channel = channel;
  }
  call(id, ms) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('late')), ms);
      const onMessage = (message) => {
        if (message.id !== id) return;
        clearTimeout(timer);
        this.channel.off('message', onMessage);
        resolve(message);
      };
      this.channel.on('message', onMessage);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: 'message' listener stays on 'this.channel' on one way out
    });
  }
}
module.exports = Rpc;

//# an error that forgets the signal
module.exports = (request, signal) =>
  new Promise((resolve, reject) => {
    const onAbort = () => request.abort();
    const done = () => signal.removeEventListener('abort', onAbort);
    request.onload = () => {
      done();
      resolve(request.response);
    };
    request.onerror = () => reject(new Error('network'));
    signal.addEventListener('abort', onAbort);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: 'abort' listener stays on 'signal' on one way out
  });

//# twins for room in a stream
function Producer(stream) {
  this.stream = stream;
}
Producer.prototype.room = function () {
  var self = this;
  return new Promise(function (resolve, reject) {
    self.stream.once('drain', resolve);
    self.stream.once('close', reject);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: 'close' listener stays on 'self.stream' after 'drain'
  });
};
module.exports = Producer;

//# a teardown that leaves out what an assignment keeps
class Browser {
  constructor(emitter) {
    this.emitter = emitter;
  }
  attach() {
    this.emitter.on('start', this.onStart = this.onStart.bind(this));
    this.emitter.on('complete', this.onComplete = this.onComplete.bind(this));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: the cleanup of 'this.emitter' leaves out its 'complete' listener
  }
  detach() {
    this.emitter.removeListener('start', this.onStart);
  }
  onStart() {}
  onComplete() {}
}
module.exports = Browser;

//# twins of which one ends the receiver
function ask(peer, question, callback) {
  peer.once('answer', (answer) => callback(null, answer));
  peer.once('close', () => callback(new Error('closed')));
//^ partial-cleanup: 'close' listener stays on 'peer' after 'answer'
  peer.send(question);
}
exports.ask = ask;

//# a handler that the cleanup takes from the tracks alone
class TrackButton {
  constructor(player, tracks) {
    this.player = player;
    const update = () => this.update();
    tracks.addEventListener('addtrack', update);
    this.player.on('ready', update);
//  ^ partial-cleanup: 'ready' listener stays on 'this.player' after the cleanup
    this.player.on('dispose', function () {
      tracks.removeEventListener('addtrack', update);
    });
  }
  update() {}
}
module.exports = TrackButton;

//# what a parameter brought is cleaned up as a field
class Upload {
  start(stream) {
    this.stream = stream;
    stream.on('data', this.onData);
    stream.on('progress', this.onProgress);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: the cleanup of 'stream' leaves out its 'progress' listener
  }
  stop() {
    this.stream.removeListener('data', this.onData);
  }
}
module.exports = Upload;

//# the listener for the end stays when the answer has come
export function waitFor(socket, type) {
  return new Promise((resolve, reject) => {
    const onMessage = (event) => {
      if (event.type !== type) return;
      socket.removeEventListener('message', onMessage);
      resolve(event);
    };
    const onClose = () => reject(new Error('closed'));
    socket.addEventListener('message', onMessage);
    socket.addEventListener('close', onClose);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: 'close' listener stays on 'socket' when the answer has come
  });
}

//# answers on channels whose names are made up
const { ipc } = require('./ipc');

class Windows {
  ask(window) {
    return new Promise((resolve) => {
      const yes = `yes:${window.id}`;
      const no = `no:${window.id}`;
      ipc.once(yes, () => resolve(true));
      ipc.once(no, () => resolve(false));
//    ^ partial-cleanup: stays on 'ipc' after 'yes'
      window.send('ask', yes, no);
    });
  }
}
module.exports.Windows = Windows;

//# what is shared is got in each call, and the function that is handed out forgets the errors
let feed;
function getFeed() {
  feed ||= connect(process.env.FEED);
  return feed;
}
exports.observe = function (key, options) {
  const shared = getFeed();
  const onRows = (rows) => options.rows(rows);
  const onError = (error) => options.failed(error);
  shared.on(`rows:${key}`, onRows);
  shared.on('error', onError);
//^ partial-cleanup: the cleanup of 'shared' leaves out its 'error' listener
  return {
    stop() {
      shared.off(`rows:${key}`, onRows);
    },
  };
};

//# a race between two events of what lives on
import { once } from 'node:events';
export async function room(output) {
  return Promise.race([
    once(output, 'drain').then(() => true),
    once(output, 'close').then(() => false),
//  ^ partial-cleanup: 'close' listener stays on 'output' after 'drain'
  ]);
}

//# twins in each turn of a loop, on what was made before it
import { createWriteStream } from 'node:fs';
export async function save(parts, path) {
  const file = createWriteStream(path);
  for await (const part of parts) {
    if (!file.write(part)) {
      await new Promise((resolve) => {
        file.once('drain', resolve);
        file.once('error', resolve);
//      ^ partial-cleanup: 'error' listener stays on 'file' after 'drain'
      });
    }
  }
  file.end();
}

//# removed only while somebody still knows the object
class Connection {
  constructor(socket, room) {
    this.socket = socket;
    this.room = room;
    this.socket.on('message', this.onMessage);
//  ^ partial-cleanup: 'message' listener is removed on one branch only
  }
  onMessage = () => {};
  close() {
    if (this.room.has(this)) {
      this.room.delete(this);
      this.socket.removeListener('message', this.onMessage);
    }
  }
}
module.exports.Connection = Connection;

//# a socket that other calls get again, while it connects
const net = require('net');
class Sockets {
  constructor() {
    this.idle = [];
  }
  take(done) {
    const socket = this.idle.pop() || net.connect(6379);
    if (!socket.connecting) return done(null, socket);
    socket.once('error', done);
    socket.once('connect', () => done(null, socket));
//  ^ partial-cleanup: 'connect' listener stays on 'socket' after 'error'
  }
}
module.exports.Sockets = Sockets;

//# a child that answers many times before its object ends it
const { fork } = require('child_process');
class Helper {
  constructor(file) {
    this.process = fork(file);
  }
  ask(question) {
    return new Promise((resolve, reject) => {
      const answered = (answer) => {
        this.process.off('message', answered);
        resolve(answer);
      };
      this.process.on('message', answered);
      this.process.on('exit', (code) => reject(new Error(code)));
//    ^ partial-cleanup: 'exit' listener stays on 'this.process' when the answer has come
      this.process.send(question);
    });
  }
  stop() {
    this.process.kill();
  }
}
module.exports = Helper;
