//# dropped in a constructor
//= Clear the interval in destroy() (unsafe: somebody has to call it) (unsafe)
class Connection {
  constructor(socket) {
    this.socket = socket;
    this._interval = setInterval(() => this.socket.write('ping'), 30000);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: the handle of 'setInterval' is dropped, so the interval never ends
  }

  destroy() {
    clearInterval(this._interval);
  }
}
module.exports = Connection;

//# kept and never cleared
//= Clear the interval in destroy() (unsafe: somebody has to call it) (unsafe)
class Poller {
  start() {
    this.timer = setInterval(() => this.poll(), 1000);
//               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: nothing clears the interval in 'this.timer'
  }
  poll() {}

  destroy() {
    clearInterval(this.timer);
  }
}
module.exports = Poller;

//# in a connection handler
//= Clear the interval when 'socket' closes
const net = require('net');
net.createServer((socket) => {
  const timer = setInterval(() => socket.write('tick'), 1000);
  socket.once('close', () => clearInterval(timer));
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: the handle of 'setInterval' is dropped, so the interval never ends
}).listen(1);

//# a local handle that is only unreferenced by name
//= no fix

//# another field is cleared
//= Clear the interval in stop() (unsafe: somebody has to call it) (unsafe)
class Poller {
  start() {
    this.poller = setInterval(() => this.poll(), 1000);
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: nothing clears the interval in 'this.poller'
    this.beat = setInterval(() => this.poll(), 500);
  }
  stop() {
    clearInterval(this.poller);
    clearInterval(this.beat);
  }
  poll() {}
}
module.exports = Poller;

//# collected and never cleared
//= no fix

//# a heartbeat that is started again
//= Clear this.beat before it is replaced
class Session {
  onOpen() {
    clearInterval(this.beat);
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
//= Clear the interval in destroy() (unsafe: somebody has to call it) (unsafe)
function Monitor() {}
Monitor.prototype.watch = function () {
  var self = this;
  this._interval = setInterval(function () {
//^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: the handle of 'setInterval' is dropped, so the interval never ends
    self.check();
  }, 1000);
};

Monitor.prototype.destroy = function () {
  clearInterval(this._interval);
};
module.exports = Monitor;

//# through window
//= Clear the interval in destroy() (unsafe: somebody has to call it) (unsafe)
export class Clock {
  constructor(element) {
    this.element = element;
    this._interval = window.setInterval(() => this.tick(), 1000);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: the handle of 'setInterval' is dropped, so the interval never ends
  }
  tick() {}

  destroy() {
    clearInterval(this._interval);
  }
}

//# a poll that a limit gives up
//= no fix

//# an interval that each connection starts inside a function that starts
//= Clear the interval when 'ws' closes
function start(wss) {
  wss.on('connection', (ws) => {
    const timer = setInterval(() => ws.ping(), 30000);
    ws.once('close', () => clearInterval(timer));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: the handle of 'setInterval' is dropped
  });
}
module.exports = start;

//# a start that each opening calls
//= Clear this.timer before it is replaced
function Beat(socket) {
  this.socket = socket;
  socket.on('open', this.start.bind(this));
  socket.on('close', this.stop.bind(this));
}
Beat.prototype.start = function () {
  clearInterval(this.timer);
  this.timer = setInterval(() => this.socket.ping(), 1000);
//             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: 'this.timer' may still hold an interval
};
Beat.prototype.stop = function () {
  clearInterval(this.timer);
};
module.exports = Beat;

//# an interval that only its callback ends
//= no fix

//# one field for the intervals of all connections
//= Clear this.pinging before it is replaced
const { WebSocketServer } = require('ws');
class Bridge {
  constructor(port) {
    this.server = new WebSocketServer({ port });
    this.server.on('connection', (socket) => {
      clearInterval(this.pinging);
      this.pinging = setInterval(() => socket.ping(), 30000);
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: 'this.pinging' may still hold an interval that is not cleared
      socket.on('close', () => clearInterval(this.pinging));
    });
  }
}
module.exports = Bridge;

//# started at each play
//= Clear this._timer before it is replaced
class Player {
  play() {
    this.video.play();
    this._startTimer();
  }
  pause() {
    this._stopTimer();
  }
  _startTimer() {
    clearInterval(this._timer);
    this._timer = setInterval(() => this.update(), 100);
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: 'this._timer' may still hold an interval that is not cleared
  }
  _stopTimer() {
    clearInterval(this._timer);
  }
  update() {}
}
module.exports = Player;

//# a component that goes while its interval runs
//= Clear the interval in componentWillUnmount()
class Splash extends React.Component {
  componentDidMount() {
    this.timer = setInterval(() => {
//               ^ uncleared-interval: componentWillUnmount() does not clear the interval in 'this.timer'
      if (this.state.progress >= 1) clearInterval(this.timer);
      else this.setState({ progress: this.state.progress + 0.1 });
    }, 500);
  }

  componentWillUnmount() {
    clearInterval(this.timer);
  }
}
module.exports = Splash;

//# collected in a set that nobody looks at
//= no fix

//# an option that is read before it is asked for
//= Clear the interval in destroy() (unsafe: somebody has to call it) (unsafe)
function Store(options) {
  this.every = options.every || 600000;
  if (this.every !== -1) {
    this._interval = setInterval((self) => self.reap(), this.every, this);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: the handle of 'setInterval' is dropped, so the interval never ends
  }
}
Store.prototype.reap = function () {};

Store.prototype.destroy = function () {
  clearInterval(this._interval);
};
module.exports = Store;

//# started when a connection opens again
//= Clear this.beat before it is replaced
class Live {
  connect() {
    this.socket = new WebSocket(this.url);
    this.socket.onopen = () => {
      clearInterval(this.beat);
      this.beat = setInterval(() => this.socket.send('ping'), 30000);
//                ^ uncleared-interval: 'this.beat' may still hold an interval that is not cleared
    };
    this.socket.onclose = () => setTimeout(() => this.connect(), 1000);
  }
  close() {
    clearInterval(this.beat);
    this.socket.close();
  }
}
module.exports = Live;

//# a rejection that is handed on
//= no fix

//# cleared by another event of the connection
//= no fix

//# started again for the same key
//= Clear watched[name].timer before it is replaced
const watched = {};
module.exports = { startWatching, stopWatching };
function startWatching(name) {
  clearInterval(watched[name].timer);
  watched[name].timer = setInterval(() => measure(name), 60000);
//                      ^ uncleared-interval: may still hold an interval that is not cleared
}
function stopWatching(name) {
  clearInterval(watched[name].timer);
}
function measure(name) {
  watched[name].last = process.memoryUsage();
}

//# a question that fails and is asked for ever
//= Clear the interval on this way out too
class Jobs {
  wait(id) {
    return new Promise((resolve, reject) => {
      this.asking = setInterval(async () => {
//                  ^ uncleared-interval: the interval in 'this.asking' is not cleared on one way out
        try {
          if ((await this.api.status(id)) === 'done') {
            clearInterval(this.asking);
            resolve();
          }
        } catch (error) {
          clearInterval(this.asking);
          reject(error);
        }
      }, 1000);
    });
  }
}
module.exports = Jobs;

//# only its own callback ends it, long after the request
//= no fix

//# an interval of AngularJS
//= no fix

//# cleared when a connection fails, and not when it just ends
//= no fix

