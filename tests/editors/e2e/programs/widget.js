const { EventEmitter } = require('events');

const bus = new EventEmitter();

class Widget {
  constructor() {
    this.onTick = () => this.draw();
  }

  draw() {}

  destroy() {}
}

module.exports = { Widget };
