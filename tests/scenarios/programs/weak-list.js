// One long-lived key, whose value in a weak map is a list that grows.
// trace: host Object -> listeners.get(…) Array -> [*] size
const listeners = new WeakMap();
const host = { name: 'host' };
exports.host = host;
listeners.set(host, []);

function subscribe(data) {
  listeners.get(host).push(function size() { return data.length; });
  //<- cause
  //                       ^ grows: closure size 0 10 20
  //                       ^ captures used data
}

exports.work = () => subscribe(Buffer.alloc(99));
