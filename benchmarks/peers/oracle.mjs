// What DevTools says of a snapshot, and of two: node oracle.mjs OUT BASE TARGET -> OUT (JSON)
// nodes: [retained size, distance, shallow size] in the order of the file; aggregates and comparison by class key.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { analyse, load } from './devtools.mjs';

const [, , out, ...files] = process.argv;
const stream = createWriteStream(out);
const write = async (text) => { if (!stream.write(text)) await once(stream, 'drain'); };

async function describe(snapshot) {
  await write('{"nodes":[');
  const node = snapshot.createNode(0);
  for (let place = 0; place < snapshot.nodeCount; place++) {
    node.nodeIndex = place * snapshot.nodeFieldCount;
    await write(`${place ? ',' : ''}[${node.retainedSize()},${node.distance()},${node.selfSize()}]`);
  }
  const rows = Object.entries(snapshot.aggregatesWithFilter({}));
  const table = rows.map(([key, { name, count, self, maxRet, distance }]) => [key, [name, count, self, maxRet, distance]]);
  await write(`],"aggregates":${JSON.stringify(Object.fromEntries(table))}}`);
}

const [base, target] = [await analyse(await load(files[0])), await analyse(await load(files[1]))];
await write('{"base":');
await describe(base);
await write(',"target":');
await describe(target);
const changes = target.calculateSnapshotDiff('base', base.aggregatesForDiff(target.interfaceDefinitions()));
const table = Object.entries(changes).map(([key, { addedCount, removedCount, addedSize, removedSize }]) =>
  [key, [addedCount, removedCount, addedSize, removedSize]]);
await write(`,"comparison":${JSON.stringify(Object.fromEntries(table))}}\n`);
stream.end();
await once(stream, 'finish');
process.exit(0);
