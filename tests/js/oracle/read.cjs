'use strict';
// read.cjs SNAPSHOT PREFIX...: the contexts that V8 really made. Prints one JSON row for each closure whose script's name
// starts with a prefix: [script, line, column, name, [[kind, [slot, ...], ordered], ...]], chains innermost first.
const fs = require('fs');

const [, , path, ...prefixes] = process.argv;
const data = JSON.parse(fs.readFileSync(path, 'utf8'));
const { meta } = data.snapshot;
const { nodes, edges, strings } = data;
const field = (list, name) => list.indexOf(name);
const NODE = meta.node_fields.length;
const EDGE = meta.edge_fields.length;
const TYPES = meta.node_types[0];
const EDGE_TYPES = meta.edge_types[0];
const [TYPE, NAME, SIZE, COUNT] = ['type', 'name', 'self_size', 'edge_count'].map((f) => field(meta.node_fields, f));
const WORD = 8;
const HEADER = 2 * WORD; // map and length
const FIXED_SLOTS = 2; // scope info and previous

const firstEdge = new Uint32Array(nodes.length / NODE + 1);
for (let i = 0; i < nodes.length / NODE; i++) firstEdge[i + 1] = firstEdge[i] + nodes[i * NODE + COUNT];
const typeOf = (node) => TYPES[nodes[node * NODE + TYPE]];
const nameOf = (node) => strings[nodes[node * NODE + NAME]];
const sizeOf = (node) => nodes[node * NODE + SIZE];
function edgesOf(node) {
  const found = [];
  for (let e = firstEdge[node]; e < firstEdge[node + 1]; e++) {
    const type = EDGE_TYPES[edges[e * EDGE]];
    const label = edges[e * EDGE + 1];
    const numbered = type === 'element' || type === 'hidden';
    found.push({ type, name: numbered ? label : strings[label], to: edges[e * EDGE + 2] / NODE });
  }
  return found;
}
const internal = (node, name) => edgesOf(node).find((edge) => edge.type === 'internal' && edge.name === name)?.to ?? -1;
const isString = (node) => typeOf(node).includes('string');
const isNative = (node) => nameOf(node).startsWith('system / NativeContext');

const locations = new Map();
const row = meta.location_fields.length;
for (let i = 0; i < data.locations.length; i += row) {
  locations.set(data.locations[i] / NODE, [data.locations[i + 2], data.locations[i + 3]]);
}

const kinds = new Map(); // a context's map -> its kind
for (let node = 0; node < nodes.length / NODE; node++) {
  if (!isNative(node)) continue;
  for (const edge of edgesOf(node)) {
    const match = edge.type === 'internal' && /^(\w+)_context_map$/.exec(edge.name);
    if (match) kinds.set(edge.to, match[1]);
  }
}
const kindOf = (context) => kinds.get(internal(context, 'map')) ?? '?';

// The strings that a ScopeInfo begins with: names of context slots, then the function's own name and others.
function leadingStrings(info) {
  const names = [];
  for (const edge of edgesOf(info)) {
    if (edge.type === 'internal' && edge.name === 'context_local_names_hashtable') return hashtable(edge.to);
    if (edge.type !== 'hidden') continue;
    if (edge.name !== names.length) break;
    if (names.length === 0 && /NameToIndexHashTable|context local names/.test(nameOf(edge.to))) return hashtable(edge.to);
    if (!isString(edge.to)) break;
    names.push(nameOf(edge.to));
  }
  return { names, ordered: true };
}
function hashtable(table) {
  return { names: edgesOf(table).map((edge) => edge.to).filter(isString).map(nameOf).sort(), ordered: false };
}
const rawSlots = (context) => (sizeOf(context) - HEADER) / WORD - FIXED_SLOTS;
const hasOuter = (info) => edgesOf(info).some((edge) => edge.name !== 'map' && nameOf(edge.to) === 'system / ScopeInfo');
// Words of a ScopeInfo beyond two for each slot. A context with room for `eval`'s variables has one slot more than its
// ScopeInfo has names, so its rest is smaller than that of any context of Node's own library, where nothing calls eval.
const restOf = (info, slots) => sizeOf(info) / WORD - 2 * slots - (hasOuter(info) ? 1 : 0);

const scripts = new Map();
function scriptOf(closure) {
  const shared = internal(closure, 'shared');
  if (shared < 0) return '';
  if (scripts.has(shared)) return scripts.get(shared);
  let script = internal(shared, 'script_or_debug_info');
  if (script < 0) script = internal(shared, 'script');
  const name = script < 0 ? '' : nameOf(script);
  scripts.set(shared, name);
  return name;
}

const smallestRest = {};
const wanted = [];
for (let node = 0; node < nodes.length / NODE; node++) {
  if (typeOf(node) !== 'closure') continue;
  const script = scriptOf(node);
  if (prefixes.some((prefix) => script.startsWith(prefix) || script.startsWith('file://' + prefix))) wanted.push(node);
  if (!script.startsWith('node:')) continue;
  for (let context = internal(node, 'context'); context >= 0 && !isNative(context); context = internal(context, 'previous')) {
    const info = internal(context, 'scope_info');
    if (info < 0 || !leadingStrings(info).ordered) continue;
    const kind = kindOf(context);
    smallestRest[kind] = Math.min(smallestRest[kind] ?? Infinity, restOf(info, rawSlots(context)));
  }
}

// A function expression's own name has the last slot; ScopeInfo holds it behind the names of the others.
function ownName(context, names, slots) {
  const last = names[slots - 1];
  return !names.slice(0, slots - 1).includes(last) && edgesOf(context).some((edge) => edge.type === 'context' && edge.name === last);
}

const described = new Map();
function describe(context) {
  if (described.has(context)) return described.get(context);
  const kind = kindOf(context);
  const info = internal(context, 'scope_info');
  let { names, ordered } = info < 0 ? { names: [], ordered: true } : leadingStrings(info);
  if (ordered) {
    let slots = rawSlots(context);
    const extended = edgesOf(context).some((edge) => edge.type === 'internal' && edge.name === 'extension');
    if (kind === 'with' || kind === 'module' || extended) slots -= 1;
    else if (info >= 0 && restOf(info, slots) < (smallestRest[kind] ?? -Infinity) && !ownName(context, names, slots)) slots -= 1;
    names = names.slice(0, Math.max(0, slots));
  } else {
    // The table holds no own name of a function expression: it shows as an edge alone.
    const own = edgesOf(context).filter((edge) => edge.type === 'context' && !names.includes(edge.name));
    if (rawSlots(context) > names.length) names = [...names, ...own.map((edge) => edge.name)];
  }
  const result = [kind, names, ordered];
  described.set(context, result);
  return result;
}

const rows = new Map();
for (const closure of wanted) {
  const chain = [];
  for (let context = internal(closure, 'context'); context >= 0 && !isNative(context); context = internal(context, 'previous')) {
    chain.push(describe(context));
  }
  const [line, column] = locations.get(closure) ?? [-1, -1];
  const text = JSON.stringify([scriptOf(closure).replace(/^file:\/\//, ''), line, column, nameOf(closure), chain]);
  rows.set(text, (rows.get(text) ?? 0) + 1);
}
process.stdout.write(`[${[...rows.keys()].join(',\n')}]\n`);
