//# brackets on a weak map
//= Use details.set()
const details = new WeakMap();
exports.describe = (node) => {
  details.set(node, Date.now());
//^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-container-misuse: 'details' is weak only through set(): this makes a property
};

//# brackets on a weak map in a field
//= Use this.details.set()
class Registry {
  constructor() {
    this.details = new WeakMap();
  }
  describe(node) {
    this.details.set(node.id, node);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ weak-container-misuse: 'this.details' is weak only through set(): this makes a property
  }
}
module.exports = Registry;

//# a held value that is the target
//= no fix

//# a held value that leads to the target
//= no fix

//# a map keyed by sockets
//= Turn 'states' into a WeakMap (unsafe: keys must be objects) (unsafe)
const states = new WeakMap();
//    ^ weak-container-misuse: 'states' keeps the objects that are its keys
exports.open = function (socket) {
  states.set(socket, { since: Date.now() });
};
exports.since = (socket) => states.get(socket).since;

//# a map keyed by parameters that are used as objects
//= Turn 'sizes' into a WeakMap (unsafe: keys must be objects) (unsafe)
const sizes = new WeakMap();
//    ^ weak-container-misuse: 'sizes' keeps the objects that are its keys
exports.measure = function (box) {
  if (!sizes.has(box)) sizes.set(box, box.width * box.height);
  return sizes.get(box);
};

//# a weak map in a static field
//= no fix

//# a registry in a field
//= no fix

//# typescript
//= Use nodes.set()
const nodes: WeakMap<object, number> = new WeakMap();
export function count(node: any): void {
  nodes.set(node, 1);
//^^^^^^^^^^^^^^^ weak-container-misuse: 'nodes' is weak only through set(): this makes a property
}

//# a typed map of elements in a field
//= Turn 'components' into a WeakMap (unsafe: keys must be objects) (unsafe)
export class Registry {
  private components = new WeakMap<HTMLElement, { element: HTMLElement }>();
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
//= Turn 'patched' into a WeakSet (unsafe: keys must be objects) (unsafe)
const patched = new WeakSet();
//    ^ weak-container-misuse: 'patched' keeps the objects that are its keys
exports.patch = function (connection) {
  if (patched.has(connection)) return;
  patched.add(connection);
  connection.query = () => {};
};

//# a stream that the registry holds
//= Hold a WeakRef (unsafe: what is held may go before its target) (unsafe)
const registry = new FinalizationRegistry((ref) => {
  const stream = ref.deref();
  if (!stream) return;
  if (!stream.locked) stream.cancel('gone');
});
exports.respond = function (response, inner) {
  response.state = inner;
  registry.register(response, new WeakRef(inner.body.stream));
//^ weak-container-misuse: 'inner.body.stream' is held strongly, and may lead back to 'response'
};

//# a map whose declaration says what its keys are
//= Turn 'contexts' into a WeakMap (unsafe: keys must be objects) (unsafe)
export class Blocker {
  private readonly contexts: WeakMap<Page, BlockingContext> = new WeakMap();
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
//= no fix

