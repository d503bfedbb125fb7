'use strict';
// run.cjs LIST SNAPSHOT: load every file that LIST (JSON) names, let promises settle, write a heap snapshot.
// Files hand closures to __keep(f) or __call(f), which also calls them. What fails to load is printed as JSON.
const fs = require('fs');
const url = require('url');
const v8 = require('v8');

const [, , list, snapshot] = process.argv;
const kept = (globalThis.__kept = []);
globalThis.__keep = (value) => (kept.push(value), value);
globalThis.__call = (value, ...rest) => {
  kept.push(value);
  try { const made = value(...rest); kept.push(made); return made; } catch (error) { return undefined; }
};
globalThis.__new = (value, ...rest) => {
  kept.push(value);
  try { const made = new value(...rest); kept.push(made); return made; } catch (error) { return undefined; }
};
globalThis.__run = (made) => {
  kept.push(made);
  try { const step = made.next(); kept.push(step); } catch (error) { /* not a generator, or it threw */ }
};
process.on('unhandledRejection', () => {});

async function main() {
  const failed = {};
  for (const file of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    try {
      kept.push(file.endsWith('.mjs') ? await import(url.pathToFileURL(file).href) : require(file));
    } catch (error) {
      failed[file] = String(error && error.name) + ': ' + String(error && error.message).slice(0, 200);
    }
  }
  await new Promise((done) => setTimeout(done, 20));
  v8.writeHeapSnapshot(snapshot);
  fs.writeSync(1, JSON.stringify(failed));
  process.exit(0);
}
main();
