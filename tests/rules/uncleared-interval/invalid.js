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

//# a poll that a limit gives up
module.exports = (check, ms) =>
  new Promise((resolve, reject) => {
    const poll = setInterval(() => {
//               ^ uncleared-interval: the interval in 'poll' is not cleared on one way out
      if (!check()) return;
      clearInterval(poll);
      resolve();
    }, 50);
    setTimeout(() => reject(new Error('late')), ms).unref();
  });

//# an interval that each connection starts inside a function that starts
function start(wss) {
  wss.on('connection', (ws) => {
    setInterval(() => ws.ping(), 30000);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: the handle of 'setInterval' is dropped
  });
}
module.exports = start;

//# a start that each opening calls
function Beat(socket) {
  this.socket = socket;
  socket.on('open', this.start.bind(this));
  socket.on('close', this.stop.bind(this));
}
Beat.prototype.start = function () {
  this.timer = setInterval(() => this.socket.ping(), 1000);
//             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: 'this.timer' may still hold an interval
};
Beat.prototype.stop = function () {
  clearInterval(this.timer);
};
module.exports = Beat;

//# an interval that only its callback ends
class Job {
  track(worker) {
    const timer = setInterval(() => {
//                ^ uncleared-interval: only its own callback clears the interval in 'timer'
      if (worker.done) clearInterval(timer);
    }, 500);
  }
  cancel() {
    this.cancelled = true;
  }
}
module.exports = Job;

//# one field for the intervals of all connections
const { WebSocketServer } = require('ws');
class Bridge {
  constructor(port) {
    this.server = new WebSocketServer({ port });
    this.server.on('connection', (socket) => {
      this.pinging = setInterval(() => socket.ping(), 30000);
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: 'this.pinging' may still hold an interval that is not cleared
      socket.on('close', () => clearInterval(this.pinging));
    });
  }
}
module.exports = Bridge;

//# started at each play
class Player {
  play() {
    this.video.play();
    this._startTimer();
  }
  pause() {
    this._stopTimer();
  }
  _startTimer() {
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
class Splash extends React.Component {
  componentDidMount() {
    this.timer = setInterval(() => {
//               ^ uncleared-interval: componentWillUnmount() does not clear the interval in 'this.timer'
      if (this.state.progress >= 1) clearInterval(this.timer);
      else this.setState({ progress: this.state.progress + 0.1 });
    }, 500);
  }
}
module.exports = Splash;

//# collected in a set that nobody looks at
class Clocks {
  constructor() {
    this.timers = new Set();
  }
  add(element) {
    this.timers.add(setInterval(() => element.tick(), 1000));
//                  ^ uncleared-interval: nothing clears the interval of 'setInterval'
  }
  close() {
    clearInterval(this.main);
  }
}
module.exports = Clocks;

//# an option that is read before it is asked for
function Store(options) {
  this.every = options.every || 600000;
  if (this.every !== -1) {
    setInterval((self) => self.reap(), this.every, this);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ uncleared-interval: the handle of 'setInterval' is dropped, so the interval never ends
  }
}
Store.prototype.reap = function () {};
module.exports = Store;

//# started when a connection opens again
class Live {
  connect() {
    this.socket = new WebSocket(this.url);
    this.socket.onopen = () => {
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
exports.wait = function (api, id) {
  return new Promise((resolve, reject) => {
    const poll = setInterval(() => {
//               ^ uncleared-interval: the interval in 'poll' is not cleared on one way out
      api
        .status(id)
        .then((status) => {
          if (!status.done) return;
          clearInterval(poll);
          resolve(status);
        })
        .catch(reject);
    }, 1000);
  });
};

//# cleared by another event of the connection
const server = require('ws').createServer();
server.on('connection', (peer) => {
  const clock = setInterval(() => peer.send(String(Date.now())), 1000);
//              ^ uncleared-interval: the interval in 'clock' goes on when 'peer' closes
  peer.on('message', (text) => {
    if (text === 'enough') clearInterval(clock);
  });
});

//# started again for the same key
const watched = {};
module.exports = { startWatching, stopWatching };
function startWatching(name) {
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
          reject(error);
        }
      }, 1000);
    });
  }
}
module.exports = Jobs;

//# only its own callback ends it, long after the request
module.exports = function stream(req, res) {
  let sent = 0;
  const beat = setInterval(() => {
//             ^ uncleared-interval: the interval in 'beat' goes on when 'res' closes
    res.write(String(sent++));
    if (sent > 500) {
      clearInterval(beat);
      res.end();
    }
  }, 10000);
};

//# an interval of AngularJS
angular.module('app').controller('Board', function ($scope, $interval, api) {
  $interval(refresh, 5000);
//^ uncleared-interval: '$interval' calls 'refresh' after its scope has ended
  function refresh() {
    api.board().then((board) => { $scope.board = board; });
  }
});

//# cleared when a connection fails, and not when it just ends
const { WebSocketServer } = require('ws');
exports.serve = (server, prices) => {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    const ticking = setInterval(() => {
//                  ^ uncleared-interval: goes on when 'socket' closes
      if (socket.readyState === 1) socket.send(prices.last());
    }, 1000);
    socket.on('error', () => clearInterval(ticking));
  });
};
