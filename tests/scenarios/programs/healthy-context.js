// Requests with their own AsyncLocalStorage store, abort signal, worker answer and timeout, all of which end.
// nothing grows
const { AsyncLocalStorage } = require('async_hooks');
const { MessageChannel } = require('worker_threads');
const { once } = require('events');

const storage = new AsyncLocalStorage();
const shutdown = new AbortController();
const inFlight = new Set();
const registry = new FinalizationRegistry(() => {});

async function ask(id) {
  const { port1, port2 } = new MessageChannel();
  port2.on('message', (question) => port2.postMessage({ answer: question.id * 2 }));
  port1.postMessage({ id });
  const [reply] = await once(port1, 'message');
  const closed = once(port2, 'close');
  port1.close();
  await closed;
  return reply.answer;
}

async function handle(id) {
  const request = { id, body: Buffer.alloc(128) };
  const cancel = () => { request.body = null; };
  registry.register(request, id);
  inFlight.add(request);
  shutdown.signal.addEventListener('abort', cancel, { once: true });
  const timer = setTimeout(cancel, 3600_000);
  try {
    return storage.run({ request, user: `user-${id}` }, () => ask(id));
  } finally {
    clearTimeout(timer);
    shutdown.signal.removeEventListener('abort', cancel);
    inFlight.delete(request);
  }
}

let n = 0;

exports.work = async () => {
  n += 1;
  await handle(n);
};
