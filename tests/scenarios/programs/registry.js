// A registry of callbacks that only grows.
// trace: registry Array -> [*] describe
const registry = [];
exports.registry = registry;

function handle(request) {
  registry.push(function describe() { return request.url; });
  //            ^ grows: closure describe 0 10 20
  //            ^ captures used request
  //<- cause
  return request.body.length;
}

exports.work = () => handle({ url: '/', body: Buffer.alloc(128) });
