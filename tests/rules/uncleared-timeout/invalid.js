//# sets itself for ever
class Connection {
  beat() {
    this.socket.send('beat');
    setTimeout(() => this.beat(), 1000);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: 'beat' sets a timeout for itself for ever, and nothing can clear it
  }
  close() {
    this.socket.close();
  }
}
module.exports = Connection;

//# a race with a limit
module.exports = function limited(work, ms) {
  return Promise.race([
    work,
    new Promise((_, reject) => setTimeout(() => reject(new Error('late')), ms)),
//                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: 'ms' timeout outlives the race that it limits
  ]);
};

//# a race with a named limit
module.exports = async function limited(work) {
  const limit = new Promise((resolve, reject) => {
    setTimeout(reject, 60000, new Error('late'));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: '60000' timeout outlives the race that it limits
  });
  return Promise.race([work(), limit]);
};

//# a race with a helper
function timeout(ms) {
  return new Promise((_, reject) => setTimeout(() => reject(new Error('late')), ms));
//                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: 'ms' timeout outlives the race that it limits
}
exports.limited = (work) => Promise.race([work, timeout(60000)]);

//# a promise around work and a limit
module.exports = function limited(work) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('late')), 60000);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: '60000' timeout is not cleared when the promise settles
    work.then(resolve, reject);
  });
};

//# a field that is overwritten
class Session {
  onMessage() {
    this.idle = setTimeout(() => this.end(), 60000);
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: 'this.idle' may still hold a timeout that is not cleared
  }
  end() {
    clearTimeout(this.idle);
  }
}
module.exports = Session;

//# a field that the end forgets
class Tooltip {
  show() {
    this.timer = setTimeout(() => this.render(), 500);
//               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: nothing clears the timeout in 'this.timer' when the object ends
  }
  render() {}
  destroy() {
    this.element = null;
  }
}
module.exports = Tooltip;

//# a module's variable that is overwritten
let pending;
exports.schedule = function schedule(fn) {
  pending = setTimeout(fn, 60000);
//          ^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: 'pending' may still hold a timeout that is not cleared
};
exports.stop = () => clearTimeout(pending);

//# a race in a class (ts)
export class Gate {
  async pass(work: Promise<string>, ms: number): Promise<string> {
    return Promise.race([work, new Promise<string>((_, reject) => setTimeout(() => reject(new Error('late')), ms))]);
//                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: 'ms' timeout outlives the race that it limits
  }
}

//# a race whose handle is kept and not cleared
module.exports = async function limited(work) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), 60000);
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: '60000' timeout outlives the race that it limits
  });
  return Promise.race([work(), limit]);
};

//# the controller of a request
export async function load(url, ms) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: the timeout keeps 'controller' when the work is done
  const response = await fetch(url, { signal: controller.signal });
  return response.json();
}

//# a timeout that asks whether the work is done
const net = require('net');
exports.connect = function (port, callback) {
  let connected = false;
  const socket = net.connect(port, () => {
    connected = true;
    callback(null, socket);
  });
  setTimeout(() => {
//^ uncleared-timeout: the timeout goes on when 'connected' says that the work is done
    if (!connected) callback(new Error('late'));
  }, 10000);
};

//# the function that the end calls too
exports.stop = function (server, done) {
  let ended = false;
  const finish = () => {
    if (ended) return;
    ended = true;
    done();
  };
  server.close(finish);
  setTimeout(finish, 3000);
//^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: the timeout goes on when 'close' has called 'finish'
};

//# an error returns before it is cleared
exports.acquire = (pool, ms) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('late')), ms);
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: the timeout in 'timer' is not cleared on one way out
    pool.acquire((error, connection) => {
      if (error) return reject(error);
      clearTimeout(timer);
      resolve(connection);
    });
  });

//# an object that ends while it waits
class Field extends HTMLElement {
  onInput() {
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.save(), 5000);
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: disconnectedCallback() leaves the timeout in 'this.saving' pending
  }
  disconnectedCallback() {
    this.remove();
  }
  save() {}
}
module.exports = Field;

//# a prototype's heartbeat
function Client(socket) {
  this.socket = socket;
  socket.on('ping', this.heartbeat.bind(this));
  socket.on('close', () => clearTimeout(this.pong));
}
Client.prototype.heartbeat = function () {
  this.pong = setTimeout(() => this.socket.terminate(), 31000);
//            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: 'this.pong' may still hold a timeout that is not cleared
};
module.exports = Client;

//# connects again after the function that was returned
function follow(address, delay, tell) {
  const stream = new EventSource(address);
  stream.onerror = () => {
    tell('lost');
    setTimeout(() => follow(address, delay, tell), delay);
//  ^ uncleared-timeout: what 'follow' returns leaves the timeout pending that connects again
  };
  return () => stream.close();
}
module.exports = follow;

//# connects again after the end of its object
class Feed {
  constructor(open) {
    this.open = open;
  }
  connect() {
    this.socket = this.open();
    this.socket.on('end', () => {
      setTimeout(() => this.connect(), 5000);
//    ^ uncleared-timeout: 'destroy()' leaves the timeout pending that connects again
    });
  }
  destroy() {
    this.socket.end();
  }
}
module.exports = Feed;

//# an answer beside it
function ask(channel, text, limit, cb) {
  const id = channel.next();
  setTimeout(() => {
//^ uncleared-timeout: the timeout goes on when 'cb' has got its answer
    cb(new Error('no answer'));
  }, limit);
  channel.once(id, (answer) => cb(null, answer));
  channel.send(id, text);
}
module.exports = ask;

//# cleared by its own callback alone (ts)
export async function within<T>(task: Promise<T>, ms: number): Promise<T> {
  const limit = new Promise<never>((_, reject) => {
    const late = setTimeout(() => {
//               ^ uncleared-timeout: 'ms' timeout outlives the race that it limits
      clearTimeout(late);
      reject(new Error('late'));
    }, ms);
  });
  return Promise.race([task, limit]);
}

//# the other handler of the same then
function load(start, ms) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('late')), ms);
//               ^ uncleared-timeout: the timeout in 'late' is not cleared on one way out
    start().then((value) => {
      clearTimeout(late);
      resolve(value);
    }, reject);
  });
}
module.exports = load;

//# kept in a field that nobody asks for
class Exchange {
  constructor(line, text) {
    this.state = 'open';
    this.late = setTimeout(() => this.onLate(), 32000);
//              ^ uncleared-timeout: the timeout goes on when 'this.state' says that the work is done
    line.send(text);
  }
  take() {
    this.state = 'done';
  }
  onLate() {
    if (this.state === 'open') this.fail(new Error('late'));
  }
  fail() {}
}
module.exports = Exchange;

//# beside the functions of timers/promises (ts)
import { setTimeout as pause } from 'node:timers/promises';
export async function within<T>(work: Promise<T>, limit: number): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('late')), limit);
//  ^ uncleared-timeout: 'limit' timeout outlives the race that it limits
  });
  return Promise.race([work, late]);
}
export async function later(): Promise<void> {
  await pause(10);
}
