// Combined signals hang on the process-wide one for ever.
// trace: pending AbortSignal
const shutdown = new AbortController();
const kept = new Set();

function fetchSomething(id) {
  const local = new AbortController();
  const signal = AbortSignal.any ? AbortSignal.any([shutdown.signal, local.signal]) : shutdown.signal;
  signal.addEventListener('abort', function stop() { local.abort(); kept.delete(id); });
  //<- cause
  //                               ^ grows: closure stop 0 10 20
  //                               ^ captures used id
  //                               ^ captures used local
}

let calls = 0;
exports.work = () => { calls += 1; fetchSomething(calls); };
