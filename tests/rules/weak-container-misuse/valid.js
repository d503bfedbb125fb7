//# set on a weak map
const details = new WeakMap();
exports.describe = (node) => {
  details.set(node, Date.now());
};

//# brackets on an object
const details = {};
exports.describe = (name) => {
  details[name] = Date.now();
};

//# a held value of its own
const registry = new FinalizationRegistry((held) => console.log(held));
exports.watch = (object, name) => registry.register(object, name);

//# an id as the held value
const registry = new FinalizationRegistry((id) => console.log(id));
exports.watch = (object) => registry.register(object, object.id);

//# another register
exports.add = (bus, plugin) => bus.register(plugin, plugin.name, plugin);

//# a map that is iterated
const states = new Map();
exports.open = (socket) => states.set(socket, socket.remoteAddress);
exports.all = () => [...states.keys()];

//# a map whose entries are deleted
const states = new Map();
exports.open = (socket) => states.set(socket, socket.remoteAddress);
exports.close = (socket) => states.delete(socket);

//# a map that is counted
const states = new Map();
exports.open = (socket) => states.set(socket, socket.remoteAddress);
exports.count = () => states.size;

//# a map keyed by strings
const names = new Map();
exports.upper = (name) => {
  if (!names.has(name)) names.set(name, name.toUpperCase());
  return names.get(name);
};

//# a local map
exports.index = (nodes) => {
  const parents = new Map();
  nodes.forEach((node) => parents.set(node, node.parent));
  return parents;
};

//# a map that other code gets
const states = new Map();
module.exports = states;
states.open = (socket) => states.set(socket, socket.remoteAddress);

//# filled once
const handlers = new Map();
handlers.set(process, () => {});
exports.of = (target) => handlers.get(target);

//# a typed map of names (ts)
const sizes = new Map<string, number>();
export function size(name: string): number {
  if (!sizes.has(name)) sizes.set(name, name.length);
  return sizes.get(name)!;
}

//# a set that is gone over
const open = new Set();
exports.add = (socket) => {
  if (!open.has(socket)) open.add(socket);
};
exports.closeAll = () => open.forEach((socket) => socket.end());

//# a weak reference that the registry holds
const registry = new FinalizationRegistry((reference) => {
  const stream = reference.deref();
  if (stream && !stream.locked) stream.cancel('gone');
});
exports.respond = function (response, inner) {
  registry.register(response, new WeakRef(inner.body.stream));
};

//# a pointer that the registry holds
const registry = new FinalizationRegistry((handle) => free(handle.ptr, handle.size));
exports.matrix = function (target) {
  registry.register(target, { ptr: target.handle.ptr, size: target.handle.size });
};

//# a map whose declaration says that its keys are deleted (ts)
export class Blocker {
  private readonly contexts: Map<Page, BlockingContext> = new Map();
  enable(page: Page) {
    this.contexts.set(page, new BlockingContext(page));
  }
  disable(page: Page) {
    this.contexts.delete(page);
  }
}

//# an entry that only its token is registered for
const lists = { registry: new FinalizationRegistry((name) => console.log(name)) };
class Entry {
  constructor(callback, name) {
    this.callback = new WeakRef(callback);
    lists.registry.register(callback, name, this);
  }
}
module.exports = Entry;
