class Payload {
  constructor() {
    this.data = new Array(100).fill(this);
  }
}

class Poller {
  constructor() {
    this.payload = new Payload();
    setInterval(() => this.payload.data.length, 1e6);
  }
}

exports.work = () => {
  const poller = new Poller();
  if (poller.destroy) poller.destroy();
};
