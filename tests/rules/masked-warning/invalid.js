//# no limit for the process
process.setMaxListeners(0);
//<^ masked-warning: the leak warning of 'process' is switched off

//# an infinite limit
process.setMaxListeners(Infinity);
//<^ masked-warning: the leak warning of 'process' is switched off

//# of a module's emitter
const { EventEmitter } = require('events');
const bus = new EventEmitter();
bus.setMaxListeners(0);
//<^ masked-warning: the leak warning of 'bus' is switched off
module.exports = bus;

//# of a field
class Server {
  constructor(bus) {
    this.bus = bus;
    this.bus.setMaxListeners(0);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ masked-warning: the leak warning of 'this.bus' is switched off
  }
}
module.exports = Server;

//# of all emitters
const events = require('events');
events.EventEmitter.defaultMaxListeners = Infinity;
//<^ masked-warning: the leak warning of 'events.EventEmitter.defaultMaxL…' is switched off

//# of all emitters, imported (esm)
import { EventEmitter } from 'node:events';
EventEmitter.defaultMaxListeners = 0;
//<^ masked-warning: the leak warning of 'EventEmitter.defaultMaxListeners' is switched off

//# a limit that nobody reaches
require('events').EventEmitter.defaultMaxListeners = 100000;
//<^ masked-warning: the leak warning of 'require('events').EventEmitter.…' is switched off

//# of a parameter
module.exports = function relax(emitter) {
  emitter.setMaxListeners(0);
//^^^^^^^^^^^^^^^^^^^^^^^^^^ masked-warning: the leak warning of 'emitter' is switched off
};
