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
    bus.on('tick', this.onTick.bind(this));
  }

  onTick() {
    return this.payload.data.length;
  }

  destroy() {
    bus.off('tick', this.onTick.bind(this));
  }
}

exports.work = () => {
  const view = new View();
  view.destroy();
};
