//# a hook without destroy
const { createHook } = require('async_hooks');
const types = new Map();
createHook({
  init(id, type) {
    types.set(id, type);
//  ^^^^^^^^^^^^^^^^^^^ async-context: 'types' keeps each resource: the hook has no destroy
  },
}).enable();

//# a hook in a class
const hooks = require('async_hooks');
class Tracker {
  constructor() {
    this.resources = new Map();
    this.hook = hooks.createHook({
      init: (id, type, trigger, resource) => {
        this.resources.set(id, resource);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ async-context: 'this.resources' keeps each resource: the hook has no destroy
      },
    });
  }
}
module.exports = Tracker;

//# an interval inside a context
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
module.exports = (req, poll) => {
  storage.run({ req }, () => {
    setInterval(poll, 1000);
//  ^^^^^^^^^^^^^^^^^^^^^^^ async-context: this interval keeps the store of 'storage' as long as it runs
  });
};

//# a kept interval inside a context
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
let timer;
module.exports = (req, poll) => {
  storage.run({ req }, () => {
    timer = setInterval(poll, 1000);
//          ^^^^^^^^^^^^^^^^^^^^^^^ async-context: this interval keeps the store of 'storage' as long as it runs
  });
};

//# imported storage (esm)
import { AsyncLocalStorage } from 'node:async_hooks';
const context = new AsyncLocalStorage();
export function handle(request, poll) {
  return context.run({ request }, () => {
    setInterval(() => poll(), 1000);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ async-context: this interval keeps the store of 'context' as long as it runs
  });
}

//# a storage in a field
const { AsyncLocalStorage } = require('async_hooks');
class Server {
  constructor() {
    this.storage = new AsyncLocalStorage();
  }
  handle(req, poll) {
    this.storage.run({ req }, () => {
      setInterval(poll, 1000);
//    ^^^^^^^^^^^^^^^^^^^^^^^ async-context: this interval keeps the store of 'this.storage' as long as it runs
    });
  }
}
module.exports = Server;

//# a timer deep inside
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
  timer ??= setInterval(flush, 5000);
//          ^ async-context: this interval keeps the store of 'context' as long as it runs
}
function flush() {
  queue.splice(0);
}

//# a bound listener on a module's emitter
const { AsyncLocalStorage, AsyncResource } = require('async_hooks');
const { EventEmitter } = require('events');
const bus = new EventEmitter();
const als = new AsyncLocalStorage();
module.exports = (req) => {
  als.run(req, () => {
    bus.on('tick', AsyncResource.bind(() => console.log(als.getStore())));
//  ^ async-context: the bound 'tick' listener keeps the store of 'als'
  });
};

//# an object by the numbers of resources
const hooks = require('async_hooks');
const contexts = {};
hooks
  .createHook({
    init(id, type, trigger) {
      contexts[id] = contexts[trigger];
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ async-context: 'contexts' keeps each resource: the hook has no destroy
    },
  })
  .enable();
exports.set = (value) => {
  contexts[hooks.executionAsyncId()] = value;
};
