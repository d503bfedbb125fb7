class Payload {
  constructor() {
    this.data = new Array(100).fill(this);
  }
}

const cache = new Map();

function load(key) {
  if (!cache.has(key)) cache.set(key, new Payload());
  return cache.get(key);
}

let next = 0;
exports.work = () => {
  for (let i = 0; i < 200; i += 1) load(`key ${(next += 1)}`);
};
