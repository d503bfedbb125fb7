//# a log that nobody reads
//= Keep only the last 1000 of 'log' (unsafe: older ones may be wanted) (unsafe)
const log = [];
exports.record = function (request) {
  log.push({ url: request.url, time: Date.now() });
  if (log.length > 1000) log.shift();
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ growing-buffer: 'log' grows with each event and is never emptied
};

//# a string in a field
//= Keep only the end of 'this.buffer' (unsafe: the beginning may be wanted) (unsafe)
class Reader {
  constructor(socket) {
    this.buffer = '';
    socket.on('data', (chunk) => {
      this.buffer += chunk;
      if (this.buffer.length > 65536) this.buffer = this.buffer.slice(-65536);
//    ^^^^^^^^^^^^^^^^^^^^ growing-buffer: 'this.buffer' grows with each event and is never emptied
    });
  }
}
module.exports = Reader;

//# a string of a module
//= Keep only the end of 'log' (unsafe: the beginning may be wanted) (unsafe)
let log = '';
module.exports = function watch(child) {
  child.stdout.on('data', (chunk) => {
    log += chunk;
    if (log.length > 65536) log = log.slice(-65536);
//  ^^^^^^^^^^^^ growing-buffer: 'log' grows with each event and is never emptied
  });
};

//# joined buffers
//= Keep only the end of 'this.rest' (unsafe: the beginning may be wanted) (unsafe)
class Reader {
  constructor(socket) {
    this.rest = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      this.rest = Buffer.concat([this.rest, chunk]);
      if (this.rest.length > 65536) this.rest = this.rest.slice(-65536);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ growing-buffer: 'this.rest' grows with each event and is never emptied
      this.parse(this.rest);
    });
  }
  parse() {}
}
module.exports = Reader;

//# an array of messages
//= Keep only the last 1000 of 'messages' (unsafe: older ones may be wanted) (unsafe)
const messages = [];
module.exports = function watch(socket) {
  socket.on('message', (message) => {
    messages.push(message);
    if (messages.length > 1000) messages.shift();
//  ^^^^^^^^^^^^^^^^^^^^^^ growing-buffer: 'messages' grows with each event and is never emptied
  });
};

//# through self
//= Keep only the end of 'self.buffer' (unsafe: the beginning may be wanted) (unsafe)
function Reader(socket) {
  var self = this;
  self.buffer = '';
  socket.on('data', function (chunk) {
    self.buffer += chunk.toString();
    if (self.buffer.length > 65536) self.buffer = self.buffer.slice(-65536);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ growing-buffer: 'self.buffer' grows with each event and is never emptied
    self.emitLines();
  });
}
Reader.prototype.emitLines = function () {};
module.exports = Reader;

//# a stream's write
//= Keep only the end of 'this.text' (unsafe: the beginning may be wanted) (unsafe)
const { Writable } = require('stream');
class Sink extends Writable {
  constructor() {
    super();
    this.text = '';
  }
  _write(chunk, encoding, callback) {
    this.text += chunk;
    if (this.text.length > 65536) this.text = this.text.slice(-65536);
//  ^^^^^^^^^^^^^^^^^^ growing-buffer: 'this.text' grows with each event and is never emptied
    callback();
  }
}
module.exports = Sink;

//# an array in a field
//= Keep only the last 1000 of 'this.events' (unsafe: older ones may be wanted) (unsafe)
class Monitor {
  constructor(source) {
    this.events = [];
    source.on('event', (event) => {
      this.events.push(event);
      if (this.events.length > 1000) this.events.shift();
//    ^^^^^^^^^^^^^^^^^^^^^^^ growing-buffer: 'this.events' grows with each event and is never emptied
    });
  }
}
module.exports = Monitor;

//# added by a plain plus
//= Keep only the end of 'this.data' (unsafe: the beginning may be wanted) (unsafe)
class Reader {
  constructor(socket) {
    this.data = '';
    socket.on('data', (chunk) => {
      this.data = this.data + chunk;
      if (this.data.length > 65536) this.data = this.data.slice(-65536);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ growing-buffer: 'this.data' grows with each event and is never emptied
    });
  }
}
module.exports = Reader;

