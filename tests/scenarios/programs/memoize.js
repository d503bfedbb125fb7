// A memoizing helper keeps every result in a closure's Map.
// trace: compile (anonymous) -> context context of memoize {fn, cache} -> cache Map -> map[…] Object
function memoize(fn) {
  const cache = new Map();
  return (key) => {
    if (!cache.has(key)) cache.set(key, fn(key));
    //                   ^ grows: object Object 0 10 20
    //                   ^ cause
    return cache.get(key);
  };
}
const compile = memoize((text) => ({ text, tokens: text.split(' ') }));
let n = 0;
exports.work = () => { n += 1; compile(`select ${n} from t`); };
