// Callers give up waiting for a lock, but stay in its queue with the promises they raced.
class Lock {
  constructor() { this.queue = []; this.held = true; }
  acquire(owner) {
    return new Promise((resolve) => { this.queue.push({ owner, resolve }); });
    //                                ^ grows: object Object 0 10 20
    //                                ^ cause
  }
}
const lock = new Lock();
exports.work = async () => {
  await Promise.race([lock.acquire('job'), new Promise((resolve) => setImmediate(resolve, null))]);
};
