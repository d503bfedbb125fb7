// Calls of an async function wait for a promise that never settles, each with its variables.
// trace: ready Promise
const ready = new Promise(() => {});

async function serve(request) {
  //<- grows: object serve 0 10 20
  await ready;
  //<- cause
  request.done = true;
}

exports.work = () => {
  void serve({ done: false, body: Buffer.alloc(128) });
};
