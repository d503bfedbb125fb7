'use strict';
const { EventEmitter } = require('node:events');
const store = require('./store.js');

global.bus = new EventEmitter();
bus.setMaxListeners(0);

function subscribe(id) {
  const payload = Buffer.alloc(200);
  const use = () => payload.length;
  /* 😋é */ bus.on('tick', () => { store.seen += 1; });
  return use();
}

exports.work = () => {
  subscribe(store.next());
  store.remember();
};
