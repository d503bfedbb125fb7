// What the heap says to a finding: one listener leaks, one is taken off, one is never added, one only before.
const { EventEmitter } = require('events');

const bus = new EventEmitter();
const takeOff = (name, listener) => Reflect.apply(bus['off'], bus, [name, listener]);

function leaks(id) {
  bus.on('leaks', () => id);
}

function balanced(id) {
  const listener = () => id;
  bus.on('balanced', listener);
  takeOff('balanced', listener);
}

function idle(id) {
  bus.on('idle', () => id);
}

function early(id) {
  bus.on('early', () => id);
}

early(0);
exports.handlers = { leaks, balanced, idle, early };
exports.work = (round) => {
  leaks(round);
  balanced(round);
};
