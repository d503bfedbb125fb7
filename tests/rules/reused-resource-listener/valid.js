//# removed when the response ends
module.exports = function handle(req, res) {
  const onClose = () => res.destroy();
  req.socket.on('close', onClose);
  res.on('finish', () => req.socket.removeListener('close', onClose));
};

//# only while the socket connects
const http = require('http');
module.exports = function get(url) {
  const request = http.get(url);
  request.on('socket', (socket) => {
    if (socket.connecting) {
      socket.once('connect', () => request.emit('connected'));
    }
  });
};

//# only when the listener is not there
const http = require('http');
function onError() {}
module.exports = function get(url) {
  http.get(url).on('socket', (socket) => {
    if (!socket.listeners('error').includes(onError)) socket.on('error', onError);
  });
};

//# a request without an agent
const http = require('http');
module.exports = function get(options) {
  const request = http.request({ ...options, agent: false });
  request.on('socket', (socket) => {
    socket.on('timeout', () => request.destroy());
  });
};

//# a server's connection handler
module.exports = function watch(server) {
  server.on('connection', (socket) => {
    socket.on('error', () => socket.destroy());
  });
};

//# a socket that was upgraded
module.exports = function watch(server) {
  server.on('upgrade', (req, socket, head) => {
    req.socket.on('close', () => socket.end(head));
  });
};

//# a listener on the request itself
module.exports = function handle(req, res) {
  req.on('close', () => res.destroy());
};

//# a listener on the response itself
module.exports = function handle(req, res) {
  res.on('finish', () => console.log(req.url));
};

//# a socket that the function made
const net = require('net');
module.exports = function ask(port) {
  const socket = net.connect(port);
  socket.on('data', (chunk) => console.log(chunk));
  return socket;
};

//# a plain parameter named connection
module.exports = function wire(connection) {
  connection.on('end', () => console.log('end'));
};

//# a client that is made, not borrowed
module.exports = async function query(factory, sql) {
  const client = await factory.create();
  client.on('error', (error) => console.error(sql, error));
  return client;
};

//# an error listener removed before the release
module.exports = async function query(pool, sql) {
  const client = await pool.connect();
  const onError = (error) => console.error(error);
  client.on('error', onError);
  try {
    return await client.query(sql);
  } finally {
    client.off('error', onError);
    client.release();
  }
};

//# setting a timeout without a listener
module.exports = function handle(req) {
  req.socket.setTimeout(5000);
};

//# a flag on the socket
const known = Symbol('known');
module.exports = function (req) {
  req.on('socket', (socket) => {
    if (!socket[known]) {
      socket[known] = true;
      socket.on('timeout', () => socket.destroy());
    }
  });
};

//# a listener for each query, removed with its answer
exports.query = (connection, sql, callback) => {
  connection.once('error', callback);
  connection.send(sql, (error, rows) => {
    connection.removeListener('error', callback);
    callback(error, rows);
  });
};

//# a connection that the call itself ends
exports.query = (connection, sql, callback) => {
  connection.once('error', callback);
  connection.send(sql, (error, rows) => {
    connection.end();
    callback(error, rows);
  });
};

//# the socket of an answer, given back without the listener
const http = require('http');
module.exports = function forward(options, res) {
  http.get(options, (answer) => {
    const onError = (error) => res.destroy(error);
    answer.socket.on('error', onError);
    answer.on('end', () => answer.socket.removeListener('error', onError));
    answer.pipe(res);
  });
};

//# a session of a map, left without the listener
const http2 = require('http2');
const sessions = new Map();
function sessionFor(origin) {
  let session = sessions.get(origin);
  if (!session) {
    session = http2.connect(origin);
    sessions.set(origin, session);
  }
  return session;
}
exports.request = (origin, headers, callback) => {
  const session = sessionFor(origin);
  session.once('error', callback);
  session.request(headers).once('close', () => session.off('error', callback));
};

//# a session that each call of a function makes
const http2 = require('http2');
function open(origin) {
  return http2.connect(origin);
}
exports.request = (origin, headers, callback) => {
  const session = open(origin);
  session.once('error', callback);
  session.request(headers).once('response', () => callback());
};

//# a variable says whether the socket is on its way
function measure(request, report) {
  request.once('socket', (socket) => {
    const isConnecting = socket.connecting === undefined ? socket._connecting : socket.connecting;
    const onConnect = () => report(request);
    if (isConnecting) {
      socket.once('connect', onConnect);
    } else {
      onConnect();
    }
  });
}

//# something that a method makes where the pool has none left
class Children {
  free(file) {
    if (!this.idle[file]) this.idle[file] = [];
    return this.idle[file];
  }
  retain(file) {
    let child = this.free(file).pop();
    if (child) return child;
    child = fork(file);
    child.on('exit', () => this.forget(child));
    return child;
  }
  forget() {}
}
const { fork } = require('child_process');
module.exports = Children;

//# a wrapper that a method makes of each socket
class Server {
  serve(socket) {
    const reading = this.getSocketInstance(socket);
    reading.on('message', (message) => this.answer(reading, message));
  }
  getSocketInstance(socket) {
    return new JsonSocket(socket);
  }
}
const { JsonSocket } = require('./json-socket');
module.exports = Server;

//# an element of a pool, which listens since it was made
class Overlay {
  show(child) {
    let element = this.pool.pop();
    if (!element) {
      element = document.createElement('button');
      element.addEventListener('click', this.onClick.bind(this));
    }
    return element;
  }
}
module.exports = Overlay;
