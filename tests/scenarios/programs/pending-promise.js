// Reactions pile up on a promise that never settles.
// trace: ready Promise -> then
const ready = new Promise(() => {});

function onReady(request) {
  ready.then(function reply() { request.done = true; });
  //         ^ grows: closure reply 0 10 20
  //         ^ captures used request
  //<- cause
}

exports.work = () => onReady({ done: false, body: Buffer.alloc(128) });
