//# sets itself until it is closed
class Connection {
  beat() {
    if (this.closed) return;
    this.socket.send('beat');
    setTimeout(() => this.beat(), 1000);
  }
  close() {
    this.closed = true;
  }
}
module.exports = Connection;

//# waiting
module.exports = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

//# cleared in finally
module.exports = async function limited(work) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), 60000);
  });
  try {
    return await Promise.race([work(), limit]);
  } finally {
    clearTimeout(timer);
  }
};

//# unreferenced
module.exports = function limited(work) {
  return Promise.race([
    work,
    new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 60000).unref()),
  ]);
};

//# a short delay
module.exports = function later(fn) {
  setTimeout(() => fn(), 0);
};

//# cleared when the work settles
module.exports = function limited(work) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('late')), 60000);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
};

//# cleared before it is set
class Session {
  onMessage() {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.end(), 60000);
  }
  end() {}
}
module.exports = Session;

//# sets itself again
class Poller {
  schedule() {
    this.timer = setTimeout(() => {
      this.poll();
      this.schedule();
    }, 1000);
  }
  poll() {}
  stop() {
    clearTimeout(this.timer);
  }
}
module.exports = Poller;

//# only when there is none
class Poller {
  schedule() {
    if (this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = null;
    }, 1000);
  }
  stop() {
    clearTimeout(this.timer);
  }
}
module.exports = Poller;

//# a race without a timeout
module.exports = (one, other) => Promise.race([one, other]);

//# a race with AbortSignal.timeout
module.exports = function limited(work) {
  return work(AbortSignal.timeout(60000));
};

//# the end clears it
class Tooltip {
  show() {
    this.timer = setTimeout(() => this.render(), 500);
  }
  render() {}
  destroy() {
    clearTimeout(this.timer);
  }
}
module.exports = Tooltip;

//# an object without an end
class Tooltip {
  show() {
    this.timer = setTimeout(() => this.render(), 500);
  }
  render() {}
}
module.exports = Tooltip;

//# the handle is handed on
class Tooltip {
  show(scheduler) {
    this.timer = setTimeout(() => this.render(), 500);
    scheduler.track(this.timer);
  }
  render() {}
  destroy() {}
}
module.exports = Tooltip;

//# the controller of a request, cleared
export async function load(url, ms) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  try {
    return await fetch(url, { signal: controller.signal });
  } finally {
    clearTimeout(timer);
  }
}

//# a timeout that asks, unreferenced
const net = require('net');
exports.connect = function (port, callback) {
  let connected = false;
  const socket = net.connect(port, () => {
    connected = true;
    callback(null, socket);
  });
  setTimeout(() => {
    if (!connected) callback(new Error('late'));
  }, 10000).unref();
};

//# every way out clears it
exports.acquire = (pool, ms) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('late')), ms);
    pool.acquire((error, connection) => {
      clearTimeout(timer);
      if (error) return reject(error);
      resolve(connection);
    });
  });

//# a short delay of an object that ends
class Field extends HTMLElement {
  onInput() {
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.save(), 300);
  }
  disconnectedCallback() {
    this.remove();
  }
  save() {}
}
module.exports = Field;

//# cleared by the function that was returned
function follow(address, delay, tell) {
  const stream = new EventSource(address);
  let again;
  stream.onerror = () => {
    tell('lost');
    again = setTimeout(() => follow(address, delay, tell), delay);
  };
  return () => {
    clearTimeout(again);
    stream.close();
  };
}
module.exports = follow;

//# told that its object has ended
class Feed {
  constructor(open) {
    this.open = open;
  }
  connect() {
    this.socket = this.open();
    this.socket.on('end', () => {
      if (!this.ended) setTimeout(() => this.connect(), 5000);
    });
  }
  destroy() {
    this.ended = true;
    this.socket.end();
  }
}
module.exports = Feed;

//# an answer that clears it
function ask(channel, text, limit, cb) {
  const id = channel.next();
  const late = setTimeout(() => {
    cb(new Error('no answer'));
  }, limit);
  channel.once(id, (answer) => {
    clearTimeout(late);
    cb(null, answer);
  });
  channel.send(id, text);
}
module.exports = ask;

//# cleared by the entry that has it
class Line {
  constructor(port) {
    this.open = new Map();
    port.on('ack', (tag) => {
      const entry = this.open.get(tag);
      this.open.delete(tag);
      clearTimeout(entry.late);
      entry.resolve();
    });
    this.port = port;
  }
  say(text) {
    return new Promise((resolve, reject) => {
      const tag = this.port.send(text);
      const late = setTimeout(() => {
        this.open.delete(tag);
        reject(new Error('no ack'));
      }, 30000);
      this.open.set(tag, { resolve, reject, late });
    });
  }
}
module.exports = Line;

//# a timeout of timers/promises (esm)
import { setTimeout } from 'node:timers/promises';
export async function within(work, limit, done) {
  const late = new Promise((_, reject) => {
    setTimeout(limit, done).then(reject);
  });
  return Promise.race([work, late]);
}
