// A list hangs on a symbol of a shared object.
// trace: server Object -> [Symbol(kQueue)] Array -> [*] Task
const kQueue = Symbol('kQueue');
const server = { name: 's', [kQueue]: [] };
exports.server = server;

class Task {
//<- grows: object Task 0 10 20
  constructor(n) {
    this.n = n;
    this.input = Buffer.alloc(16);
  }
}

let n = 0;

exports.work = () => {
  n += 1;
  server[kQueue].push(new Task(n));
  //<- cause
};
