// Writes two heap snapshots of a page in a headless Chrome: node chrome.mjs CHROME PROFILE BEFORE AFTER
import { spawn } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';

const [chrome, profile, ...files] = process.argv.slice(2);
const options = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
options.push('--disable-component-update', '--disable-sync', '--remote-debugging-pipe', `--user-data-dir=${profile}`);
const browser = spawn(chrome, [...options, 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });

const PAGE = `
  document.body.innerHTML = '<ul></ul>';
  const detached = [], cache = new Map(), pairs = new WeakMap();
  class Item { constructor(index) { this.index = index; this.element = document.createElement('div'); } }
  globalThis.grow = (count) => {
    for (let i = 0; i < count; i++) {
      const row = document.createElement('li'), section = document.createElement('section'), item = new Item(i);
      row.textContent = 'row ' + i;
      section.innerHTML = '<b>detached</b>';
      document.querySelector('ul').append(row);
      detached.push(section, new Uint8Array(100));
      cache.set('key ' + cache.size, item);
      pairs.set(item, { value: i });
      row.addEventListener('click', () => item.index);
      document.addEventListener('leak', () => section);
    }
  };
  grow(200);
`;

const waiting = new Map();
let received = '', last = 0, file;
browser.stdio[4].setEncoding('utf8').on('data', (text) => {
  const messages = (received + text).split('\0');
  received = messages.pop();
  for (const message of messages.map(JSON.parse)) {
    if (message.id) waiting.get(message.id)(message.result ?? message);
    else if (message.method === 'HeapProfiler.addHeapSnapshotChunk') writeSync(file, message.params.chunk);
  }
});
function send(method, params = {}, sessionId = undefined) {
  const id = ++last;
  browser.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
  return new Promise((resolve) => waiting.set(id, resolve));
}

const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
await send('Runtime.evaluate', { expression: PAGE }, sessionId);
for (const name of files) {
  file = openSync(name, 'w');
  await send('HeapProfiler.takeHeapSnapshot', { reportProgress: false }, sessionId);
  closeSync(file);
  await send('Runtime.evaluate', { expression: 'grow(100)' }, sessionId);
}
await send('Browser.close');
