//# twins on a field
//= Let each listener remove the other
class Client {
  ready() {
    return new Promise((resolve, reject) => {
      const onReady = (value) => {
        this.connection.off('error', onError);
        resolve(value);
      };
      const onError = (value) => {
        this.connection.off('ready', onReady);
        reject(value);
      };
      this.connection.once('ready', onReady);
      this.connection.once('error', onError);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: 'error' listener stays on 'this.connection' after 'ready'
    });
  }
}
module.exports = Client;

//# twins with arrows
//= Let each listener remove the other
class Client {
  ready(callback) {
    const onConnect = () => {
      this.connection.off('error', onError);
      callback();
    };
    const onError = (error) => {
      this.connection.off('connect', onConnect);
      callback(error);
    };
    this.connection.once('connect', onConnect);
    this.connection.once('error', onError);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: 'error' listener stays on 'this.connection' after 'connect'
  }
}
module.exports = Client;

//# twins on a module's emitter
//= Let each listener remove the other
const { EventEmitter } = require('events');
const broker = new EventEmitter();
exports.next = function () {
  return new Promise((resolve, reject) => {
    const onMessage = (message) => {
      broker.off('error', onError);
      resolve(message);
    };
    const onError = (value) => {
      broker.off('message', onMessage);
      reject(value);
    };
    broker.once('message', onMessage);
    broker.once('error', onError);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: 'error' listener stays on 'broker' after 'message'
  });
};

//# twins on a parameter
//= Let each listener remove the other
module.exports = function drained(queue) {
  return new Promise((resolve, reject) => {
    const onDrain = (value) => {
      queue.off('error', onError);
      resolve(value);
    };
    const onError = (value) => {
      queue.off('drain', onDrain);
      reject(value);
    };
    queue.once('drain', onDrain);
    queue.once('error', onError);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: 'error' listener stays on 'queue' after 'drain'
  });
};

//# a teardown leaves one of two out
//= Remove this listener beside the others
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
    this.map.off('zoom', this.onZoom);
    this.map.off('move', this.onMove);
  }
  onMove() {}
  onZoom() {}
}
module.exports = Panel;

//# a window teardown leaves one out
//= Remove this listener beside the others
export class Drag {
  start() {
    window.addEventListener('mousemove', this.onMove);
    window.addEventListener('mouseup', this.onUp);
    window.addEventListener('blur', this.onBlur);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: the cleanup of 'window' leaves out its 'blur' listener
  }
  stop() {
    window.removeEventListener('blur', this.onBlur);
    window.removeEventListener('mousemove', this.onMove);
    window.removeEventListener('mouseup', this.onUp);
  }
  onMove() {}
  onUp() {}
  onBlur() {}
}

//# a function that cleans up one of two
//= Remove this listener beside the others
module.exports = function pipe(source, sink) {
  const onData = (chunk) => sink.write(chunk);
  const onPause = () => sink.cork();
  source.on('data', onData);
  source.on('pause', onPause);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: the cleanup of 'source' leaves out its 'pause' listener
  return () => {
    source.removeListener('pause', onPause);
    source.removeListener('data', onData);
  };
};

//# twins of an outer emitter
//= Let each listener remove the other
module.exports = function create(channel) {
  return {
    ask() {
      return new Promise((resolve, reject) => {
        const onReply = (value) => {
          channel.off('failure', onFailure);
          resolve(value);
        };
        const onFailure = (value) => {
          channel.off('reply', onReply);
          reject(value);
        };
        channel.once('reply', onReply);
        channel.once('failure', onFailure);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: 'failure' listener stays on 'channel' after 'reply'
      });
    },
  };
};

//# a timeout that forgets the listener
//= Remove the listener on this way out, too
class Rpc {
  constructor(channel) {
    this.channel = channel;
  }
  call(id, ms) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.channel.off('message', onMessage);
        reject(new Error('late'));
      }, ms);
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
//= Remove the listener on this way out, too
module.exports = (request, signal) =>
  new Promise((resolve, reject) => {
    const onAbort = () => request.abort();
    const done = () => signal.removeEventListener('abort', onAbort);
    request.onload = () => {
      done();
      resolve(request.response);
    };
    request.onerror = () => {
      signal.removeEventListener('abort', onAbort);
      reject(new Error('network'));
    };
    signal.addEventListener('abort', onAbort);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: 'abort' listener stays on 'signal' on one way out
  });

//# twins for room in a stream
//= Let each listener remove the other
function Producer(stream) {
  this.stream = stream;
}
Producer.prototype.room = function () {
  var self = this;
  return new Promise(function (resolve, reject) {
    var onDrain = function (value) {
      self.stream.removeListener('close', onClose);
      resolve(value);
    };
    var onClose = function (value) {
      self.stream.removeListener('drain', onDrain);
      reject(value);
    };
    self.stream.once('drain', onDrain);
    self.stream.once('close', onClose);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: 'close' listener stays on 'self.stream' after 'drain'
  });
};
module.exports = Producer;

