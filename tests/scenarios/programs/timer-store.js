// AsyncLocalStorage stores kept by timers.
// trace: setTimeout Timeout
const { AsyncLocalStorage } = require('async_hooks');
const storage = new AsyncLocalStorage();

function tick() {}
//<- grows: object Timeout 0 10 20
function handle(id) {
  storage.run({ id, data: Buffer.alloc(256) }, () => {
    setTimeout(tick, 3600_000);
    //<- cause
  });
}

let calls = 0;
exports.work = () => { calls += 1; handle(calls); };
