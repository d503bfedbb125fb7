// Each measurement has an observer of its own that is never disconnected.
// trace: observer.observe PerformanceObserver
const { PerformanceObserver, performance } = require('perf_hooks');
function measure(task) {
  const entries = [];
  const observer = new PerformanceObserver((list) => { entries.push(...list.getEntries()); });
  //                                       ^ grows: closure (anonymous) 0 10 20
  //                                       ^ captures used entries
  observer.observe({ entryTypes: ['measure'] });
  //<- cause
  const start = performance.now();
  task();
  return performance.now() - start;
}
exports.work = () => { measure(() => {}); };
