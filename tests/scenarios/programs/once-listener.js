// Listeners for an event that never comes.
// trace: bus EventEmitter -> once('closed')[*]
const { EventEmitter } = require('events');

const bus = new EventEmitter().setMaxListeners(0);

function handle(request) {
  bus.once('closed', function abandon() { request.aborted = true; });
  //                 ^ grows: closure abandon 0 10 20
  //                 ^ captures used request
  //<- cause
}

exports.work = () => handle({ aborted: false, body: Buffer.alloc(128) });
