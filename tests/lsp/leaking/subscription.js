const { Subject } = require('rxjs');

class Payload {
  constructor() {
    this.data = new Array(100).fill(this);
  }
}

const subject = new Subject();

class Panel {
  constructor() {
    this.payload = new Payload();
    subject.subscribe(() => this.payload.data.length);
  }
}

exports.work = () => {
  const panel = new Panel();
  if (panel.destroy) panel.destroy();
};
