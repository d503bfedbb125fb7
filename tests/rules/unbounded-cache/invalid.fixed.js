//# the only object of a class
//= no fix

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
//= no fix

//# an object by url
//= no fix

//# a memo by arguments
//= no fix

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
//= Bound 'Parser.cache' to 1000 entries (unsafe: old entries go) (unsafe)
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
//= no fix

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

