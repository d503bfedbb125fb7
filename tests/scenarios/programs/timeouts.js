// A timeout for every request, far in the future, although the request has long been answered.
// trace: setTimeout
function handle(request) {
  setTimeout(() => { request.expired = true; }, 24 * 3600_000);
  //         ^ grows: closure (anonymous) 0 10 20
  //         ^ captures used request
  //<- cause
  return request.body.length;
}

exports.work = () => handle({ expired: false, body: Buffer.alloc(128) });
