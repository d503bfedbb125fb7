//# a log that nobody reads
const log = [];
exports.record = function (request) {
  log.push({ url: request.url, time: Date.now() });
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ growing-buffer: 'log' grows with each event and is never emptied
};

//# a string in a field
class Reader {
  constructor(socket) {
    this.buffer = '';
    socket.on('data', (chunk) => {
      this.buffer += chunk;
//    ^^^^^^^^^^^^^^^^^^^^ growing-buffer: 'this.buffer' grows with each event and is never emptied
    });
  }
}
module.exports = Reader;

//# a string of a module
let log = '';
module.exports = function watch(child) {
  child.stdout.on('data', (chunk) => {
    log += chunk;
//  ^^^^^^^^^^^^ growing-buffer: 'log' grows with each event and is never emptied
  });
};

//# joined buffers
class Reader {
  constructor(socket) {
    this.rest = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      this.rest = Buffer.concat([this.rest, chunk]);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ growing-buffer: 'this.rest' grows with each event and is never emptied
      this.parse(this.rest);
    });
  }
  parse() {}
}
module.exports = Reader;

//# an array of messages
const messages = [];
module.exports = function watch(socket) {
  socket.on('message', (message) => {
    messages.push(message);
//  ^^^^^^^^^^^^^^^^^^^^^^ growing-buffer: 'messages' grows with each event and is never emptied
  });
};

//# through self
function Reader(socket) {
  var self = this;
  self.buffer = '';
  socket.on('data', function (chunk) {
    self.buffer += chunk.toString();
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ growing-buffer: 'self.buffer' grows with each event and is never emptied
    self.emitLines();
  });
}
Reader.prototype.emitLines = function () {};
module.exports = Reader;

//# a stream's write
const { Writable } = require('stream');
class Sink extends Writable {
  constructor() {
    super();
    this.text = '';
  }
  _write(chunk, encoding, callback) {
    this.text += chunk;
//  ^^^^^^^^^^^^^^^^^^ growing-buffer: 'this.text' grows with each event and is never emptied
    callback();
  }
}
module.exports = Sink;

//# an array in a field
class Monitor {
  constructor(source) {
    this.events = [];
    source.on('event', (event) => {
      this.events.push(event);
//    ^^^^^^^^^^^^^^^^^^^^^^^ growing-buffer: 'this.events' grows with each event and is never emptied
    });
  }
}
module.exports = Monitor;

//# added by a plain plus
class Reader {
  constructor(socket) {
    this.data = '';
    socket.on('data', (chunk) => {
      this.data = this.data + chunk;
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ growing-buffer: 'this.data' grows with each event and is never emptied
    });
  }
}
module.exports = Reader;

//# trimmed only for who subscribes (ts)
export class Replay<T> {
  private events: T[] = [];
  private observers: ((value: T) => void)[] = [];
  next(value: T): void {
    this.events.push(value);
//  ^ growing-buffer: 'events' grows with each event and is only trimmed by others
    for (const observer of this.observers) observer(value);
  }
  subscribe(observer: (value: T) => void): void {
    this.observers.push(observer);
    this.events.splice(0, this.events.length - 10);
    this.events.forEach(observer);
  }
}

//# notes that nobody reads
class Connection {
  constructor(socket, parser) {
    this.trace = [];
    this.parser = parser;
    socket.on('data', (chunk) => {
      this.trace.push(chunk);
//    ^ growing-buffer: 'this.trace' grows with each event and is never emptied
      this.parser.execute(chunk);
    });
  }
}
module.exports = Connection;

//# the errors of all requests
const errors = [];
module.exports = function (error, req, res, next) {
  errors.push({ error, url: req.url });
//^ growing-buffer: 'errors' grows with each event and is never emptied
  res.end('failed');
};
module.exports.last = () => errors[errors.length - 1];

//# every line that is printed (ts)
export class Capture {
  readonly lines: string[] = [];
  constructor() {
    const original = console.log;
    console.log = (...parts: unknown[]) => {
      this.lines.push(parts.join(' '));
//    ^ growing-buffer: 'lines' grows with each event and is never emptied
      original(...parts);
    };
  }
}

//# each rejection that nobody handled
const rejections = [];
process.on('unhandledRejection', (reason) => {
  rejections.push(reason);
//^ growing-buffer: 'rejections' grows with each event and is never emptied
});
exports.print = () => rejections.forEach((reason) => console.error(reason));

//# a log of which only the end is read
const log = [];
exports.record = function (request) {
  log.push({ url: request.url, time: Date.now() });
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ growing-buffer: 'log' grows with each event and is never emptied
};
exports.last = () => log[log.length - 1];

//# a history that only its readers may clear
let history = [];
export const note = (...args) => {
  history.push(args);
//^^^^^^^^^^^^^^^^^^^ growing-buffer: 'history' grows with each event and is only trimmed by others
};
note.history = () => [...history];
note.history.clear = () => {
  history.length = 0;
};

//# a bound method that gets the data
class Worker {
  constructor(child) {
    this.text = '';
    child.stdout.on('data', this._onStdout.bind(this));
  }
  _onStdout(data) {
    this.text += data;
//  ^^^^^^^^^^^^^^^^^ growing-buffer: 'this.text' grows with each event and is never emptied
    for (const line of this.text.split('\n')) console.log(line);
  }
}
module.exports = Worker;

//# text that is begun beside its listener
const { spawn } = require('child_process');
class Daemon {
  start() {
    this.output = '';
    this.process = spawn('service');
    this.process.stdout.on('data', (chunk) => {
      this.output += chunk;
//    ^ growing-buffer: 'this.output' grows with each event and is never emptied
      if (/ready/.test(this.output)) this.isReady = true;
    });
  }
}
module.exports = Daemon;

//# what tells when it happened
class Journal {
  constructor() {
    this.told = [];
  }
  tell(text) {
    const one = { text, at: Date.now() };
    this.told.push(one);
//  ^ growing-buffer: 'this.told' grows with each event and is never emptied
  }
  errors() {
    return this.told.filter((one) => one.text.startsWith('error'));
  }
}
module.exports = Journal;
