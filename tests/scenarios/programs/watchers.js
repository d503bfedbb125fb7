// A file is watched anew for each subscriber, and no watcher is closed.
// trace: open FSEvent handle FSWatcher
const fs = require('fs');

function follow(subscriber) {
  fs.watch(__filename, { persistent: false }, (event) => { subscriber.events.push(event); });
  //<- cause
  //                                          ^ grows: closure (anonymous) 0 10 20
  //                                          ^ captures used subscriber
}

exports.work = () => follow({ events: [], data: Buffer.alloc(40) });
