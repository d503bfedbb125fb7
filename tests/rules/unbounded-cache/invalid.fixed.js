//# the only object of a class
//= Bound 'this.cache' to 1000 entries (unsafe: old entries go) (unsafe)
class Users {
  constructor() {
    this.cache = {};
  }
  async get(userId) {
    if (Object.keys(this.cache).length >= 1000) delete this.cache[Object.keys(this.cache)[0]];
    if (!this.cache[userId]) this.cache[userId] = await this.load(userId);
//                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'this.cache' gets an entry for each new key and never loses one
    return this.cache[userId];
  }
  load() {}
}
module.exports = new Users();

//# expressions by pattern
//= Bound 'cache' to 1000 entries (unsafe: old entries go) (unsafe)
const cache = new Map();
exports.expression = function (pattern) {
  let found = cache.get(pattern);
  if (!found) {
    found = new RegExp(pattern);
    cache.set(pattern, found);
    while (cache.size > 1000) cache.delete(cache.keys().next().value);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'cache' gets an entry for each new key and never loses one
  }
  return found;
};

//# a map by id
//= Bound 'cache' to 1000 entries (unsafe: old entries go) (unsafe)
const cache = new Map();
module.exports = function user(id, load) {
  while (cache.size >= 1000) cache.delete(cache.keys().next().value);
  if (!cache.has(id)) cache.set(id, load(id));
//                    ^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'cache' gets an entry for each new key and never loses one
  return cache.get(id);
};

//# an object by url
//= Bound 'cache' to 1000 entries (unsafe: old entries go) (unsafe)
const cache = {};
module.exports = function page(url, load) {
  if (Object.keys(cache).length >= 1000) delete cache[Object.keys(cache)[0]];
  if (!cache[url]) cache[url] = load(url);
//                 ^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'cache' gets an entry for each new key and never loses one
  return cache[url];
};

//# a memo by arguments
//= Bound 'memo' to 1000 entries (unsafe: old entries go) (unsafe)
const memo = Object.create(null);
exports.compute = (...args) => {
  const key = JSON.stringify(args);
  if (Object.keys(memo).length >= 1000) delete memo[Object.keys(memo)[0]];
  return memo[key] || (memo[key] = args.length);
//                     ^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'memo' gets an entry for each new key and never loses one
};

//# requests by address
//= Bound 'hits' to 1000 entries (unsafe: old entries go) (unsafe)
const hits = new Map();
module.exports = function limit(req, res, next) {
  hits.set(req.ip, (hits.get(req.ip) || 0) + 1);
  while (hits.size > 1000) hits.delete(hits.keys().next().value);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'hits' gets an entry for each new key and never loses one
  next();
};

//# a set of seen ids
//= Bound 'seen' to 1000 entries (unsafe: old entries go) (unsafe)
const seen = new Set();
exports.once = function (message) {
  if (seen.has(message.id)) return false;
  seen.add(message.id);
  while (seen.size > 1000) seen.delete(seen.keys().next().value);
//^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'seen' gets an entry for each new key and never loses one
  return true;
};

//# a static field
//= Bound 'cache' to 1000 entries (unsafe: old entries go) (unsafe)
class Parser {
  static cache = new Map();
  static parse(text) {
    let tree = Parser.cache.get(text);
    if (!tree) {
      tree = text.split(' ');
      Parser.cache.set(text, tree);
      while (Parser.cache.size > 1000) Parser.cache.delete(Parser.cache.keys().next().value);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'cache' gets an entry for each new key and never loses one
    }
    return tree;
  }
}
module.exports = Parser;

//# a template as the key
//= Bound 'responses' to 1000 entries (unsafe: old entries go) (unsafe)
const responses = new Map();
export async function load(host, path) {
  const response = await fetch(`https://${host}/${path}`);
  responses.set(`${host}:${path}`, response);
  while (responses.size > 1000) responses.delete(responses.keys().next().value);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'responses' gets an entry for each new key and never loses one
  return response;
}

//# sessions of a server
//= Bound 'sessions' to 1000 entries (unsafe: old entries go) (unsafe)
const http = require('http');
const sessions = {};
http.createServer((req, res) => {
  if (Object.keys(sessions).length >= 1000) delete sessions[Object.keys(sessions)[0]];
  sessions[req.headers.cookie] = { time: Date.now() };
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'sessions' gets an entry for each new key and never loses one
  res.end();
}).listen(1);

