// Each request races against a promise that stands for the whole process.
// trace: closed Promise -> Promise.race Promise
const closed = new Promise(() => {});
const later = (value) => new Promise((resolve) => setImmediate(resolve, value));

async function answer(request) {
  const winner = await Promise.race([later({ request, body: Buffer.alloc(64) }), closed]);
  //                   ^ grows: object Promise 0 10 20
  //                   ^ cause
  return winner.body.length;
}

let calls = 0;
exports.work = async () => {
  calls += 1;
  await answer(`request ${calls}`);
};
