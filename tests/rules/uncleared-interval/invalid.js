//# dropped in a constructor
class Connection {
  constructor(socket) {
    this.socket = socket;
    setInterval(() => this.socket.write('ping'), 30000);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: the handle of 'setInterval' is dropped, so the interval never ends
  }
}
module.exports = Connection;

//# kept and never cleared
class Poller {
  start() {
    this.timer = setInterval(() => this.poll(), 1000);
//               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: nothing clears the interval in 'this.timer'
  }
  poll() {}
}
module.exports = Poller;

//# in a connection handler
const net = require('net');
net.createServer((socket) => {
  setInterval(() => socket.write('tick'), 1000);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: the handle of 'setInterval' is dropped, so the interval never ends
}).listen(1);

//# a local handle that is only unreferenced by name
module.exports = function watch(file, report) {
  const timer = setInterval(() => report(file), 1000);
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: nothing clears the interval in 'timer'
  report('started');
};

//# another field is cleared
class Poller {
  start() {
    this.poller = setInterval(() => this.poll(), 1000);
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: nothing clears the interval in 'this.poller'
    this.beat = setInterval(() => this.poll(), 500);
  }
  stop() {
    clearInterval(this.beat);
  }
  poll() {}
}
module.exports = Poller;

//# collected and never cleared
class Poller {
  constructor() {
    this.timers = [];
  }
  add(fn) {
    this.timers.push(setInterval(fn, 1000));
//                   ^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: nothing clears the interval of 'fn'
  }
}
module.exports = Poller;

//# a heartbeat that is started again
class Session {
  onOpen() {
    this.beat = setInterval(() => this.ping(), 1000);
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: 'this.beat' may still hold an interval that is not cleared
  }
  onClose() {
    clearInterval(this.beat);
  }
  ping() {}
}
module.exports = Session;

//# prototype method
function Monitor() {}
Monitor.prototype.watch = function () {
  var self = this;
  setInterval(function () {
//^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: the handle of 'setInterval' is dropped, so the interval never ends
    self.check();
  }, 1000);
};
module.exports = Monitor;

//# through window (esm)
export class Clock {
  constructor(element) {
    this.element = element;
    window.setInterval(() => this.tick(), 1000);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: the handle of 'setInterval' is dropped, so the interval never ends
  }
  tick() {}
}