//# typescript
//= Bound 'cache' to 1000 entries (unsafe: old entries go) (unsafe)
const cache: Map<string, string[]> = new Map();
export function words(text: string): string[] {
  const known = cache.get(text);
  if (known) return known;
  const found = text.split(' ');
  cache.set(text, found);
  while (cache.size > 1000) cache.delete(cache.keys().next().value);
//^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'cache' gets an entry for each new key and never loses one
  return found;
}

//# a cache in a field
//= Bound 'this.cache' to 1000 entries (unsafe: old entries go) (unsafe)
class Loader {
  constructor() {
    this.cache = new Map();
  }
  get(id, load) {
    this.cache.set(id, load(id));
    while (this.cache.size > 1000) this.cache.delete(this.cache.keys().next().value);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'this.cache' gets an entry for each new key
    return this.cache.get(id);
  }
}
module.exports = Loader;

//# a cache that is exported too
//= Bound 'dnsCache' to 1000 entries (unsafe: old entries go) (unsafe)
const dnsCache = (module.exports.dnsCache = new Map());
module.exports.lookup = (host, resolve) => {
  if (!dnsCache.has(host)) {
    dnsCache.set(host, resolve(host));
    while (dnsCache.size > 1000) dnsCache.delete(dnsCache.keys().next().value);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'dnsCache' gets an entry for each new key
  }
  return dnsCache.get(host);
};

//# a memo that a function returns
//= Bound 'memo' to 1000 entries (unsafe: old entries go) (unsafe)
export function memoize<T>(compute: (key: string) => T) {
  const memo = new Map<string, T>();
  return function (key: string): T {
    if (!memo.has(key)) {
      memo.set(key, compute(key));
      while (memo.size > 1000) memo.delete(memo.keys().next().value);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'memo' gets an entry for each new key
    }
    return memo.get(key)!;
  };
}

//# old entries that go when they are asked for
//= Bound 'cache' to 1000 entries (unsafe: old entries go) (unsafe)
const cache = new Map();
exports.get = function (key) {
  const item = cache.get(key);
  if (!item) return undefined;
  if (Date.now() > item.expires) {
    cache.delete(key);
    return undefined;
  }
  return item.value;
};
exports.put = function (key, value, life) {
  cache.set(key, { value, expires: Date.now() + life });
  while (cache.size > 1000) cache.delete(cache.keys().next().value);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'cache' loses an old entry only when its key is asked for again
};

//# what was asked for before, by any name
//= Bound 'loading' to 1000 entries (unsafe: old entries go) (unsafe)
const loading = {};
export function loadImage(src) {
  if (src in loading) return loading[src];
  if (Object.keys(loading).length >= 1000) delete loading[Object.keys(loading)[0]];
  return (loading[src] = new Promise((resolve) => {
//        ^ unbounded-cache: 'loading' gets an entry for each new key and never loses one
    const image = new Image();
    image.onload = () => resolve(image);
    image.src = src;
  }));
}

//# any function's answers, by all of its arguments
//= Bound 'seen' to 1000 entries (unsafe: old entries go) (unsafe)
module.exports = function remember(compute) {
  const seen = {};
  return function (...args) {
    const key = JSON.stringify(args);
    if (Object.keys(seen).length >= 1000) delete seen[Object.keys(seen)[0]];
    if (!(key in seen)) seen[key] = compute(...args);
//                      ^ unbounded-cache: 'seen' gets an entry for each new key
    return seen[key];
  };
};

//# answered from a variable, inside of a function that sets up
//= Bound 'options' to 1000 entries (unsafe: old entries go) (unsafe)
const options = new Map<string, Promise<Options>>();
export function setup(link: Link, files: Files) {
  function optionsOf(uri: string): Promise<Options> {
    let known = options.get(uri);
    if (!known) {
      known = link.ask(uri);
      options.set(uri, known);
      while (options.size > 1000) options.delete(options.keys().next().value);
//    ^ unbounded-cache: 'options' gets an entry for each new key and never loses one
    }
    return known;
  }
  files.onChange(async (file) => link.show(file, await optionsOf(file.uri)));
}

//# a key that a handler of requests gives
//= Bound 'baskets' to 1000 entries (unsafe: old entries go) (unsafe)
const http = require('http');
const baskets = new Map();
function basketOf(user) {
  const basket = { user, lines: [] };
  baskets.set(user, basket);
  while (baskets.size > 1000) baskets.delete(baskets.keys().next().value);
//^ unbounded-cache: 'baskets' gets an entry for each new key and never loses one
  return basket;
}
http.createServer((req, res) => {
  const { lines } = basketOf(req.headers.cookie);
  res.end(`${lines.length} of ${baskets.get(req.headers.cookie).user}`);
}).listen(80);

