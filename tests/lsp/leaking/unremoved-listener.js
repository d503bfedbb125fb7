const { EventEmitter } = require('node:events');

class Payload {
  constructor() {
    this.data = new Array(100).fill(this);
  }
}

const bus = new EventEmitter();

class View {
  constructor() {
    this.payload = new Payload();
    bus.on('tick', () => this.payload.data.length);
  }
}

exports.work = () => {
  const view = new View();
  if (view.destroy) view.destroy();
};
