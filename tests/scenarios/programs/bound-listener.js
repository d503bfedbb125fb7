// A widget listens with a bound method; taking it off with another bound function removes nothing.
// trace: bus EventEmitter -> on('resize')[*]
const { EventEmitter } = require('events');

const bus = new EventEmitter().setMaxListeners(0);

class Widget {
  //<- grows: object Widget 0 10 20
  constructor() {
    this.canvas = Buffer.alloc(128);
    bus.on('resize', this.draw.bind(this));
    //<- cause
  }

  draw() {
    this.canvas.fill(0);
  }

  destroy() {
    bus.off('resize', this.draw.bind(this));
  }
}

exports.work = () => new Widget().destroy();
