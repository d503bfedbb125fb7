// Bound handlers in a list.
// trace: handlers Array -> [*] bound handle
const handlers = [];

function handle(context, event) {
//<- grows: closure bound handle 0 10 20
  return context.id + event;
}

let n = 0;

function register(id) {
  handlers.push(handle.bind(null, { id, data: Buffer.alloc(64) }));
  //<- cause
}

exports.work = () => {
  n += 1;
  register(n);
};
