// Each client turns for ever.
// trace: setImmediate (anonymous)
function loop(client) {
  client.turns += 1;
  setImmediate(() => loop(client));
  //<- cause
  //           ^ grows: closure (anonymous) 0 10 20
  //           ^ captures used client
}

exports.work = () => loop({ turns: 0, data: Buffer.alloc(32) });
