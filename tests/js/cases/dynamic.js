__call(function (a) { let unused; { let z; __keep(() => eval('1')); } __keep(() => 0); });
__call(function (a) { 'use strict'; let unused; eval('1'); __keep(() => 0); });
__call(function (a, b = 1) { eval('var late = 1'); __keep(() => 0); });
__call(function (o) { let direct = 1, other; with (o || {}) { void direct; let inside; __keep(() => [inside, typeof o]); } __keep(() => 0); });
__call(function () { (0, eval)('1'); const e = eval; e('1'); eval?.('1'); let kept; __keep(() => kept); });
__call(function () { class A { m() { eval('1'); __keep(() => 0); } static s() { return 1; } #p() {} } __call(() => new A().m()); __keep(A.s); });
__call(function () { const o = { m() { return eval('1'); }, n() {} }; __keep([o.m, o.n]); });
