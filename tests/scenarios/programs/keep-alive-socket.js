// A connection that stays open is used for many requests, and each of them adds a listener to it.
// trace: on('close')[*] forget
const http = require('http');
const { once } = require('events');

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

const server = http.createServer((request, response) => {
  const pending = new Map([[request.url, response]]);
  request.socket.on('close', function forget() { pending.clear(); });
  //                         ^ grows: closure forget 0 10 20
  //                         ^ captures used pending
  //<- cause
  response.end('done');
});
server.keepAliveTimeout = 0;
const listening = once(server.listen(0, '127.0.0.1'), 'listening');
let calls = 0;

exports.work = async () => {
  await listening;
  calls += 1;
  const request = http.get({ agent, port: server.address().port, path: `/item-${calls}` });
  const [response] = await once(request, 'response');
  response.resume();
  await once(response, 'end');
};
