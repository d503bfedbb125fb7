// events.on iterators are opened and dropped.
// trace: bus EventEmitter -> on(*
const { EventEmitter, on } = require('events');
const bus = new EventEmitter().setMaxListeners(0);
async function follow(user) {
//<- grows: object follow 0 10 20
  for await (const [event] of on(bus, 'news')) user.events.push(event);
  //                          ^ cause
}
exports.work = () => { void follow({ events: [], data: Buffer.alloc(64) }); };
