//# plain assignment
//= Declare 'total' with var
function f() {
  var total = 1;
//^^^^^ implicit-global: nothing declares 'total'
  return total;
}

//# the right of a chain
//= Declare 'b' with var
function f() {
  var b;
  var a = b = 1;
//        ^ implicit-global: nothing declares 'b'
  return a;
}

//# a loop without var
//= Declare 'i' with var
function f(list) {
  for (var i = 0; i < list.length; i++) list[i]();
//     ^ implicit-global: nothing declares 'i'
}

//# a for-in loop without var
//= Declare 'key' with var
function f(list) {
  for (var key in list) list[key]();
//     ^^^ implicit-global: nothing declares 'key'
}

//# a semicolon instead of a comma
//= Replace ';' with ',' so that 'third' is declared
function f(list) {
  var first = list[0],
    second = list[1],
    third = list[2];
//  ^^^^^ implicit-global: a ',' is missing before 'third'
  return first + second + third;
}

//# no comma at the line's end
//= Replace ';' with ',' so that 'second' is declared
function f(list) {
  var first = list[0],
    second = list[1];
//  ^^^^^^ implicit-global: a ',' is missing before 'second'
  return first + second;
}

//# in a nested function
//= Declare 'result' with var
module.exports = function () {
  return function () {
    var result = compute();
//  ^^^^^^ implicit-global: nothing declares 'result'
    return result;
  };
};
function compute() {}

//# destructuring without a declaration
//= Declare 'head' with var
function f(list) {
  var head;
  [head] = list;
// ^^^^ implicit-global: nothing declares 'head'
  return head;
}

//# a counter
//= Declare 'counter' with var
function f() {
  var counter = 0;
//^^^^^^^ implicit-global: nothing declares 'counter'
  counter++;
}

//# in a modern file
//= Declare 'label' with let
const list = [];
list.forEach((item) => {
  let label = item.label;
//^^^^^ implicit-global: nothing declares 'label'
  item.print(label);
});

//# the type of another variable is asked for
//= Declare 'value' with let
const fs = require('fs');
exports.read = function (value) {
  return typeof value === 'string' ? fs.readFileSync(value) : value;
};
exports.write = function (file) {
  let value = fs.readFileSync(file);
//^^^^^ implicit-global: nothing declares 'value', so it becomes a global variable
  return value.length;
};

//# names of the page in a module of Node
//= Declare 'name' with let
const path = require('path');
exports.base = function (file) {
  let name = path.basename(file);
//^^^^ implicit-global: nothing declares 'name', so it becomes a global variable
  return name;
};

//# each function that writes the name
//= Declare 'i' with var (unsafe)
exports.first = function (list) {
  for (var i = 0; i < list.length; i++) list[i].run();
//     ^ implicit-global: nothing declares 'i', so it becomes a global variable
};
exports.second = function (list) {
  for (i = 0; i < list.length; i++) list[i].stop();
//     ^ implicit-global: nothing declares 'i', so it becomes a global variable
};

