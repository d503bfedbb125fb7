//# a hook without destroy
//= Delete it in destroy()
const { createHook } = require('async_hooks');
const types = new Map();
createHook({
  init(id, type) {
    types.set(id, type);
//  ^^^^^^^^^^^^^^^^^^^ async-context: 'types' keeps each resource: the hook has no destroy
  },
  destroy(id) {
    types.delete(id);
  },
}).enable();

//# a hook in a class
//= Delete it in destroy()
const hooks = require('async_hooks');
class Tracker {
  constructor() {
    this.resources = new Map();
    this.hook = hooks.createHook({
      init: (id, type, trigger, resource) => {
        this.resources.set(id, resource);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ async-context: 'this.resources' keeps each resource: the hook has no destroy
      },
      destroy(id) {
        this.resources.delete(id);
      },
    });
  }
}
module.exports = Tracker;

//# an interval inside a context
//= Make it by storage.exit() (unsafe: its callback loses the store) (unsafe)
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
module.exports = (req, poll) => {
  storage.run({ req }, () => {
    storage.exit(() => setInterval(poll, 1000));
//  ^^^^^^^^^^^^^^^^^^^^^^^ async-context: this interval keeps the store of 'storage' as long as it runs
  });
};

//# a kept interval inside a context
//= Make it by storage.exit() (unsafe: its callback loses the store) (unsafe)
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
let timer;
module.exports = (req, poll) => {
  storage.run({ req }, () => {
    timer = storage.exit(() => setInterval(poll, 1000));
//          ^^^^^^^^^^^^^^^^^^^^^^^ async-context: this interval keeps the store of 'storage' as long as it runs
  });
};

//# imported storage
//= Make it by context.exit() (unsafe: its callback loses the store) (unsafe)
import { AsyncLocalStorage } from 'node:async_hooks';
const context = new AsyncLocalStorage();
export function handle(request, poll) {
  return context.run({ request }, () => {
    context.exit(() => setInterval(() => poll(), 1000));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ async-context: this interval keeps the store of 'context' as long as it runs
  });
}

//# a storage in a field
//= Make it by this.storage.exit() (unsafe: its callback loses the store) (unsafe)
const { AsyncLocalStorage } = require('async_hooks');
class Server {
  constructor() {
    this.storage = new AsyncLocalStorage();
  }
  handle(req, poll) {
    this.storage.run({ req }, () => {
      this.storage.exit(() => setInterval(poll, 1000));
//    ^^^^^^^^^^^^^^^^^^^^^^^ async-context: this interval keeps the store of 'this.storage' as long as it runs
    });
  }
}
module.exports = Server;

//# a timer deep inside
//= Make it by context.exit() (unsafe: its callback loses the store) (unsafe)
const { AsyncLocalStorage } = require('async_hooks');
const context = new AsyncLocalStorage();
const queue = [];
let timer;
module.exports = function (req, res, next) {
  context.run({ req }, () => {
    log(req.url);
    next();
  });
};
function log(line) {
  queue.push(line);
  timer ??= context.exit(() => setInterval(flush, 5000));
//          ^ async-context: this interval keeps the store of 'context' as long as it runs
}
function flush() {
  queue.splice(0);
}

//# a bound listener on a module's emitter
//= no fix

//# an object by the numbers of resources
//= no fix

