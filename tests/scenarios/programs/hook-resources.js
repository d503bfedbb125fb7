// An async hook enters each resource into a map and never takes one out.
// trace: resources Map -> map[…] Object
const { AsyncResource, createHook } = require('async_hooks');

const resources = new Map();

createHook({
  init(id, type, trigger) {
    if (type === 'JOB') resources.set(id, { type, trigger });
    //                  ^ grows: object Object 0 10 20
    //                  ^ cause
  },
}).enable();

exports.work = () => new AsyncResource('JOB', { requireManualDestroy: true }).runInAsyncScope(() => {});
