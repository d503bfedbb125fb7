// A listener keeps data that it never reads, because another closure of the same function reads it.
// trace: test EventEmitter -> on('error')[*]
const { EventEmitter } = require('events');

global.test = new EventEmitter();

function run3() {
  const innerData = Buffer.alloc(100);
  const outClosure3 = function () { void innerData; };
  //                  ^ captures dead innerData
  test.on('error', () => { console.log('error'); });
  //               ^ grows: closure (anonymous) 0 10 20
  //<- cause
  outClosure3();
}

exports.work = run3;
