class Payload {
  constructor() {
    this.data = new Array(100).fill(this);
  }
}

const states = new WeakMap();

function track(node) {
  states[node] = new Payload();
}

let next = 0;
exports.work = () => {
  const node = { toString: () => `node ${next}` };
  next += 1;
  track(node);
};
