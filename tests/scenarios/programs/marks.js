// Each request is measured, and the runtime keeps every mark.
// trace: performance.mark PerformanceMark
const { performance } = require('perf_hooks');

function measure(id) {
  performance.mark(`start-${id}`);
  //<- grows: object PerformanceMark 0 10 20
  //<- cause
}

let n = 0;

exports.work = () => {
  n += 1;
  measure(n);
};
