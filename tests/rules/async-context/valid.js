//# a hook with destroy
const { createHook } = require('async_hooks');
const types = new Map();
createHook({
  init(id, type) {
    types.set(id, type);
  },
  destroy(id) {
    types.delete(id);
  },
}).enable();

//# entries deleted elsewhere
const { createHook } = require('async_hooks');
const types = new Map();
createHook({
  init(id, type) {
    types.set(id, type);
  },
}).enable();
exports.forget = (id) => types.delete(id);

//# a hook that keeps nothing
const { createHook } = require('async_hooks');
createHook({
  init(id, type) {
    console.log(id, type);
  },
}).enable();

//# work inside a context
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
module.exports = (req, work) => storage.run({ req }, () => work(req));

//# an interval outside
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
setInterval(() => console.log(storage.getStore()), 1000);
module.exports = (req, work) => storage.run({ req }, () => work());

//# an interval that is cleared
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
module.exports = (req, work) => {
  storage.run({ req }, () => {
    const timer = setInterval(work, 1000);
    req.on('close', () => clearInterval(timer));
  });
};

//# a timeout inside a context
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
module.exports = (req, work) => {
  storage.run({ req }, () => {
    setTimeout(work, 10);
  });
};

//# a listener on the request
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
module.exports = (req) => {
  storage.run({ req }, () => {
    req.on('close', () => console.log(storage.getStore()));
  });
};

//# a listener that is removed
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
module.exports = (req) => {
  storage.run({ req }, () => {
    const onMessage = () => console.log(storage.getStore());
    process.on('message', onMessage);
    req.on('close', () => process.off('message', onMessage));
  });
};

//# another run
module.exports = (program, poll) => {
  program.run({}, () => {
    setInterval(poll, 1000);
  });
};

//# a storage that is only read
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
module.exports = () => storage.getStore();

//# a map that init does not fill
const { createHook } = require('async_hooks');
const names = new Map();
createHook({ init() {} }).enable();
exports.name = (id, name) => names.set(id, name);

//# a timer outside of the context
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
  context.exit(() => {
    timer ??= setInterval(flush, 5000);
  });
}
function flush() {
  queue.splice(0);
}

//# a listener on the process inside a context
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();
module.exports = (req) => {
  storage.run({ req }, () => {
    process.on('message', (message) => console.log(message));
  });
};

//# a listener on a module's emitter inside a context
const { AsyncLocalStorage } = require('async_hooks');
const { EventEmitter } = require('events');
const bus = new EventEmitter();
const als = new AsyncLocalStorage();
module.exports = (req) => {
  als.run(req, () => {
    bus.on('tick', () => console.log(als.getStore()));
  });
};

//# an object by the numbers of resources that are destroyed
const hooks = require('async_hooks');
const contexts = {};
hooks
  .createHook({
    init(id, type, trigger) {
      contexts[id] = contexts[trigger];
    },
    destroy(id) {
      delete contexts[id];
    },
  })
  .enable();
