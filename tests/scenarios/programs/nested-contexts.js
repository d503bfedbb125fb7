// A listener holds its own context and, through it, the context of the function around it.
// trace: bus EventEmitter -> on('done')[*] innerClosure5_1
const { EventEmitter } = require('events');

global.bus = new EventEmitter().setMaxListeners(0);

function run5(bigData) {
  const innerData = Buffer.alloc(100);
  const outClosure5 = function () {
    //                ^ captures used bigData
    const closureData = { size: bigData.length };
    const innerClosure5 = function () { void innerData; };
    //                    ^ captures dead innerData
    const innerClosure5_1 = function () { return closureData.size + bigData.length; };
    //                      ^ grows: closure innerClosure5_1 0 10 20
    //                      ^ captures used closureData
    //                      ^ captures used bigData
    innerClosure5();
    bus.on('done', innerClosure5_1);
    //<- cause
  };
  outClosure5();
}

exports.work = () => run5(Buffer.alloc(1000));
