// One peer on the work of benchmarks/heap.py: node work.mjs PEER A C -> one line of JSON with seconds and checks.
import { createReadStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const [, , peer, fileA, fileC] = process.argv;
const seconds = {};
const checks = {};

async function stage(name, work) {
  const start = process.hrtime.bigint();
  const result = await work();
  seconds[name] = Number(process.hrtime.bigint() - start) / 1e9;
  return result;
}

// The 100 largest of many, without sorting all of them.
function largest(entries, size) {
  const kept = [];
  for (const entry of entries) {
    if (kept.length === 100 && size(entry) <= size(kept[99])) continue;
    let place = kept.length;
    while (place && size(kept[place - 1]) < size(entry)) place--;
    kept.splice(place, 0, entry);
    kept.length = Math.min(kept.length, 100);
  }
  return kept;
}

async function devtoolsLike(load, analyse, pathLength, compare) {
  const a = await stage('load + dominators', async () => analyse(await load(fileA)));
  await stage('aggregate', () => a.aggregatesWithFilter({}));
  const c = await stage('load + dominators, second', async () => analyse(await load(fileC)));
  const changes = Object.values(await stage('compare', () => compare(a, c)));
  checks.nodes = a.nodeCount;
  checks.retained = a.rootNode().retainedSize();
  checks.new = changes.reduce((sum, row) => sum + row.addedCount, 0);
  await stage('100 paths', () => {
    const fresh = largest(changes.flatMap((row) => row.addedIndexes), (index) => c.retainedSizes[index / c.nodeFieldCount]);
    checks.paths = fresh.filter((index) => pathLength(c, index) >= 0).length;
  });
}

const peers = {
  async devtools() {
    const { load, analyse, pathLength } = await import('./devtools.mjs');
    await devtoolsLike(load, analyse, pathLength, (a, c) =>
      c.calculateSnapshotDiff('a', a.aggregatesForDiff(c.interfaceDefinitions())));
  },

  // DevTools' code of an earlier year, on one thread.
  async toolkit() {
    const { parse, diff } = await import('heap-snapshot-toolkit');
    const { pathLength } = await import('./devtools.mjs');
    await devtoolsLike((file) => file, (file) => parse(createReadStream(file, 'utf-8')), pathLength, diff);
  },

  async memlab() {
    const { TraceFinder, config, utils } = require('@memlab/core');
    config.muteConsole = true;
    config.isContinuousTest = true;
    const finder = new TraceFinder();
    const load = async (file) => {
      const snapshot = await utils.getSnapshotFromFile(file, { buildNodeIdIndex: true, verbose: false });
      finder.calculateAllNodesRetainedSizes(snapshot);
      return snapshot;
    };
    const className = ({ type, name }) => (type === 'object' || type === 'native' ? name : `(${type})`);
    const a = await stage('load + dominators', () => load(fileA));
    await stage('aggregate', () => {
      const table = new Map();
      a.nodes.forEach((node) => {
        const row = table.get(className(node)) ?? { count: 0, self: 0, retained: 0 };
        row.count++;
        row.self += node.self_size;
        row.retained = Math.max(row.retained, node.retainedSize);
        table.set(className(node), row);
      });
    });
    const c = await stage('load + dominators, second', () => load(fileC));
    const fresh = [];
    // It looks nodes up by id, but has no comparison by class.
    await stage('compare', () => {
      const table = new Map();
      const count = (node, change) => {
        const row = table.get(className(node)) ?? { new: 0, gone: 0, size: 0 };
        row[change]++;
        row.size += node.self_size;
        table.set(className(node), row);
      };
      c.nodes.forEach((node) => {
        if (a.getNodeById(node.id)) return;
        count(node, 'new');
        fresh.push(node.nodeIndex);
      });
      a.nodes.forEach((node) => { if (!c.getNodeById(node.id)) count(node, 'gone'); });
    });
    checks.nodes = a.nodes.length;
    checks.retained = Number(a.nodes.get(0).retainedSize);
    checks.new = fresh.length;
    await stage('100 paths', () => {
      finder.annotateShortestPaths(c);
      const nodes = largest(fresh, (index) => Number(c.nodes.get(index).retainedSize)).map((index) => c.nodes.get(index));
      checks.paths = nodes.filter((node) => finder.getPathToGCRoots(c, node)).length;
    });
  },

  async vscode() {
    const parser = require('@vscode/v8-heap-parser');
    const load = (file) => {
      const graph = parser.decode_bytes(readFileSync(file));
      graph.get_class_groups(0, 1, false); // makes the retained sizes
      return graph;
    };
    const classes = (graph) => graph.get_class_groups(0, 0xffffffff, false).map((group, index) => ({
      index, name: group.name(), count: group.children_len, retained: Number(group.retained_size),
    }));
    const a = await stage('load + dominators', () => load(fileA));
    const groups = await stage('aggregate', () => classes(a));
    const c = await stage('load + dominators, second', () => load(fileC));
    const fresh = [];
    // It compares counts only; new and gone nodes are told by listing all of them.
    await stage('compare', () => {
      const list = (graph) => {
        const found = new Map();
        for (const { index, count } of classes(graph)) {
          for (let from = 0; from < count; from += 50000) {
            const to = Math.min(count, from + 50000);
            for (const node of graph.class_children(index, from, to, parser.WasmSortBy.SelfSize)) {
              found.set(node.id, { index: node.index, retained: Number(node.retained_size) });
              node.free();
            }
          }
        }
        return found;
      };
      const before = list(a);
      const after = list(c);
      for (const [id, node] of after) if (!before.has(id)) fresh.push(node);
      checks.gone = [...before.keys()].filter((id) => !after.has(id)).length;
    });
    checks.nodes = groups.reduce((sum, group) => sum + group.count, 0);
    checks.new = fresh.length;
    // It has no path to the root: all retainers within ever more steps, until a synthetic root is among them.
    await stage('100 paths', () => {
      checks.paths = largest(fresh, (node) => node.retained).filter(({ index }) =>
        [4, 8, 12, 16, 24].some((steps) => {
          const retainers = c.get_all_retainers(index, steps);
          const found = retainers.some((retainer) => retainer.typ === parser.NodeType.Syntheic);
          retainers.forEach((retainer) => retainer.free());
          return found;
        })).length;
    });
  },
};

let error = null;
try {
  await peers[peer]();
} catch (caught) {
  error = String(caught?.message ?? caught).split('\n')[0];
}
console.log(`\n${JSON.stringify({ peer, seconds, checks, error })}`);
process.exit(error ? 1 : 0);
