// node --expose-gc facts.js: what the rules say of V8 and Node, seen with weak references. Prints a line of JSON for each
// fact: its rule, its sentence, whether the object should be kept, and whether it was.
'use strict';
const { AsyncLocalStorage, AsyncResource } = require('async_hooks');
const { EventEmitter } = require('events');
const http = require('http');
const { promisify } = require('util');

const later = promisify(setTimeout);
const roots = []; // what lives as long as the process
const rooted = (value) => (roots.push(value), value);
const facts = [];

/** `work` gets an object, and does with it what a rule talks about. */
function fact(rule, sentence, kept, work) {
  facts.push({ rule, sentence, kept, work });
}

fact('unremoved-listener', 'a listener keeps what it captured', true, (it) => {
  rooted(new EventEmitter()).on('tick', () => it);
});
fact('unremoved-listener', 'a removed listener keeps nothing', false, (it) => {
  const bus = rooted(new EventEmitter());
  const listener = () => it;
  bus.on('tick', listener);
  bus.off('tick', listener);
});
fact('unremoved-listener', 'a listener that heard its one event keeps nothing', false, (it) => {
  const bus = rooted(new EventEmitter());
  bus.once('tick', () => it);
  bus.emit('tick');
});
fact('abort-listener', 'once does not remove a listener from a signal that is never aborted', true, (it) => {
  rooted(new AbortController()).signal.addEventListener('abort', () => it, { once: true });
});
fact('mismatched-removal', 'a function that bind made anew removes nothing', true, (it) => {
  const bus = rooted(new EventEmitter());
  const listener = function () {
    return it;
  };
  bus.on('tick', listener.bind(null));
  bus.off('tick', listener.bind(null));
});
fact('mismatched-removal', 'a removal without the flag leaves a capturing listener', true, (it) => {
  const target = rooted(new EventTarget());
  const listener = () => it;
  target.addEventListener('tick', listener, { capture: true });
  target.removeEventListener('tick', listener);
});
fact('mismatched-removal', 'a removal with the flag takes it away', false, (it) => {
  const target = rooted(new EventTarget());
  const listener = () => it;
  target.addEventListener('tick', listener, { capture: true });
  target.removeEventListener('tick', listener, { capture: true });
});
fact('partial-cleanup', 'of two once listeners the one whose event did not come stays', true, (it) => {
  const bus = rooted(new EventEmitter());
  bus.once('done', () => it);
  bus.once('error', () => it);
  bus.emit('done');
});
fact('uncleared-interval', 'an interval keeps what its callback captured', true, (it) => {
  setInterval(() => it, 1e6);
});
fact('uncleared-interval', 'unref does not let it go', true, (it) => {
  setInterval(() => it, 1e6).unref();
});
fact('uncleared-interval', 'a cleared interval keeps nothing', false, (it) => {
  clearInterval(setInterval(() => it, 1e6));
});
fact('uncleared-timeout', 'the loser of a race is not cancelled', true, async (it) => {
  await Promise.race([Promise.resolve(1), new Promise((resolve, reject) => setTimeout(() => reject(it), 1e6))]);
});
fact('promise-race', 'a race keeps its outcome on each promise that is pending', true, async (it) => {
  const pending = rooted(new Promise(() => {}));
  await Promise.race([pending, Promise.resolve(it)]);
});
fact('promise-race', 'a reaction stays on a pending promise', true, (it) => {
  rooted(new Promise(() => {})).then(() => it);
});
fact('shared-context', 'a closure keeps what its sibling captured', true, (it) => {
  const uses = () => it;
  rooted(() => 1);
  uses();
});
fact('shared-context', 'a closure that a function of its own made does not', false, (it) => {
  const uses = () => it;
  rooted(alone());
  uses();
});
fact('shared-context', 'null in the variable lets it go', false, (it) => {
  const uses = () => it;
  rooted(() => 1);
  uses();
  it = null;
});
fact('implicit-global', 'an undeclared name keeps its value', true, (it) => {
  new Function('it', 'leaked = it')(it);
});
fact('weak-container-misuse', 'brackets on a weak map keep the value', true, (it) => {
  rooted(new WeakMap())[{}] = it;
});
fact('weak-container-misuse', 'a map keeps its keys', true, (it) => {
  rooted(new Map()).set(it, 1);
});
fact('weak-container-misuse', 'a weak map lets a key go to which only its own value leads', false, (it) => {
  rooted(new WeakMap()).set(it, { back: it });
});
fact('weak-container-misuse', 'a registry keeps a target to which the held value leads', true, (it) => {
  rooted(new FinalizationRegistry(() => {})).register(it, { it });
});
fact('async-context', 'an interval keeps the store', true, (it) => {
  rooted(new AsyncLocalStorage()).run(it, () => setInterval(() => {}, 1e6));
});
fact('async-context', 'an interval made by exit does not', false, (it) => {
  const storage = rooted(new AsyncLocalStorage());
  storage.run(it, () => storage.exit(() => setInterval(() => {}, 1e6)));
});
fact('async-context', "an emitter's listener does not keep the store", false, (it) => {
  const bus = rooted(new EventEmitter());
  rooted(new AsyncLocalStorage()).run(it, () => bus.on('tick', () => {}));
});
fact('async-context', 'a bound listener keeps it', true, (it) => {
  const bus = rooted(new EventEmitter());
  rooted(new AsyncLocalStorage()).run(it, () => bus.on('tick', AsyncResource.bind(() => {})));
});
fact('reused-resource-listener', 'a listener on the socket outlives its request', true, (it) => answer((req) => req.socket.on('close', () => it)));
fact('reused-resource-listener', 'once connect on a connected socket stays', true, (it) => answer((req) => req.socket.once('connect', () => it)));
fact('reused-resource-listener', 'a listener on the request goes with it', false, (it) => answer((req) => req.on('close', () => it)));

function alone() {
  return () => 1;
}

/** Two requests over one kept connection; the handler is called for the first. */
async function answer(handle) {
  const server = rooted(http.createServer((req, res) => {
    handle?.(req);
    handle = undefined; // the server lives on
    res.end('ok');
  }));
  const agent = rooted(new http.Agent({ keepAlive: true, maxSockets: 1 }));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  for (const path of ['/first', '/second', '/third']) {
    await new Promise((resolve, reject) => {
      http.get({ port: server.address().port, host: '127.0.0.1', path, agent }, (res) => res.resume().on('end', resolve)).on('error', reject);
    });
    await later(10);
  }
}

/** The object has no other reference than this frame's, which ends. */
async function tried({ work }) {
  const object = { big: new Array(1000).fill(0) };
  const weak = new WeakRef(object);
  const going = work(object);
  return { weak, going };
}

(async () => {
  const outcomes = [];
  for (const one of facts) {
    const { weak, going } = await tried(one);
    await going;
    outcomes.push([one, weak]);
  }
  await later(50);
  for (let round = 0; round < 3; round += 1) {
    gc();
    await later(10);
  }
  for (const [{ rule, sentence, kept }, weak] of outcomes) console.log(JSON.stringify({ rule, sentence, kept, was: weak.deref() !== undefined }));
  process.exit(0);
})();
