function simple(x, y, z) { __keep(() => [z, x]); }
__call(simple);
function twice(a, a, b) { __keep(() => [a, b]); }
__call(twice);
function initialised(a, b = () => a) { var c = {}; let d; __keep(b); __keep(() => [c, d]); }
__call(initialised);
function sameName(a, b = () => a) { var a; __keep(b); __keep(() => a); }
__call(sameName);
function pattern({ p = __keep(() => q), q } = {}, ...rest) { __keep(() => [p, rest]); }
__call(pattern);
const arrow = (a, b = a, c = () => b) => { var a; __keep(c); return () => [c, a]; };
__call(arrow);
__call(function (a, b) { __keep(() => arguments); });
__call(function (a, b) { void arguments; __keep(() => 0); });
__call(function (a, b) { 'use strict'; void arguments; __keep(() => 0); });
__call(function (a, b = 1) { void arguments; __keep(() => 0); });
__call(function (a) { let arguments = {}; __keep(() => arguments); });
__call(function (a) { var arguments; __keep(() => arguments); });
__call(function (a) { { function arguments() {} } __keep(() => a); });
__call(function (arguments) { __keep(() => arguments); });
__call(function named(a) { __keep(() => [named, a]); });
__call(function hidden(a) { var hidden = 1; __keep(() => hidden); });
