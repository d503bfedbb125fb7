// Writes two snapshots of itself: node leaky.js BEFORE AFTER. In between closures, contexts and objects leak.
'use strict';
const { EventEmitter } = require('node:events');
const { writeHeapSnapshot } = require('node:v8');

class Session {
  #secret = 1;

  constructor(id) {
    this.id = id;
    this.when = { hour: id, minute: 0 };
  }

  reader() {
    return () => this.#secret;
  }
}

const bus = new EventEmitter();
bus.setMaxListeners(0);
const weak = new WeakMap();
const state = { sessions: new Map(), readers: [], gone: [1, 2, 3].map((id) => ({ id, going: true })) };
global.state = state;
global.bus = bus;

function subscribe(id) {
  const payload = Buffer.alloc(100);
  const count = id;
  const use = () => payload;
  bus.on('tick', () => count);
  return use();
}

function work(rounds) {
  for (let round = 0; round < rounds; round++) {
    const session = new Session(round);
    state.sessions.set(session, `session ${round}`);
    weak.set(session, { value: new Session(-round) });
    let size = round;
    state.readers.push(session.reader(), () => [session, size]);
    subscribe(round);
  }
}

work(10);
writeHeapSnapshot(process.argv[2]);
work(20);
state.gone.length = 1;
writeHeapSnapshot(process.argv[3]);
