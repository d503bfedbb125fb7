//# no limit for the process
//= Let the warning show again (unsafe: it may be printed) (unsafe)
//<^ masked-warning: the leak warning of 'process' is switched off

//# an infinite limit
//= Let the warning show again (unsafe: it may be printed) (unsafe)
//<^ masked-warning: the leak warning of 'process' is switched off

//# of a module's emitter
//= Let the warning show again (unsafe: it may be printed) (unsafe)
const { EventEmitter } = require('events');
const bus = new EventEmitter();
//<^ masked-warning: the leak warning of 'bus' is switched off
module.exports = bus;

//# of a field
//= Let the warning show again (unsafe: it may be printed) (unsafe)
class Server {
  constructor(bus) {
    this.bus = bus;
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ masked-warning: the leak warning of 'this.bus' is switched off
  }
}
module.exports = Server;

//# of all emitters
//= Let the warning show again (unsafe: it may be printed) (unsafe)
const events = require('events');
//<^ masked-warning: the leak warning of 'events.EventEmitter.defaultMaxL…' is switched off

//# of all emitters, imported
//= Let the warning show again (unsafe: it may be printed) (unsafe)
import { EventEmitter } from 'node:events';
//<^ masked-warning: the leak warning of 'EventEmitter.defaultMaxListeners' is switched off

//# a limit that nobody reaches
//= Let the warning show again (unsafe: it may be printed) (unsafe)
//<^ masked-warning: the leak warning of 'require('events').EventEmitter.…' is switched off

//# of a parameter
//= Let the warning show again (unsafe: it may be printed) (unsafe)
module.exports = function relax(emitter) {
//^^^^^^^^^^^^^^^^^^^^^^^^^^ masked-warning: the leak warning of 'emitter' is switched off
};

