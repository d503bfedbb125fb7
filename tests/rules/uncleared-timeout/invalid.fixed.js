//# sets itself for ever
//= no fix

//# a race with a limit
//= Clear the timeout when the race is over
module.exports = function limited(work, ms) {
  let timer;
  return Promise.race([
    work,
    new Promise((_, reject) => { timer = setTimeout(() => reject(new Error('late')), ms); }),
//                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: 'ms' timeout outlives the race that it limits
  ]).finally(() => clearTimeout(timer));
};

//# a race with a named limit
//= Clear the timeout when the race is over
module.exports = async function limited(work) {
  let timer;
  const limit = new Promise((resolve, reject) => {
    timer = setTimeout(reject, 60000, new Error('late'));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: '60000' timeout outlives the race that it limits
  });
  return Promise.race([work(), limit]).finally(() => clearTimeout(timer));
};

//# a race with a helper
//= no fix

//# a promise around work and a limit
//= Clear the timeout when it settles
module.exports = function limited(work) {
  let timer;
  return new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error('late')), 60000);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: '60000' timeout is not cleared when the promise settles
    work.then(resolve, reject);
  }).finally(() => clearTimeout(timer));
};

//# a field that is overwritten
//= Clear this.idle before it is replaced
class Session {
  onMessage() {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.end(), 60000);
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: 'this.idle' may still hold a timeout that is not cleared
  }
  end() {
    clearTimeout(this.idle);
  }
}
module.exports = Session;

//# a field that the end forgets
//= Clear the timeout in destroy() (unsafe)
class Tooltip {
  show() {
    this.timer = setTimeout(() => this.render(), 500);
//               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: nothing clears the timeout in 'this.timer' when the object ends
  }
  render() {}
  destroy() {
    clearTimeout(this.timer);
    this.element = null;
  }
}
module.exports = Tooltip;

//# a module's variable that is overwritten
//= Clear pending before it is replaced
let pending;
exports.schedule = function schedule(fn) {
  clearTimeout(pending);
  pending = setTimeout(fn, 60000);
//          ^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: 'pending' may still hold a timeout that is not cleared
};
exports.stop = () => clearTimeout(pending);

//# a race in a class
//= Clear the timeout when the race is over
export class Gate {
  async pass(work: Promise<string>, ms: number): Promise<string> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    return Promise.race([work, new Promise<string>((_, reject) => { timer = setTimeout(() => reject(new Error('late')), ms); })]).finally(() => clearTimeout(timer));
//                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: 'ms' timeout outlives the race that it limits
  }
}

//# a race whose handle is kept and not cleared
//= no fix

//# the controller of a request
//= Clear the timeout when the work is done
export async function load(url, ms) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  try {
  //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: the timeout keeps 'controller' when the work is done
    const response = await fetch(url, { signal: controller.signal });
    return response.json();
  } finally {
    clearTimeout(timer);
  }
}

//# a timeout that asks whether the work is done
//= Let the process end in spite of it with unref() (unsafe: it still runs) (unsafe)
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
  }, 10000).unref();
};

//# the function that the end calls too
//= no fix

//# an error returns before it is cleared
//= Clear the timeout on this way out, too
exports.acquire = (pool, ms) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('late')), ms);
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: the timeout in 'timer' is not cleared on one way out
    pool.acquire((error, connection) => {
      if (error) { clearTimeout(timer); return reject(error); }
      clearTimeout(timer);
      resolve(connection);
    });
  });

//# an object that ends while it waits
//= Clear the timeout in disconnectedCallback()
class Field extends HTMLElement {
  onInput() {
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.save(), 5000);
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: disconnectedCallback() leaves the timeout in 'this.saving' pending
  }
  disconnectedCallback() {
    clearTimeout(this.saving);
    this.remove();
  }
  save() {}
}
module.exports = Field;

//# a prototype's heartbeat
//= Clear this.pong before it is replaced
function Client(socket) {
  this.socket = socket;
  socket.on('ping', this.heartbeat.bind(this));
  socket.on('close', () => clearTimeout(this.pong));
}
Client.prototype.heartbeat = function () {
  clearTimeout(this.pong);
  this.pong = setTimeout(() => this.socket.terminate(), 31000);
//            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-timeout: 'this.pong' may still hold a timeout that is not cleared
};
module.exports = Client;

//# connects again after the function that was returned
//= no fix

//# connects again after the end of its object
//= no fix

//# an answer beside it
//= no fix

//# cleared by its own callback alone
//= no fix

//# the other handler of the same then
//= Clear the timeout on this way out, too
function load(start, ms) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('late')), ms);
//               ^ uncleared-timeout: the timeout in 'late' is not cleared on one way out
    clearTimeout(late);
    start().then((value) => {
      clearTimeout(late);
      resolve(value);
    }, reject);
  });
}
module.exports = load;

//# kept in a field that nobody asks for
//= no fix

//# beside the functions of timers/promises
//= Clear the timeout when the race is over
import { setTimeout as pause } from 'node:timers/promises';
export async function within<T>(work: Promise<T>, limit: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), limit);
//  ^ uncleared-timeout: 'limit' timeout outlives the race that it limits
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
export async function later(): Promise<void> {
  await pause(10);
}

