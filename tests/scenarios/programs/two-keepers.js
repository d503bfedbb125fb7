// Both a cache and a listener keep each session: removing one of them frees nothing.
const { EventEmitter } = require('events');

const bus = new EventEmitter().setMaxListeners(0);
const sessions = new Map();

class Session {
//<- grows: object Session 0 10 20
  constructor(id) {
    this.id = id;
    this.data = Buffer.alloc(256);
  }
}

function login(id) {
  const session = new Session(id);
  sessions.set(id, session);
  //<- cause of Session
  bus.on('shutdown', function save() { session.data = null; });
  //<- cause of save
  //                 ^ grows: closure save 0 10 20
  //                 ^ captures used session of save
}

let n = 0;
exports.work = () => { n += 1; login(`user-${n}`); };
