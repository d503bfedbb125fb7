//# signals of a list
export function any(signals) {
  const controller = new AbortController();
  for (const signal of signals) {
    signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: 'abort' listener stays on 'signal' when the work is done
  }
  return controller.signal;
}

//# a getter
class Job {
  constructor(signal) {
    this.signal = signal;
  }
  get aborted() {
    return new Promise((resolve) => this.signal.addEventListener('abort', resolve));
//                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: 'abort' listener stays on 'this.signal' when the work is done
  }
}
module.exports = Job;

//# a signal that is a parameter
module.exports = function wait(ms, signal) {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, ms);
    signal.addEventListener('abort', () => reject(signal.reason));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: 'abort' listener stays on 'signal' when the work is done
  });
};

//# once does not help
module.exports = function wait(work, signal) {
  signal.addEventListener('abort', () => work.cancel(), { once: true });
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: 'abort' listener stays on 'signal' when the work is done
  return work.promise;
};

//# a signal among the options
module.exports = function run(work, options) {
  options.signal.addEventListener('abort', () => work.stop());
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: 'abort' listener stays on 'options.signal' when the work is done
  return work.run();
};

//# a destructured signal
module.exports = function run(work, { signal }) {
  signal?.addEventListener('abort', () => work.stop());
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: 'abort' listener stays on 'signal' when the work is done
  return work.run();
};

//# a signal taken from options
module.exports = function run(work, options = {}) {
  const { signal } = options;
  if (signal) {
    signal.addEventListener('abort', () => work.stop(), { once: true });
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: 'abort' listener stays on 'signal' when the work is done
  }
  return work.run();
};

//# a signal that a class was given
class Task {
  constructor(signal) {
    this.signal = signal;
  }
  run(work) {
    this.signal.addEventListener('abort', () => work.stop());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: 'abort' listener stays on 'this.signal' when the work is done
    return work.run();
  }
}
module.exports = Task;

//# a dropped disposer
const { addAbortListener } = require('events');
module.exports = function run(work, signal) {
  addAbortListener(signal, () => work.stop());
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: the disposer of the 'abort' listener on 'signal' is dropped
  return work.run();
};

//# an emitter-like signal
module.exports = function run(work, abortSignal) {
  abortSignal.addEventListener('abort', function () {
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: 'abort' listener stays on 'abortSignal' when the work is done
    work.stop();
  });
};

//# typescript (ts)
export async function load(url: string, signal?: AbortSignal): Promise<string> {
  const request = new XMLHttpRequest();
  signal?.addEventListener('abort', () => request.abort());
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: 'abort' listener stays on 'signal' when the work is done
  request.open('GET', url);
  request.send();
  return request.responseText;
}

//# a signal by its type (ts)
export function combine(parent: AbortSignal | undefined) {
  const controller = new AbortController();
  parent?.addEventListener('abort', () => controller.abort(parent.reason), { once: true });
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: 'abort' listener stays on 'parent'
  return controller;
}

//# another listener of the file is removed
exports.first = (signal, work) => {
  const onAbort = () => work.stop();
  signal.addEventListener('abort', onAbort);
  return work.run().finally(() => signal.removeEventListener('abort', onAbort));
};
exports.second = (signal, work) => {
  signal.addEventListener('abort', () => work.stop());
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: 'abort' listener stays on 'signal'
  return work.run();
};

//# the signal of a controller that was given
module.exports = function timeout(ms, controller) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    controller?.signal.addEventListener('abort', () => {
//  ^ abort-listener: 'abort' listener stays on 'controller?.signal' when the work is done
      clearTimeout(timer);
      reject(new Error('aborted'));
    }, { once: true });
  });
};

//# a signal among settings that may be missing
module.exports = async function get(url, settings, controller) {
  const { signal, ...rest } = settings || {};
  if (signal) signal.addEventListener('abort', () => controller.abort());
//            ^ abort-listener: 'abort' listener stays on 'signal' when the work is done
  return fetch(url, { ...rest, signal: controller.signal });
};

//# many signals, and a listener that removes itself alone (esm)
export function any(signals) {
  const controller = new AbortController();
  function onAbort() {
    controller.abort();
    for (const signal of signals) signal.removeEventListener('abort', onAbort);
  }
  for (const signal of signals) {
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
//  ^ abort-listener: 'abort' listener stays on 'signal'
  }
  return controller.signal;
}
