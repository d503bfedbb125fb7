//# code that runs once
setInterval(() => console.log('tick'), 1000);

//# cleared in stop
class Poller {
  start() {
    this.timer = setInterval(() => this.poll(), 1000);
  }
  stop() {
    clearInterval(this.timer);
  }
  poll() {}
}
module.exports = Poller;

//# returned to the caller
module.exports = function every(fn) {
  return setInterval(fn, 1000);
};

//# a local that is returned
module.exports = function every(fn) {
  const timer = setInterval(fn, 1000);
  return () => clearInterval(timer);
};

//# cleared by its own callback
module.exports = function until(done) {
  const timer = setInterval(() => {
    if (done()) clearInterval(timer);
  }, 10);
};

//# unreferenced
class Cache {
  constructor() {
    setInterval(() => this.prune(), 1000).unref();
  }
  prune() {}
}
module.exports = Cache;

//# kept and unreferenced
class Cache {
  constructor() {
    this.timer = setInterval(() => this.prune(), 1000);
    this.timer.unref();
  }
  prune() {}
}
module.exports = Cache;

//# handed to a store
class Poller {
  constructor(store) {
    store.add(setInterval(() => this.poll(), 1000));
    store.onEnd((timer) => clearInterval(timer));
  }
  poll() {}
}
module.exports = Poller;

//# only when there is none
class Poller {
  start() {
    if (!this.timer) {
      this.timer = setInterval(() => this.poll(), 1000);
    }
  }
  poll() {}
}
module.exports = Poller;

//# cleared before it is set
class Session {
  onOpen() {
    clearInterval(this.beat);
    this.beat = setInterval(() => this.ping(), 1000);
  }
  ping() {}
}
module.exports = Session;

//# another function of this name
function setInterval(fn) {
  fn();
}
module.exports = function (fn) {
  setInterval(fn);
};

//# a main function
function main() {
  setInterval(() => console.log('tick'), 1000);
}
main();

//# the promise form (esm)
import { setInterval } from 'node:timers/promises';
export async function watch(fn) {
  for await (const _ of setInterval(1000)) fn();
}

//# a poll that both ways out clear
module.exports = (check, ms) =>
  new Promise((resolve, reject) => {
    const poll = setInterval(() => {
      if (!check()) return;
      clearInterval(poll);
      resolve();
    }, 50);
    setTimeout(() => {
      clearInterval(poll);
      reject(new Error('late'));
    }, ms).unref();
  });

//# kept by a method of any name, cleared at the end
class Job {
  track(progress) {
    this.timer = setInterval(() => progress(this.done), 500);
  }
  cancel() {
    clearInterval(this.timer);
  }
}
module.exports = Job;

//# one interval at a time
class Player {
  play() {
    this._startTimer();
  }
  pause() {
    clearInterval(this._timer);
    this._timer = undefined;
  }
  _startTimer() {
    this._timer ??= setInterval(() => this.update(), 100);
  }
  update() {}
}
module.exports = Player;

//# a component whose end stops it
class Clock extends React.Component {
  componentDidMount() {
    this.timer = setInterval(() => this.setState({ now: Date.now() }), 500);
  }
  componentWillUnmount() {
    this.stop();
  }
  stop() {
    clearInterval(this.timer);
  }
}
module.exports = Clock;

//# collected in a set that the end runs over
class Clocks {
  constructor() {
    this.timers = new Set();
  }
  add(element) {
    this.timers.add(setInterval(() => element.tick(), 1000));
  }
  close() {
    for (const timer of this.timers) clearInterval(timer);
  }
}
module.exports = Clocks;

//# cleared when the connection closes
class Live {
  connect() {
    this.socket = new WebSocket(this.url);
    this.socket.onopen = () => {
      this.beat = setInterval(() => this.socket.send('ping'), 30000);
    };
    this.socket.onclose = () => {
      clearInterval(this.beat);
      setTimeout(() => this.connect(), 1000);
    };
  }
  close() {
    clearInterval(this.beat);
    this.socket.close();
  }
}
module.exports = Live;

//# cleared when the connection closes
const server = require('ws').createServer();
server.on('connection', (peer) => {
  const clock = setInterval(() => peer.send(String(Date.now())), 1000);
  peer.on('message', (text) => {
    if (text === 'enough') clearInterval(clock);
  });
  peer.on('close', () => clearInterval(clock));
});

//# asks itself whether the connection is open
const server = require('ws').createServer();
server.on('connection', (peer) => {
  const clock = setInterval(() => {
    if (peer.readyState !== 1) clearInterval(clock);
    else peer.send(String(Date.now()));
  }, 1000);
  peer.on('message', (text) => {
    if (text === 'enough') clearInterval(clock);
  });
});

//# cleared before it is started again for the same key
const watched = {};
module.exports = { startWatching, stopWatching };
function startWatching(name) {
  clearInterval(watched[name].timer);
  watched[name].timer = setInterval(() => measure(name), 60000);
}
function stopWatching(name) {
  clearInterval(watched[name].timer);
}
function measure(name) {
  watched[name].last = process.memoryUsage();
}

//# a question that ends on all ways
exports.wait = (api, id) => new Promise((resolve, reject) => {
  const asking = setInterval(async () => {
    try {
      resolve(await api.status(id));
    } catch (error) {
      reject(error);
    } finally {
      clearInterval(asking);
    }
  }, 1000);
});

//# ends with the request as well
module.exports = function stream(req, res) {
  let sent = 0;
  const beat = setInterval(() => {
    res.write(String(sent++));
    if (sent > 500) {
      clearInterval(beat);
      res.end();
    }
  }, 10000);
  req.on('close', () => clearInterval(beat));
};

//# an interval of AngularJS that ends with its scope
angular.module('app').controller('Board', function ($scope, $interval, api) {
  const again = $interval(refresh, 5000);
  $scope.$on('$destroy', () => $interval.cancel(again));
  function refresh() {
    api.board().then((board) => { $scope.board = board; });
  }
});

//# an interval of AngularJS for a service, of which there is one
angular.module('app').factory('clock', function ($interval) {
  const clock = { now: Date.now() };
  $interval(() => { clock.now = Date.now(); }, 1000);
  return clock;
});

//# cleared when a connection ends
const { WebSocketServer } = require('ws');
exports.serve = (server, prices) => {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    const ticking = setInterval(() => {
      if (socket.readyState === 1) socket.send(prices.last());
    }, 1000);
    socket.on('close', () => clearInterval(ticking));
  });
};

//# the interval looks whether its connection is there
const { WebSocketServer } = require('ws');
exports.serve = (server, prices) => {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    const ticking = setInterval(() => {
      if (socket.readyState !== 1) return clearInterval(ticking);
      socket.send(prices.last());
    }, 1000);
    socket.on('error', () => clearInterval(ticking));
  });
};

//# started anew after a stop
class Clock {
  constructor(tell) {
    this.tell = tell;
    this.every = 1000;
  }
  start() {
    this.timer = setInterval(() => this.tell(), this.every);
  }
  change(every) {
    this.every = every;
    this.stop();
    this.start();
  }
  stop() {
    clearInterval(this.timer);
  }
}
module.exports = Clock;

//# a method of its own stops it first (esm)
export class Slides {
  constructor(root) {
    root.addEventListener('mouseenter', () => this.pause());
    root.addEventListener('mouseleave', () => this.play());
  }
  play() {
    this.pause();
    this.timer = setInterval(() => this.next(), 4000);
  }
  pause() {
    clearInterval(this.timer);
  }
  next() {}
}
