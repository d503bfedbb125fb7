const { EventEmitter } = require('node:events');

class Payload {
  constructor() {
    this.data = new Array(100).fill(this);
  }
}

const bus = new EventEmitter();
bus.setMaxListeners(0);

function load(path) {
  const data = new Array(100000).fill(new Payload());
  const size = () => data.length;
  bus.on('reload', () => console.log(path));
  return size();
}

exports.work = () => load('/');
