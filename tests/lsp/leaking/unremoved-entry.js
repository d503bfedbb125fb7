const { EventEmitter } = require('node:events');

class Payload {
  constructor() {
    this.data = new Array(100).fill(this);
  }
}

const server = new EventEmitter();
const clients = new Set();

server.on('connection', (socket) => {
  clients.add(socket);
});

function broadcast(message) {
  for (const client of clients) client.emit('message', message);
}

exports.work = () => {
  const socket = new EventEmitter();
  socket.payload = new Payload();
  server.emit('connection', socket);
  broadcast('hello');
  socket.emit('close');
};
