//# brackets on a weak map
const details = new WeakMap();
exports.describe = (node) => {
  details[node] = Date.now();
//^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-container-misuse: 'details' is weak only through set(): this makes a property
};

//# brackets on a weak map in a field
class Registry {
  constructor() {
    this.details = new WeakMap();
  }
  describe(node) {
    this.details[node.id] = node;
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-container-misuse: 'this.details' is weak only through set(): this makes a property
  }
}
module.exports = Registry;

//# a held value that is the target
const registry = new FinalizationRegistry((held) => console.log(held));
exports.watch = (object) => registry.register(object, object);
//                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-container-misuse: what is held for 'object' leads back to it

//# a held value that leads to the target
const registry = new FinalizationRegistry((held) => held.close());
exports.watch = (object, log) => {
  registry.register(object, { object, log });
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-container-misuse: what is held for 'object' leads back to it
};

//# a map keyed by sockets
const states = new Map();
//    ^ weak-container-misuse: 'states' keeps the objects that are its keys
exports.open = function (socket) {
  states.set(socket, { since: Date.now() });
};
exports.since = (socket) => states.get(socket).since;

//# a map keyed by parameters that are used as objects
const sizes = new Map();
//    ^ weak-container-misuse: 'sizes' keeps the objects that are its keys
exports.measure = function (box) {
  if (!sizes.has(box)) sizes.set(box, box.width * box.height);
  return sizes.get(box);
};

//# a weak map in a static field
class Store {
  static data = new WeakMap();
  static put(key, value) {
    this.data[key] = value;
//  ^^^^^^^^^^^^^^^^^^^^^^ weak-container-misuse: 'data' is weak only through set(): this makes a property
  }
}
module.exports = Store;

//# a registry in a field
class Tracker {
  constructor() {
    this.registry = new FinalizationRegistry((held) => console.log(held));
  }
  track(object) {
    this.registry.register(object, () => object.close());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-container-misuse: what is held for 'object' leads back to it
  }
}
module.exports = Tracker;

//# typescript (ts)
const nodes: WeakMap<object, number> = new WeakMap();
export function count(node: any): void {
  nodes[node] = 1;
//^^^^^^^^^^^^^^^ weak-container-misuse: 'nodes' is weak only through set(): this makes a property
}

//# a typed map of elements in a field (ts)
export class Registry {
  private components = new Map<HTMLElement, { element: HTMLElement }>();
//^ weak-container-misuse: 'components' keeps the objects that are its keys
  of(element: HTMLElement) {
    let found = this.components.get(element);
    if (!found) {
      found = { element };
      this.components.set(element, found);
    }
    return found;
  }
}

//# a set that is only asked
const patched = new Set();
//    ^ weak-container-misuse: 'patched' keeps the objects that are its keys
exports.patch = function (connection) {
  if (patched.has(connection)) return;
  patched.add(connection);
  connection.query = () => {};
};

//# a stream that the registry holds
const registry = new FinalizationRegistry((stream) => {
  if (!stream.locked) stream.cancel('gone');
});
exports.respond = function (response, inner) {
  response.state = inner;
  registry.register(response, inner.body.stream);
//^ weak-container-misuse: 'inner.body.stream' is held strongly, and may lead back to 'response'
};

//# a map whose declaration says what its keys are (ts)
export class Blocker {
  private readonly contexts: Map<Page, BlockingContext> = new Map();
//^ weak-container-misuse: 'contexts' keeps the objects that are its keys
  enable(page: Page) {
    let context = this.contexts.get(page);
    if (!context) {
      context = new BlockingContext(page);
      this.contexts.set(page, context);
    }
    return context.enable();
  }
}

//# an entry that registers itself for its callback
const lists = { registry: new FinalizationRegistry((entry) => entry.drop()) };
class Entry {
  constructor(callback, next) {
    this.next = next;
    this.callback = new WeakRef(callback);
    lists.registry.register(callback, this, this);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-container-misuse: 'this' is held strongly until 'callback' is gone
  }
  drop() {
    this.next = null;
  }
}
module.exports = Entry;
