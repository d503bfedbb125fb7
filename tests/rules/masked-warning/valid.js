//# a limit that says how many
process.setMaxListeners(20);

//# a limit that is counted
module.exports = function grow(bus, count) {
  bus.setMaxListeners(bus.getMaxListeners() + count);
};

//# an emitter that was made here
const { EventEmitter } = require('events');
module.exports = function () {
  const own = new EventEmitter();
  own.setMaxListeners(0);
  return own;
};

//# a default that is moderate
const events = require('events');
events.EventEmitter.defaultMaxListeners = 25;

//# another method
module.exports = function (pool) {
  pool.setMaxConnections(0);
};

//# only asked
module.exports = (bus) => bus.getMaxListeners();

//# a limit from the settings
module.exports = function (bus, settings) {
  bus.setMaxListeners(settings.listeners);
};

//# no argument
module.exports = function (bus) {
  bus.setMaxListeners();
};

//# another property
class Box {
  constructor() {
    this.maxListeners = 0;
  }
}
module.exports = Box;

//# a socket that was made here
const net = require('net');
module.exports = function (port) {
  const socket = net.connect(port);
  socket.setMaxListeners(0);
  return socket;
};

//# a default that is read
const events = require('events');
module.exports = () => events.EventEmitter.defaultMaxListeners;

//# its own limit inside an emitter class
const { EventEmitter } = require('events');
class Hub extends EventEmitter {
  constructor(limit) {
    super();
    this._maxListeners = limit;
  }
}
module.exports = Hub;

//# of the object itself
const { EventEmitter } = require('events');
class Hub extends EventEmitter {
  constructor() {
    super();
    this.setMaxListeners(0);
  }
}
module.exports = Hub;
