// Sources are piped into one destination that never ends.
// trace: sink Writable -> pipe PassThrough
const { PassThrough, Writable } = require('stream');
const sink = new Writable({ write(chunk, encoding, done) { done(); } });
sink.setMaxListeners(0);
function attach(name) {
  const source = new PassThrough();
  source.label = name;
  source.pipe(sink, { end: false });
  //<- grows: object PassThrough 0 10 20
  //<- cause
  source.write(name);
}
let n = 0;
exports.work = async () => { n += 1; attach(`s${n}`); };
