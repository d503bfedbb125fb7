// DevTools' own reader, as its worker uses it: chunks of text in, the second half of the work on a thread of its own.
import { createReadStream } from 'node:fs';
import { MessageChannel, Worker, isMainThread, parentPort } from 'node:worker_threads';
import * as worker from './devtools-worker.mjs';

if (!isMainThread) parentPort.once('message', ({ port }) => new worker.HeapSnapshot.SecondaryInitManager(port));

export const JSHeapSnapshot = worker.HeapSnapshot.JSHeapSnapshot;

export async function load(file) {
  const loader = new worker.HeapSnapshotLoader.HeapSnapshotLoader({ sendEvent() {} });
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 8 << 20 })) {
    loader.write(chunk);
    await new Promise(setImmediate); // lets the loader take the chunk before the next one comes
  }
  loader.close();
  await loader.parsingComplete;
  return loader;
}

export async function analyse(loader) {
  const second = new Worker(new URL(import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 14000 } });
  const { port1, port2 } = new MessageChannel();
  second.postMessage({ port: port2 }, [port2]);
  const failed = new Promise((_, reject) => second.once('error', reject));
  const snapshot = await Promise.race([loader.buildSnapshot(port1), failed]);
  port1.close();
  await second.terminate();
  return snapshot;
}

// What a user does in the Retainers view: always on to the retainer of least distance.
export function pathLength(snapshot, index) {
  const seen = new Set();
  for (let steps = 0; ; steps++) {
    const node = snapshot.createNode(index);
    if (node.isRoot() || node.distance() <= 1) return steps;
    seen.add(index);
    let nearest = null;
    for (const retainers = node.retainers(); retainers.hasNext(); retainers.next()) {
      const edge = retainers.item();
      const retainer = edge.node();
      const distance = retainer.distance();
      if (edge.isWeak() || distance < 0 || seen.has(retainer.nodeIndex)) continue;
      if (!nearest || distance < nearest.distance) nearest = { distance, index: retainer.nodeIndex };
    }
    if (!nearest) return -1;
    index = nearest.index;
  }
}
