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

