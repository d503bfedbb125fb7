// An ES module keeps a subscriber for every request in a module variable.
// trace: subscribers Set
const subscribers = new Set();

function subscribe(subscriber) {
  subscribers.add(subscriber);
  //<- cause
  return subscribers.size;
}

export function work() {
  const request = { url: '/', body: Buffer.alloc(128) };
  const notify = (text) => `${request.url} ${text}`;
  //             ^ grows: closure notify 0 10 20
  //             ^ captures used request
  return subscribe(notify);
}
