const { EventEmitter } = require('node:events');

class Payload {
  constructor() {
    this.data = new Array(100).fill(this);
  }
}

const source = new EventEmitter();
const messages = [];

source.on('message', (message) => {
  messages.push(message);
});

exports.work = () => {
  for (let i = 0; i < 200; i += 1) source.emit('message', new Payload());
};
exports.count = () => messages.length;
