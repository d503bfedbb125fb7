//# removed when the work settles
module.exports = function run(work, signal) {
  const onAbort = () => work.stop();
  signal.addEventListener('abort', onAbort);
  return work.run().finally(() => signal.removeEventListener('abort', onAbort));
};

//# the signal of a controller made here
module.exports = function run(work) {
  const controller = new AbortController();
  controller.signal.addEventListener('abort', () => work.stop());
  return controller;
};

//# an alias of a controller's signal
module.exports = function run(work) {
  const controller = new AbortController();
  const { signal } = controller;
  signal.addEventListener('abort', () => work.stop());
  return controller;
};

//# the listener has a signal of its own
module.exports = function run(work, signal, done) {
  signal.addEventListener('abort', () => work.stop(), { signal: done });
};

//# the disposer is kept
const { addAbortListener } = require('events');
module.exports = async function run(work, signal) {
  const disposable = addAbortListener(signal, () => work.stop());
  try {
    await work.run();
  } finally {
    disposable[Symbol.dispose]();
  }
};

//# the disposer is used
const { addAbortListener } = require('events');
module.exports = function run(work, signal) {
  return addAbortListener(signal, () => work.stop());
};

//# a signal made by AbortSignal.timeout
module.exports = function run(work) {
  const signal = AbortSignal.timeout(1000);
  signal.addEventListener('abort', () => work.stop());
};

//# a signal made by AbortSignal.any
module.exports = function run(work, first, second) {
  const signal = AbortSignal.any([first, second]);
  signal.addEventListener('abort', () => work.stop());
};

//# another event
module.exports = function run(work, signal) {
  signal.addEventListener('change', () => work.stop());
};

//# onabort overwrites
module.exports = function run(work, signal) {
  signal.onabort = () => work.stop();
};

//# only asked, not listened to
module.exports = function run(work, signal) {
  if (signal.aborted) throw signal.reason;
  return work.run();
};

//# abort of a request
module.exports = function run(request) {
  request.on('abort', () => console.log('aborted'));
};

//# code that runs once
const signal = process.shutdownSignal;
signal.addEventListener('abort', () => process.exit());

//# the abort of a request of the page (ts)
export function watch(request: XMLHttpRequest) {
  request.addEventListener('abort', () => console.log('aborted'));
}

//# a listener that another function made of the controller alone
function aborting(controller) {
  return () => controller.abort();
}
module.exports = async function get(url, settings, controller) {
  const { signal, ...rest } = settings || {};
  const abort = aborting(controller);
  if (signal) signal.addEventListener('abort', abort, { once: true });
  return fetch(url, { ...rest, signal: controller.signal });
};

//# a function that ends the work, and listens to the signal too (esm)
export function read(stream, signal) {
  return new Promise((resolve) => {
    function finish() {
      signal.removeEventListener('abort', finish);
      resolve();
    }
    signal.addEventListener('abort', finish);
    stream.once('end', finish);
  });
}
