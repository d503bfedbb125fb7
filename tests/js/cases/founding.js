const { EventEmitter } = require('events');
const bus = __keep(new EventEmitter());
function listen() {
  const payload = Buffer.alloc(10);
  const reader = function () { void payload; };
  bus.on('error', () => { console.log('error'); });
  reader();
  __keep(reader);
}
listen();
function nested(big) {
  const data = {};
  const makes = function () {
    const closed = {};
    const readsData = function () { void data; };
    const readsClosed = function () { return closed; };
    bus.on('error', () => {});
    return [readsData, readsClosed];
  };
  __keep([makes, makes(), () => big]);
}
nested({});
