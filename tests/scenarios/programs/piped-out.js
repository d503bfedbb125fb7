// One source that never ends is piped into a destination for each client.
// trace: source PassThrough -> piped[* Writable
const { PassThrough, Writable } = require('stream');
const source = new PassThrough();
source.setMaxListeners(0);
function attach(name) {
  const out = new Writable({ write(chunk, encoding, done) { done(); } });
  //                         ^ grows: closure write 0 10 20
  out.label = name;
  source.pipe(out);
  //<- cause
}
let n = 0;
exports.work = async () => { n += 1; attach(`c${n}`); };
