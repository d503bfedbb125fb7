// Requests are remembered by their id so that none is sent twice, long after they are answered.
// trace: inflight Object -> […] Promise
const inflight = {};
const load = async (id) => ({ id, rows: [id] });

function get(id) {
  inflight[id] ??= load(id);
  //<- grows: object Promise 0 10 20
  //<- cause
  return inflight[id];
}

let n = 0;

exports.work = async () => {
  n += 1;
  await get(`id-${n}`);
};
