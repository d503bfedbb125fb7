// Each measurement is kept, and nobody ever asks for the old ones. Numbers are no objects of the heap.
// trace: latencies Object -> .all Array -> […] array
const latencies = { all: [], worst: 0 };
exports.latencies = latencies;

function record(milliseconds) {
  latencies.worst = Math.max(latencies.worst, milliseconds);
  latencies.all.push(milliseconds);
  //<- grows: object slots 0 1291 2946
  //<- cause
}

exports.work = () => {
  for (let i = 0; i < 100; i += 1) record(i * 0.5);
};
