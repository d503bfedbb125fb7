// A cache of compiled patterns for keys that come from users.
// trace: compiled Map -> map[…] RegExp
const compiled = new Map();

function matcher(pattern) {
  if (!compiled.has(pattern)) compiled.set(pattern, new RegExp(pattern));
  //                          ^ grows: object RegExp 0 10 20
  //                          ^ cause
  return compiled.get(pattern);
}

let n = 0;

exports.work = () => {
  n += 1;
  return matcher(`^user-${n}$`).test('user-1');
};
