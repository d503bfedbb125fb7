//# the only object of a class
class Users {
  constructor() {
    this.cache = {};
  }
  async get(userId) {
    if (!this.cache[userId]) this.cache[userId] = await this.load(userId);
//                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'this.cache' gets an entry for each new key and never loses one
    return this.cache[userId];
  }
  load() {}
}
module.exports = new Users();

//# expressions by pattern
const cache = new Map();
exports.expression = function (pattern) {
  let found = cache.get(pattern);
  if (!found) {
    found = new RegExp(pattern);
    cache.set(pattern, found);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'cache' gets an entry for each new key and never loses one
  }
  return found;
};

//# a map by id
const cache = new Map();
module.exports = function user(id, load) {
  if (!cache.has(id)) cache.set(id, load(id));
//                    ^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'cache' gets an entry for each new key and never loses one
  return cache.get(id);
};

//# an object by url
const cache = {};
module.exports = function page(url, load) {
  if (!cache[url]) cache[url] = load(url);
//                 ^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'cache' gets an entry for each new key and never loses one
  return cache[url];
};

//# a memo by arguments
const memo = Object.create(null);
exports.compute = (...args) => {
  const key = JSON.stringify(args);
  return memo[key] || (memo[key] = args.length);
//                     ^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'memo' gets an entry for each new key and never loses one
};

//# requests by address
const hits = new Map();
module.exports = function limit(req, res, next) {
  hits.set(req.ip, (hits.get(req.ip) || 0) + 1);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'hits' gets an entry for each new key and never loses one
  next();
};

//# a set of seen ids
const seen = new Set();
exports.once = function (message) {
  if (seen.has(message.id)) return false;
  seen.add(message.id);
//^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'seen' gets an entry for each new key and never loses one
  return true;
};

//# a static field
class Parser {
  static cache = new Map();
  static parse(text) {
    let tree = Parser.cache.get(text);
    if (!tree) {
      tree = text.split(' ');
      Parser.cache.set(text, tree);
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'cache' gets an entry for each new key and never loses one
    }
    return tree;
  }
}
module.exports = Parser;

//# a template as the key (esm)
const responses = new Map();
export async function load(host, path) {
  const response = await fetch(`https://${host}/${path}`);
  responses.set(`${host}:${path}`, response);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'responses' gets an entry for each new key and never loses one
  return response;
}

//# sessions of a server
const http = require('http');
const sessions = {};
http.createServer((req, res) => {
  sessions[req.headers.cookie] = { time: Date.now() };
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'sessions' gets an entry for each new key and never loses one
  res.end();
}).listen(1);

//# typescript (ts)
const cache: Map<string, string[]> = new Map();
export function words(text: string): string[] {
  const known = cache.get(text);
  if (known) return known;
  const found = text.split(' ');
  cache.set(text, found);
//^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'cache' gets an entry for each new key and never loses one
  return found;
}

//# a cache in a field
class Loader {
  constructor() {
    this.cache = new Map();
  }
  get(id, load) {
    this.cache.set(id, load(id));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'this.cache' gets an entry for each new key
    return this.cache.get(id);
  }
}
module.exports = Loader;

//# a cache that is exported too
const dnsCache = (module.exports.dnsCache = new Map());
module.exports.lookup = (host, resolve) => {
  if (!dnsCache.has(host)) {
    dnsCache.set(host, resolve(host));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'dnsCache' gets an entry for each new key
  }
  return dnsCache.get(host);
};

//# a memo that a function returns (ts)
export function memoize<T>(compute: (key: string) => T) {
  const memo = new Map<string, T>();
  return function (key: string): T {
    if (!memo.has(key)) {
      memo.set(key, compute(key));
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'memo' gets an entry for each new key
    }
    return memo.get(key)!;
  };
}

//# old entries that go when they are asked for
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
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unbounded-cache: 'cache' loses an old entry only when its key is asked for again
};

//# what was asked for before, by any name
const loading = {};
export function loadImage(src) {
  if (src in loading) return loading[src];
  return (loading[src] = new Promise((resolve) => {
//        ^ unbounded-cache: 'loading' gets an entry for each new key and never loses one
    const image = new Image();
    image.onload = () => resolve(image);
    image.src = src;
  }));
}

//# any function's answers, by all of its arguments
module.exports = function remember(compute) {
  const seen = {};
  return function (...args) {
    const key = JSON.stringify(args);
    if (!(key in seen)) seen[key] = compute(...args);
//                      ^ unbounded-cache: 'seen' gets an entry for each new key
    return seen[key];
  };
};

//# answered from a variable, inside of a function that sets up (ts)
const options = new Map<string, Promise<Options>>();
export function setup(link: Link, files: Files) {
  function optionsOf(uri: string): Promise<Options> {
    let known = options.get(uri);
    if (!known) {
      known = link.ask(uri);
      options.set(uri, known);
//    ^ unbounded-cache: 'options' gets an entry for each new key and never loses one
    }
    return known;
  }
  files.onChange(async (file) => link.show(file, await optionsOf(file.uri)));
}

//# a key that a handler of requests gives
const http = require('http');
const baskets = new Map();
function basketOf(user) {
  const basket = { user, lines: [] };
  baskets.set(user, basket);
//^ unbounded-cache: 'baskets' gets an entry for each new key and never loses one
  return basket;
}
http.createServer((req, res) => {
  const { lines } = basketOf(req.headers.cookie);
  res.end(`${lines.length} of ${baskets.get(req.headers.cookie).user}`);
}).listen(80);
