// A server that keeps its connections alive and answers requests, with nothing left behind by any of them.
// nothing grows
const http = require('http');
const { once } = require('events');

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => response.end(JSON.stringify({ url: request.url, size: Buffer.concat(chunks).length })));
});
server.keepAliveTimeout = 0;
const listening = once(server.listen(0, '127.0.0.1'), 'listening');
let calls = 0;

async function ask(path, body) {
  const request = http.request({ agent, port: server.address().port, path, method: 'POST' });
  request.end(body);
  const [response] = await once(request, 'response');
  response.setEncoding('utf8');
  let text = '';
  for await (const part of response) text += part;
  return JSON.parse(text);
}

exports.work = async () => {
  await listening;
  calls += 1;
  const answer = await ask(`/item-${calls}`, Buffer.alloc(500));
  if (answer.size !== 500) throw new Error(`unexpected answer ${JSON.stringify(answer)}`);
};
