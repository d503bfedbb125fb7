//# plain assignment
function f() {
  total = 1;
//^^^^^ implicit-global: nothing declares 'total'
  return total;
}

//# the right of a chain
function f() {
  var a = b = 1;
//        ^ implicit-global: nothing declares 'b'
  return a;
}

//# a loop without var
function f(list) {
  for (i = 0; i < list.length; i++) list[i]();
//     ^ implicit-global: nothing declares 'i'
}

//# a for-in loop without var
function f(list) {
  for (key in list) list[key]();
//     ^^^ implicit-global: nothing declares 'key'
}

//# a semicolon instead of a comma
function f(list) {
  var first = list[0],
    second = list[1];
    third = list[2];
//  ^^^^^ implicit-global: a ',' is missing before 'third'
  return first + second + third;
}

//# no comma at the line's end
function f(list) {
  var first = list[0]
    second = list[1];
//  ^^^^^^ implicit-global: a ',' is missing before 'second'
  return first + second;
}

//# in a nested function
module.exports = function () {
  return function () {
    result = compute();
//  ^^^^^^ implicit-global: nothing declares 'result'
    return result;
  };
};
function compute() {}

//# destructuring without a declaration
function f(list) {
  [head] = list;
// ^^^^ implicit-global: nothing declares 'head'
  return head;
}

//# a counter
function f() {
  counter = 0;
//^^^^^^^ implicit-global: nothing declares 'counter'
  counter++;
}

//# in a modern file
const list = [];
list.forEach((item) => {
  label = item.label;
//^^^^^ implicit-global: nothing declares 'label'
  item.print(label);
});

//# the type of another variable is asked for
const fs = require('fs');
exports.read = function (value) {
  return typeof value === 'string' ? fs.readFileSync(value) : value;
};
exports.write = function (file) {
  value = fs.readFileSync(file);
//^^^^^ implicit-global: nothing declares 'value', so it becomes a global variable
  return value.length;
};

//# names of the page in a module of Node
const path = require('path');
exports.base = function (file) {
  name = path.basename(file);
//^^^^ implicit-global: nothing declares 'name', so it becomes a global variable
  return name;
};

//# each function that writes the name
exports.first = function (list) {
  for (i = 0; i < list.length; i++) list[i].run();
//     ^ implicit-global: nothing declares 'i', so it becomes a global variable
};
exports.second = function (list) {
  for (i = 0; i < list.length; i++) list[i].stop();
//     ^ implicit-global: nothing declares 'i', so it becomes a global variable
};
