class Payload {
  constructor() {
    this.data = new Array(100).fill(this);
  }
}

function remember() {
  const before = globalThis.newest;
  newest = new Payload();
  newest.before = before;
  return newest.data.length;
}

exports.work = () => remember();
