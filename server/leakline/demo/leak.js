// node --expose-gc leak.js FOLDER
//
// A program that leaks: a listener is added again and again and never removed. Each listener also keeps a Buffer
// that it never reads, because another closure of the same function does. The program writes three snapshots of
// itself: before, after ten calls, after twenty.
const { EventEmitter } = require('events');
const path = require('path');
const v8 = require('v8');

global.test = new EventEmitter();

function run3() {
  const innerData = Buffer.alloc(100);
  const outClosure3 = function () { void innerData; };
  test.on('error', () => { console.log('error'); });
  outClosure3();
}

function takeSnapshot(name) {
  global.gc();
  v8.writeHeapSnapshot(path.join(process.argv[2], `${name}.heapsnapshot`));
}

takeSnapshot('a');
for (let i = 0; i < 10; i++) run3();
takeSnapshot('b');
for (let i = 0; i < 10; i++) run3();
takeSnapshot('c');
