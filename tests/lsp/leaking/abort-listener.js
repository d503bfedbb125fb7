class Payload {
  constructor() {
    this.data = new Array(100).fill(this);
  }
}

const shutdown = new AbortController();

async function fetchWith(signal) {
  const payload = new Payload();
  signal.addEventListener('abort', () => payload.data.length);
  await null;
  return payload.data.length;
}

exports.work = () => fetchWith(shutdown.signal);