//# a teardown that leaves out what an assignment keeps
//= Remove this listener beside the others
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
    this.emitter.removeListener('complete', this.onComplete);
    this.emitter.removeListener('start', this.onStart);
  }
  onStart() {}
  onComplete() {}
}
module.exports = Browser;

//# twins of which one ends the receiver
//= Let each listener remove the other
function ask(peer, question, callback) {
  const onAnswer = (answer) => {
    peer.off('close', onClose);
    callback(null, answer);
  };
  const onClose = () => {
    peer.off('answer', onAnswer);
    callback(new Error('closed'));
  };
  peer.once('answer', onAnswer);
  peer.once('close', onClose);
//^ partial-cleanup: 'close' listener stays on 'peer' after 'answer'
  peer.send(question);
}
exports.ask = ask;

//# a handler that the cleanup takes from the tracks alone
//= no fix

//# what a parameter brought is cleaned up as a field
//= Remove this listener beside the others
class Upload {
  start(stream) {
    this.stream = stream;
    stream.on('data', this.onData);
    stream.on('progress', this.onProgress);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ partial-cleanup: the cleanup of 'stream' leaves out its 'progress' listener
  }
  stop() {
    this.stream.removeListener('progress', this.onProgress);
    this.stream.removeListener('data', this.onData);
  }
}
module.exports = Upload;

//# the listener for the end stays when the answer has come
//= Remove this listener beside the others
export function waitFor(socket, type) {
  return new Promise((resolve, reject) => {
    const onMessage = (event) => {
      if (event.type !== type) return;
      socket.removeEventListener('close', onClose);
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
//= Let each listener remove the other
const { ipc } = require('./ipc');

class Windows {
  ask(window) {
    return new Promise((resolve) => {
      const yes = `yes:${window.id}`;
      const no = `no:${window.id}`;
      const onYes = () => {
        ipc.off(no, onNo);
        resolve(true);
      };
      const onNo = () => {
        ipc.off(yes, onYes);
        resolve(false);
      };
      ipc.once(yes, onYes);
      ipc.once(no, onNo);
//    ^ partial-cleanup: stays on 'ipc' after 'yes'
      window.send('ask', yes, no);
    });
  }
}
module.exports.Windows = Windows;

//# what is shared is got in each call, and the function that is handed out forgets the errors
//= Remove this listener beside the others
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
      shared.off('error', onError);
      shared.off(`rows:${key}`, onRows);
    },
  };
};

//# a race between two events of what lives on
//= no fix

//# twins in each turn of a loop, on what was made before it
//= Let each listener remove the other
import { createWriteStream } from 'node:fs';
export async function save(parts, path) {
  const file = createWriteStream(path);
  for await (const part of parts) {
    if (!file.write(part)) {
      await new Promise((resolve) => {
        const onDrain = (value) => {
          file.off('error', onError);
          resolve(value);
        };
        const onError = (value) => {
          file.off('drain', onDrain);
          resolve(value);
        };
        file.once('drain', onDrain);
        file.once('error', onError);
//      ^ partial-cleanup: 'error' listener stays on 'file' after 'drain'
      });
    }
  }
  file.end();
}

//# removed only while somebody still knows the object
//= no fix

//# a socket that other calls get again, while it connects
//= Let each listener remove the other
const net = require('net');
class Sockets {
  constructor() {
    this.idle = [];
  }
  take(done) {
    const socket = this.idle.pop() || net.connect(6379);
    if (!socket.connecting) return done(null, socket);
    const onError = (value) => {
      socket.off('connect', onConnect);
      done(value);
    };
    const onConnect = () => {
      socket.off('error', onError);
      done(null, socket);
    };
    socket.once('error', onError);
    socket.once('connect', onConnect);
//  ^ partial-cleanup: 'connect' listener stays on 'socket' after 'error'
  }
}
module.exports.Sockets = Sockets;

//# a child that answers many times before its object ends it
//= Remove this listener beside the others
const { fork } = require('child_process');
class Helper {
  constructor(file) {
    this.process = fork(file);
  }
  ask(question) {
    return new Promise((resolve, reject) => {
      const answered = (answer) => {
        this.process.off('exit', onExit);
        this.process.off('message', answered);
        resolve(answer);
      };
      this.process.on('message', answered);
      const onExit = (code) => reject(new Error(code));
      this.process.on('exit', onExit);
//    ^ partial-cleanup: 'exit' listener stays on 'this.process' when the answer has come
      this.process.send(question);
    });
  }
  stop() {
    this.process.kill();
  }
}
module.exports = Helper;

