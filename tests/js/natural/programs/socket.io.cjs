const { Server } = require('socket.io');
const io = new Server();
io.use((socket, next) => next());
io.on('connection', (socket) => socket.on('x', () => {}));
__keep([io, io.of('/chat')]);
