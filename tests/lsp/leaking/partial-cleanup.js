const { EventEmitter } = require('node:events');

class Payload {
  constructor() {
    this.data = new Array(100).fill(this);
  }
}

const stream = new EventEmitter();
stream.setMaxListeners(0);

function next() {
  return new Promise((resolve, reject) => {
    const payload = new Payload();
    stream.once('data', () => resolve(payload));
    stream.once('error', () => reject(payload));
  });
}

exports.work = async () => {
  const waiting = next();
  stream.emit('data');
  await waiting;
};
