//# no limit for the process
//= Switch the leak warning on again (unsafe: it mends no leak) (unsafe)
//<^ masked-warning: the leak warning of 'process' is switched off

//# an infinite limit
//= Switch the leak warning on again (unsafe: it mends no leak) (unsafe)
//<^ masked-warning: the leak warning of 'process' is switched off

//# of a module's emitter
//= Switch the leak warning on again (unsafe: it mends no leak) (unsafe)
const { EventEmitter } = require('events');
const bus = new EventEmitter();
//<^ masked-warning: the leak warning of 'bus' is switched off
module.exports = bus;

//# of a field
//= Switch the leak warning on again (unsafe: it mends no leak) (unsafe)
class Server {
  constructor(bus) {
    this.bus = bus;
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ masked-warning: the leak warning of 'this.bus' is switched off
  }
}
module.exports = Server;

//# of all emitters
//= Switch the leak warning on again (unsafe: it mends no leak) (unsafe)
const events = require('events');
//<^ masked-warning: the leak warning of 'events.EventEmitter.defaultMaxL…' is switched off

//# of all emitters, imported
//= Switch the leak warning on again (unsafe: it mends no leak) (unsafe)
import { EventEmitter } from 'node:events';
//<^ masked-warning: the leak warning of 'EventEmitter.defaultMaxListeners' is switched off

//# a limit that nobody reaches
//= Switch the leak warning on again (unsafe: it mends no leak) (unsafe)
//<^ masked-warning: the leak warning of 'require('events').EventEmitter.…' is switched off

//# of a parameter
//= Switch the leak warning on again (unsafe: it mends no leak) (unsafe)
module.exports = function relax(emitter) {
//^^^^^^^^^^^^^^^^^^^^^^^^^^ masked-warning: the leak warning of 'emitter' is switched off
};

