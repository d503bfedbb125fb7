//# a log that is read and cut
const log = [];
exports.record = function (request) {
  log.push({ url: request.url, time: Date.now() });
  if (log.length > 100) log.shift();
};
exports.last = () => log[log.length - 1];

//# the rest is kept
class Reader {
  constructor(socket) {
    this.buffer = '';
    socket.on('data', (chunk) => {
      this.buffer += chunk;
      const lines = this.buffer.split('\n');
      this.buffer = lines.pop();
    });
  }
}
module.exports = Reader;

//# a local until the end
module.exports = function read(stream, done) {
  let text = '';
  stream.on('data', (chunk) => {
    text += chunk;
  });
  stream.on('end', () => done(text));
};

//# reset by the consumer
class Reader {
  constructor(socket) {
    this.buffer = '';
    socket.on('data', (chunk) => {
      this.buffer += chunk;
    });
  }
  take() {
    const text = this.buffer;
    this.buffer = '';
    return text;
  }
}
module.exports = Reader;

//# a counter
class Meter {
  constructor(socket) {
    this.bytes = 0;
    socket.on('data', (chunk) => {
      this.bytes += chunk.length;
    });
  }
}
module.exports = Meter;

//# a number with another name
class Meter {
  constructor(socket) {
    this.seen = 0;
    socket.on('data', (chunk) => {
      this.seen += chunk.length;
    });
  }
}
module.exports = Meter;

//# a builder
class Writer {
  constructor() {
    this.out = '';
  }
  write(text) {
    this.out += text;
    return this;
  }
}
module.exports = Writer;

//# sliced
class Reader {
  constructor(socket) {
    this.buffer = '';
    socket.on('data', (chunk) => {
      this.buffer += chunk;
      this.buffer = this.buffer.slice(-1000);
    });
  }
}
module.exports = Reader;

//# messages that are shifted
const messages = [];
module.exports = function watch(socket) {
  socket.on('message', (message) => {
    messages.push(message);
    if (messages.length > 100) messages.shift();
  });
};

//# messages that are spliced
const messages = [];
module.exports = {
  watch: (socket) => socket.on('message', (message) => messages.push(message)),
  take: () => messages.splice(0),
};

//# code that runs once
let input = '';
process.stdin.on('data', (chunk) => {
  input += chunk;
});
process.stdin.on('end', () => console.log(input.length));

//# a list of a call
module.exports = function collect(stream) {
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve) => stream.on('end', () => resolve(Buffer.concat(chunks))));
};

//# the length is bounded
class Reader {
  constructor(socket) {
    this.events = [];
    socket.on('event', (event) => {
      this.events.push(event);
      this.events.length = Math.min(this.events.length, 100);
    });
  }
}
module.exports = Reader;

//# trimmed by the writer (ts)
export class Replay<T> {
  private events: T[] = [];
  next(value: T): void {
    this.events.push(value);
    if (this.events.length > 10) this.events.shift();
  }
  subscribe(observer: (value: T) => void): void {
    this.events.forEach(observer);
  }
}

//# hooks that others read
class Suite {
  constructor() {
    this._beforeAll = [];
  }
  beforeAll(hook) {
    this._beforeAll.push(hook);
  }
}
module.exports = Suite;

//# the last errors of all requests
let errors = [];
module.exports = function (error, req, res, next) {
  errors.push({ error, url: req.url });
  errors = errors.slice(-10);
  res.end('failed');
};

//# the last rejections that nobody handled
const rejections = [];
process.on('unhandledRejection', (reason) => {
  if (rejections.length < 100) rejections.push(reason);
});
exports.print = () => rejections.forEach((reason) => console.error(reason));

//# an event that comes once
const addresses = [];
exports.serve = function (server) {
  server.on('listening', () => addresses.push(server.address()));
  return addresses.length;
};

//# text that is begun beside its listener and used at the end
const { spawn } = require('child_process');
class Command {
  run(callback) {
    this.output = '';
    this.process = spawn('service');
    this.process.stdout.on('data', (chunk) => {
      this.output += chunk;
    });
    this.process.on('close', () => callback(this.output));
  }
}
module.exports = Command;

//# text that its own length bounds
class Reader {
  constructor(child) {
    this.errors = '';
    child.stderr.on('data', (chunk) => {
      this.errors += String(chunk).slice(0, 1000 - this.errors.length);
    });
  }
}
module.exports = Reader;

//# what tells when it happened, bounded
class Journal {
  constructor() {
    this.told = [];
  }
  tell(text) {
    const one = { text, at: Date.now() };
    this.told.push(one);
    if (this.told.length > 100) this.told.shift();
  }
  errors() {
    return this.told.filter((one) => one.text.startsWith('error'));
  }
}
module.exports = Journal;

//# a list that does not tell when
class Menu {
  constructor() {
    this.items = [];
  }
  add(text) {
    this.items.push({ text, shown: true });
  }
  visible() {
    return this.items.filter((one) => one.shown);
  }
}
module.exports = Menu;
