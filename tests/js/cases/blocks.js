__call(() => {
  for (let i = 0, o = __keep(() => i); i < 2; i++) __keep(() => [i, o]);
  for (let i = 0; __keep(() => i) && i < 1; i++) { let body = {}; __keep(() => body); }
  for (const k = {}; __keep(() => k) && !k.done; k.done = 1) __keep(() => 0);
  for (const { p, q = __keep(() => p) } of [{ p: 1 }]) { let r; __keep(() => [q, r]); }
  for (var v of [1]) __keep(() => v);
  for (const x in { a: __keep(() => 1) }) { __keep(() => x); }
  for (let t of [__keep(() => t)]) __keep(() => t);
  switch (1) { case 1: let s = {}; __keep(() => s); default: function inSwitch() { return s; } __keep(inSwitch); }
  mark: { let l = {}; __keep(() => l); }
  if (v) { const c = 1; { let d; __keep(() => [c, d]); } }
  try { throw 1; } catch (error) { __keep(() => 0); let inner; __keep(() => inner); }
  try { throw { a: 1 }; } catch ({ a, b = __keep(() => a) }) { __keep(() => b); { var a2 = 1; } }
  try { throw 1; } catch { let n; __keep(() => [n, a2]); } finally { let f; __keep(() => f); }
});
__call(function () {
  { function both() { return both; } __keep(both); }
  __keep(() => both);
  { let g; { function g() {} __keep(g); } __keep(() => g); }
  { async function only() { return only; } __keep(only); }
  if (true) function odd() { return odd; }
  label: function marked() { return marked; }
  __keep([odd, marked]);
  try { throw 1; } catch (e) { { function e() { return e; } } __keep(() => e); }
});
__call(function () {
  'use strict';
  { function inner() { return inner; } __keep(inner); }
  __keep(() => typeof inner);
});
