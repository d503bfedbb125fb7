// Message channels are opened and never closed.
// trace: open MessagePort handle MessagePort
const { MessageChannel } = require('worker_threads');
function connect(client) {
  const { port1, port2 } = new MessageChannel();
  //                       ^ cause
  port1.on('message', (m) => client.inbox.push(m));
  //                  ^ grows: closure (anonymous) 0 10 20
  //                  ^ captures used client
  client.port = port2;
}
exports.work = () => connect({ inbox: [], data: Buffer.alloc(50) });