//# trimmed only for who subscribes
//= Keep only the last 1000 of 'this.events' (unsafe: older ones may be wanted) (unsafe)
export class Replay<T> {
  private events: T[] = [];
  private observers: ((value: T) => void)[] = [];
  next(value: T): void {
    this.events.push(value);
    if (this.events.length > 1000) this.events.shift();
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
//= Keep only the last 1000 of 'this.trace' (unsafe: older ones may be wanted) (unsafe)
class Connection {
  constructor(socket, parser) {
    this.trace = [];
    this.parser = parser;
    socket.on('data', (chunk) => {
      this.trace.push(chunk);
      if (this.trace.length > 1000) this.trace.shift();
//    ^ growing-buffer: 'this.trace' grows with each event and is never emptied
      this.parser.execute(chunk);
    });
  }
}
module.exports = Connection;

//# the errors of all requests
//= Keep only the last 1000 of 'errors' (unsafe: older ones may be wanted) (unsafe)
const errors = [];
module.exports = function (error, req, res, next) {
  errors.push({ error, url: req.url });
  if (errors.length > 1000) errors.shift();
//^ growing-buffer: 'errors' grows with each event and is never emptied
  res.end('failed');
};
module.exports.last = () => errors[errors.length - 1];

//# every line that is printed
//= Keep only the last 1000 of 'this.lines' (unsafe: older ones may be wanted) (unsafe)
export class Capture {
  readonly lines: string[] = [];
  constructor() {
    const original = console.log;
    console.log = (...parts: unknown[]) => {
      this.lines.push(parts.join(' '));
      if (this.lines.length > 1000) this.lines.shift();
//    ^ growing-buffer: 'lines' grows with each event and is never emptied
      original(...parts);
    };
  }
}

//# each rejection that nobody handled
//= Keep only the last 1000 of 'rejections' (unsafe: older ones may be wanted) (unsafe)
const rejections = [];
process.on('unhandledRejection', (reason) => {
  rejections.push(reason);
  if (rejections.length > 1000) rejections.shift();
//^ growing-buffer: 'rejections' grows with each event and is never emptied
});
exports.print = () => rejections.forEach((reason) => console.error(reason));

//# a log of which only the end is read
//= Keep only the last 1000 of 'log' (unsafe: older ones may be wanted) (unsafe)
const log = [];
exports.record = function (request) {
  log.push({ url: request.url, time: Date.now() });
  if (log.length > 1000) log.shift();
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ growing-buffer: 'log' grows with each event and is never emptied
};
exports.last = () => log[log.length - 1];

//# a history that only its readers may clear
//= Keep only the last 1000 of 'history' (unsafe: older ones may be wanted) (unsafe)
let history = [];
export const note = (...args) => {
  history.push(args);
  if (history.length > 1000) history.shift();
//^^^^^^^^^^^^^^^^^^^ growing-buffer: 'history' grows with each event and is only trimmed by others
};
note.history = () => [...history];
note.history.clear = () => {
  history.length = 0;
};

//# a bound method that gets the data
//= Keep only the end of 'this.text' (unsafe: the beginning may be wanted) (unsafe)
class Worker {
  constructor(child) {
    this.text = '';
    child.stdout.on('data', this._onStdout.bind(this));
  }
  _onStdout(data) {
    this.text += data;
    if (this.text.length > 65536) this.text = this.text.slice(-65536);
//  ^^^^^^^^^^^^^^^^^ growing-buffer: 'this.text' grows with each event and is never emptied
    for (const line of this.text.split('\n')) console.log(line);
  }
}
module.exports = Worker;

//# text that is begun beside its listener
//= Keep only the end of 'this.output' (unsafe: the beginning may be wanted) (unsafe)
const { spawn } = require('child_process');
class Daemon {
  start() {
    this.output = '';
    this.process = spawn('service');
    this.process.stdout.on('data', (chunk) => {
      this.output += chunk;
      if (this.output.length > 65536) this.output = this.output.slice(-65536);
//    ^ growing-buffer: 'this.output' grows with each event and is never emptied
      if (/ready/.test(this.output)) this.isReady = true;
    });
  }
}
module.exports = Daemon;

//# what tells when it happened
//= Keep only the last 1000 of 'this.told' (unsafe: older ones may be wanted) (unsafe)
class Journal {
  constructor() {
    this.told = [];
  }
  tell(text) {
    const one = { text, at: Date.now() };
    this.told.push(one);
    if (this.told.length > 1000) this.told.shift();
//  ^ growing-buffer: 'this.told' grows with each event and is never emptied
  }
  errors() {
    return this.told.filter((one) => one.text.startsWith('error'));
  }
}
module.exports = Journal;

