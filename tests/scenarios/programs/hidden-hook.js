'use strict';
// A hook that the program hands to the runtime and forgets: nothing but Node leads to what it keeps.
// trace: contexts Map -> map[…] Object

const { AsyncResource, createHook } = require('node:async_hooks');

function follow() {
  const contexts = new Map();
  const hook = createHook({
    init(id, type, trigger) {
      if (type === 'Job') contexts.set(id, { type, trigger });
      //                  ^ cause
      //                  ^ grows: object Object 0 10 20
    },
  });
  hook.enable();
}

follow();

exports.work = () => {
  new AsyncResource('Job').runInAsyncScope(() => {});
};
