let a, b, c, d, e;
a ??= () => 1; b ||= function () {}; c = (() => 2); (d) = () => 3; e = class {};
a &&= class { m() {} };
const o = { __proto__: null, f: () => 1, 'g h': function () {}, 1.5: () => 1, 1e3: () => 2, [`t`]: () => 3, async *x() {}, get y() { return 1; }, set y(v) {}, async z() {}, k: class { static s = () => 1 }, l: (async () => 1), __proto__x: () => 1, ['__proto__']: () => 1, 0b11() {}, 'q\u0061q'() {}, 'new\nline': () => 1, 10n: () => 1, 0.1: () => 1, .5: () => 2, 1e21() {}, 1e-7() {} };
const { p = () => 1, q: r = function () {}, ...rest } = {};
const [s = class {}] = []; let t; [t = () => 4] = []; ({ t = () => 5 } = {}); ({ u: t = () => 6 } = {});
function f(x = () => 1, { y = function () {} } = {}, [z = async () => 1] = []) { return [x, y, z]; }
class K { static a = () => 1; b = function () {}; #c = () => 1; static #d = function () {}; 'e f' = () => 1; static 12 = () => 3; get c() { return this.#c; } static get d() { return K.#d; } ['g'] = () => 1; static async h() {} static *i() {} #priv() {} get #acc() { return 1; } set #acc(v) {} }
const k = new K();
var v = function () {}, w = (0, function () {}), x1 = v || function () {}, y1 = true ? () => 1 : 0, z1 = [() => 1], n = new (class {})();
o.m = function () {}; o['n'] = () => 1; exports.p = () => 2; module.exports.q = class {};
for (const g = () => 1; !g.done; g.done = 1) __keep(g);
for (const [h1 = () => 2] of [[]]) __keep(h1);
__keep([a, b, c, d, e, o, Object.getOwnPropertyDescriptor(o, 'y').set, p, r, s, t, f(), K, k, k.c, K.d, v, w, x1, y1, z1, n, exports, new Function('return 1'), async function* ag() {}, function* () {}, async () => {}, async x => x, (async), label()]);
async = 1;
function label() { l1: for (;;) { l2: { break l1; } } return () => l1; let l1; }
var async;
<!-- an html comment
--> another one
__keep(() => a?.b?.(() => c)?.[d]);
__keep(() => { debugger; return import('fs'); });
__keep(function () { return `a${() => b}c${`d${() => e}`}`; });
__keep((() => { var undefined; return () => undefined; })());
__keep((function () { return () => arguments?.[0]; })(1));
__keep((function () { let x; { var y = () => x; } return { y, x }; })());
__keep((() => { try { throw 1 } catch ({ length: len = () => len }) { return () => len; } })());
__keep((function (a) { if (a) { function a() {} } { function b() {} } return [() => a, () => b]; })(1));
__keep((function () { for (var i = 0, j = () => i; i < 1; i++); for (let k in { a: 1 }) for (let l of [k]) __keep(() => [k, l]); return j; })());
__keep((function () { switch (0) { case (() => 1)(): let z = 1; default: __keep(() => z); } })());
__keep((function () { class A { static x = this; static { this.y = () => A; } } return A.y; })());
__keep((function () { class A extends (class { m() { return A; } }) {} return A; })());
__keep((function () { return { a: { m() { return super.b; } }, get [`x${() => a}`]() { return 1; }, async *[(() => b)()]() {} }; })());
__keep((function () { var f = function g() { return g; }, h = function i(i) { return () => i; }; return [f, h(1)]; })());
__keep((function () { new.target; return () => new.target; })());
__keep((function eval_() { var eval = () => 1; eval('x'); return () => 1; })());
__keep(({ async: 1, get: 2, set: 3, static: 4, of: 5, let: 6, yield: 7, await: 8 }));
__keep((({ a, b: { c: [d] } }, ...[e, f2]) => () => [a, d, e, f2])({ b: { c: [1] } }));
__keep(((a, b) => { { let a = () => b; return a; } })());
__keep(function () { 'use strict'; return () => this; });
__keep((function () { const fns = []; for (let i = 0; i < 2; i++) { fns.push(() => i); let i2 = i; fns.push(() => i2); } do { let q = 1; fns.push(() => q); } while (0); return fns; })());
__keep((function () { outer: for (const a of [1]) { for (const b of [1]) { if (b) { __keep(() => [a, b]); continue outer; } } } })());
__keep((function () { var { length } = 'x', [first, ...others] = 'xy'; return () => [length, first, others]; })());
__keep((function () { let x = 1; return class { [x] = 1; static [(() => x)()] = 2; ['m' + x]() {} }; })());
__keep((function () { if (0) ; else function inElse() {} return () => typeof inElse; })());
