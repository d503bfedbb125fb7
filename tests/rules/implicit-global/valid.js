//# declared with let
function f() {
  let total = 0;
  total = 1;
}

//# declared later with var
function f() {
  total = 1;
  var total;
}

//# strict code throws instead
'use strict';
function f() {
  total = 1;
}

//# an es module throws instead (esm)
export function f() {
  total = 1;
}

//# a function in strict mode
function f() {
  'use strict';
  total = 1;
}

//# named in a comment
/* global total */
function f() {
  total = 1;
}

//# tested with typeof
if (typeof registry === 'undefined') {
  registry = {};
}

//# a handler of the environment
function f() {
  onmessage = function () {};
}

//# the module's own exports
exports = module.exports = function () {};

//# a parameter
function f(total) {
  total = 1;
}

//# a loop variable with var
function f(list) {
  for (var i = 0; i < list.length; i++) list[i]();
}

//# a name of the outer function
function outer() {
  var count;
  return function () {
    count = 1;
  };
}

//# typescript declares elsewhere (ts)
function f(): void {
  total = 1;
}

//# a new statement after a list
function f() {
  var a = 1,
    b = 2;
  a = 3;
  return a + b;
}

//# with may mean a property
function f(o) {
  with (o) {
    total = 1;
  }
}

//# a function of the language, where it is missing
isNaN = isNaN || function (value) { return value !== value; };
