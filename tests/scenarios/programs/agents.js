// A new agent for each request keeps its socket open.
// trace: open TCP handle TCP
const http = require('http');
const { once } = require('events');
const server = http.createServer((req, res) => res.end('ok'));
server.keepAliveTimeout = 0;
const listening = once(server.listen(0, '127.0.0.1'), 'listening');

async function call() {
  const agent = new http.Agent({ keepAlive: true });
  //            ^ grows: object TCP 0 20 40
  //            ^ cause
  const req = http.get({ agent, port: server.address().port });
  const [res] = await once(req, 'response');
  res.resume();
  await once(res, 'end');
}

exports.work = async () => { await listening; await call(); };
