// Each connection listens for the end of the process.
// trace: process process -> on('exit')[*] (anonymous)
process.setMaxListeners(0);

function open(id) {
  const connection = { id, buffer: Buffer.alloc(64) };
  process.on('exit', () => { connection.buffer = null; });
  //<- cause
  //                 ^ grows: closure (anonymous) 0 10 20
  //                 ^ captures used connection
}

let n = 0;

exports.work = () => {
  n += 1;
  open(n);
};
