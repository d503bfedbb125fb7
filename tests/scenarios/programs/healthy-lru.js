// A bounded cache with a linked list, a ring of the last requests, and code that is loaded when it is first needed.
// nothing grows
class Lru {
  constructor(limit) {
    this.limit = limit;
    this.entries = new Map();
    this.newest = null;
    this.oldest = null;
  }

  set(key, value) {
    const entry = { key, value, older: this.newest, newer: null };
    if (this.newest) this.newest.newer = entry;
    this.newest = entry;
    this.oldest ??= entry;
    this.entries.set(key, entry);
    if (this.entries.size > this.limit) {
      const gone = this.oldest;
      this.oldest = gone.newer;
      this.oldest.older = null;
      this.entries.delete(gone.key);
    }
  }
}

const lru = new Lru(6);
const last = new Array(8).fill(null);
const lazy = ['zlib', 'readline', 'dns', 'querystring', 'string_decoder', 'punycode', 'tls', 'dgram', 'repl', 'vm'];
let n = 0;

exports.work = async () => {
  n += 1;
  lru.set(`key-${n}`, { n, body: Buffer.alloc(64) });
  last[n % last.length] = { n, seen: () => n };
  const name = lazy[n];
  if (name && name !== 'punycode' && name !== 'repl') require(name);
  await new Promise((resolve) => setImmediate(resolve));
};
