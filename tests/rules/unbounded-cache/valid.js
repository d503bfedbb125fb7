//# entries are deleted
const cache = new Map();
exports.get = (id, load) => {
  if (!cache.has(id)) cache.set(id, load(id));
  return cache.get(id);
};
exports.forget = (id) => cache.delete(id);

//# the size is tested
const cache = new Map();
exports.get = (id, load) => {
  if (cache.size > 1000) return load(id);
  if (!cache.has(id)) cache.set(id, load(id));
  return cache.get(id);
};

//# a weak map
const cache = new WeakMap();
exports.get = (node, load) => {
  if (!cache.has(node)) cache.set(node, load(node));
  return cache.get(node);
};

//# keys are types
const cache = {};
exports.handler = (type, make) => cache[type] || (cache[type] = make(type));

//# keys are literals
const cache = new Map();
exports.config = (load) => {
  if (!cache.has('config')) cache.set('config', load());
  return cache.get('config');
};

//# other files can empty it
const cache = new Map();
exports.cache = cache;
exports.get = (id, load) => {
  cache.set(id, load(id));
  return cache.get(id);
};

//# replaced
let cache = new Map();
exports.get = (id, load) => {
  cache.set(id, load(id));
  return cache.get(id);
};
exports.reset = () => {
  cache = new Map();
};

//# a local map
exports.index = (items) => {
  const cache = new Map();
  for (const item of items) cache.set(item.id, item);
  return cache;
};

//# filled once
const cache = new Map();
for (const name of ['a', 'b']) cache.set(name, require(name));
exports.get = (name) => cache.get(name);

//# a registry of plugins
const handlers = {};
exports.register = (plugin, handler) => {
  handlers[plugin] = handler;
};

//# a field that is no cache
class Cache {
  constructor() {
    this.values = new Map();
  }
  get(id, load) {
    this.values.set(id, load(id));
    return this.values.get(id);
  }
}
module.exports = Cache;

//# given to an evictor
const evict = require('./evict');
const cache = new Map();
evict.watch(cache);
exports.get = (id, load) => {
  cache.set(id, load(id));
  return cache.get(id);
};

//# keys of a fixed list
const cache = {};
exports.warm = (load) => {
  for (const locale of ['de', 'en']) cache[locale] = load(locale);
};

//# deleted with delete
const cache = {};
exports.get = (url, load) => {
  cache[url] = load(url);
  return load(url).finally(() => delete cache[url]);
};

//# a cache in a field with a bound
class Loader {
  constructor() {
    this.cache = new Map();
  }
  get(id, load) {
    if (this.cache.size > 100) this.cache.clear();
    this.cache.set(id, load(id));
    return this.cache.get(id);
  }
}
module.exports = Loader;

//# a cache that lives as long as one call
module.exports = function resolveAll(names, resolve) {
  const cache = new Map();
  return names.map((name) => {
    if (!cache.has(name)) cache.set(name, resolve(name));
    return cache.get(name);
  });
};

//# only for small numbers, by a condition with a name
const cache = {};
module.exports = function make(value) {
  let small;
  if ((small = value >= 0 && value < 256)) {
    if (cache[value]) return cache[value];
  }
  const made = { value };
  if (small) cache[value] = made;
  return made;
};

//# old entries that are swept
const cache = new Map();
exports.get = function (key) {
  const item = cache.get(key);
  if (item && Date.now() > item.expires) cache.delete(key);
  return item && item.value;
};
exports.put = function (key, value, life) {
  for (const [old, item] of cache) if (item.expires < Date.now()) cache.delete(old);
  cache.set(key, { value, expires: Date.now() + life });
};

//# what is declared under a name
const handlers = {};
export function define(name, handler) {
  if (name in handlers) return;
  handlers[name] = handler;
}

//# answers that belong to one call
module.exports = function resolveAll(requests, compute) {
  const seen = {};
  return requests.map((args) => {
    const key = JSON.stringify(args);
    if (!(key in seen)) seen[key] = compute(...args);
    return seen[key];
  });
};

//# a table in an object of one call
class Writer {
  write(store, result) {
    const context = { store, written: {} };
    return this.walk(result, context);
  }
  walk(result, context) {
    const dataId = result.id;
    const sets = context.written[dataId] || (context.written[dataId] = []);
    return sets;
  }
}
module.exports = Writer;

//# answered from a variable, and forgotten when a file closes (ts)
const options = new Map<string, Promise<Options>>();
export function setup(link: Link, files: Files) {
  function optionsOf(uri: string): Promise<Options> {
    let known = options.get(uri);
    if (!known) {
      known = link.ask(uri);
      options.set(uri, known);
    }
    return known;
  }
  files.onChange(async (file) => link.show(file, await optionsOf(file.uri)));
  files.onClose((file) => options.delete(file.uri));
}

//# answered from a variable of one run
function shorten(tree, visit) {
  const seen = new Map();
  const use = (name) => {
    let known = seen.get(name);
    if (!known) {
      known = { name, count: 0 };
      seen.set(name, known);
    }
    return known;
  };
  visit(tree, (node) => use(node.name).count++);
  return [...seen.values()].filter((one) => one.count > 1);
}
module.exports = shorten;

//# a key that a handler of requests gives, and takes back
const http = require('http');
const baskets = new Map();
function basketOf(user) {
  const basket = { user, lines: [] };
  baskets.set(user, basket);
  return basket;
}
http.createServer((req, res) => {
  const { lines } = basketOf(req.headers.cookie);
  res.end(`${lines.length}`, () => baskets.delete(req.headers.cookie));
}).listen(80);
