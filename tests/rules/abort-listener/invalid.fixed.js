//# signals of a list
//= no fix

//# a getter
//= Remove the listener in destroy() (unsafe: somebody has to call it) (unsafe)
class Job {
  constructor(signal) {
    this.signal = signal;
  }
  get aborted() {
    this._onAbort = resolve;
    return new Promise((resolve) => this.signal.addEventListener('abort', this._onAbort));
//                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: 'abort' listener stays on 'this.signal' when the work is done
  }

  destroy() {
    this.signal.removeEventListener('abort', this._onAbort);
  }
}
module.exports = Job;

//# a signal that is a parameter
//= Remove the listener when the work is done
module.exports = function wait(ms, signal) {
  let onAbort;
  return new Promise((resolve, reject) => {
    setTimeout(resolve, ms);
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: 'abort' listener stays on 'signal' when the work is done
  }).finally(() => signal.removeEventListener('abort', onAbort));
};

//# once does not help
//= no fix

//# a signal among the options
//= no fix

//# a destructured signal
//= no fix

//# a signal taken from options
//= no fix

//# a signal that a class was given
//= Remove the listener in destroy() (unsafe: somebody has to call it) (unsafe)
class Task {
  constructor(signal) {
    this.signal = signal;
  }
  run(work) {
    this._onAbort = () => work.stop();
    this.signal.addEventListener('abort', this._onAbort);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: 'abort' listener stays on 'this.signal' when the work is done
    return work.run();
  }

  destroy() {
    this.signal.removeEventListener('abort', this._onAbort);
  }
}
module.exports = Task;

//# a dropped disposer
//= no fix

//# an emitter-like signal
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
module.exports = function run(work, abortSignal) {
  const onAbort = function () {
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: 'abort' listener stays on 'abortSignal' when the work is done
    work.stop();
  };
  abortSignal.addEventListener('abort', onAbort);
  return () => abortSignal.removeEventListener('abort', onAbort);
};

//# typescript
//= Remove the listener when the work is done
export async function load(url: string, signal?: AbortSignal): Promise<string> {
  const request = new XMLHttpRequest();
  const onAbort = () => request.abort();
  signal?.addEventListener('abort', onAbort);
  try {
  //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ abort-listener: 'abort' listener stays on 'signal' when the work is done
    request.open('GET', url);
    request.send();
    return request.responseText;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

//# a signal by its type
//= no fix

//# another listener of the file is removed
//= no fix

//# the signal of a controller that was given
//= Remove the listener when the work is done
module.exports = function timeout(ms, controller) {
  let onAbort;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    onAbort = () => {
//  ^ abort-listener: 'abort' listener stays on 'controller?.signal' when the work is done
      clearTimeout(timer);
      reject(new Error('aborted'));
    };
    controller?.signal.addEventListener('abort', onAbort, { once: true });
  }).finally(() => controller?.signal.removeEventListener('abort', onAbort));
};

//# a signal among settings that may be missing
//= no fix

//# many signals, and a listener that removes itself alone
//= no fix

