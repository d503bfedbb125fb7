//# the socket of a request
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
module.exports = function handle(req, res) {
  const onClose = () => res.destroy();
  req.socket.on('close', onClose);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'close' listener stays on 'req.socket', which is used again
  return () => req.socket.off('close', onClose);
};

//# the connection of a request, once
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
module.exports = function handle(req, res) {
  const onError = (error) => res.emit('error', error);
  req.connection.once('error', onError);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'error' listener stays on 'req.connection', which is used again
  return () => req.connection.off('error', onError);
};

//# argument of a socket handler
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
const http = require('http');
module.exports = function get(url, done) {
  const request = http.get(url, done);
  request.on('socket', function (socket) {
    const onTimeout = function () {
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'timeout' listener stays on 'socket', which is used again
      request.abort();
    };
    socket.on('timeout', onTimeout);
    return () => socket.off('timeout', onTimeout);
  });
};

//# once connect on a socket that is connected
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
const https = require('https');
module.exports = function get(url) {
  const request = https.get(url);
  request.once('socket', (socket) => {
    const onConnect = () => request.emit('connected');
    socket.once('connect', onConnect);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'connect' listener stays on 'socket', which is used again
    return () => socket.off('connect', onConnect);
  });
  return request;
};

//# a pool's connection in a callback
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
module.exports = function query(pool, sql, done) {
  pool.getConnection((err, connection) => {
    connection.on('error', done);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'error' listener stays on 'connection', which is used again
    connection.query(sql, done);
    return () => connection.off('error', done);
  });
};

//# a pool's client that is awaited
//= no fix

//# a timeout listener by setTimeout
//= no fix

//# a socket taken from the response
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
module.exports = function track(request, response) {
  const { socket } = response;
  const onDrain = () => request.resume();
  socket.on('drain', onDrain);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'drain' listener stays on 'socket', which is used again
  return () => socket.off('drain', onDrain);
};

//# a named function gets the socket
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
const http = require('http');
module.exports = function get(url) {
  const request = http.get(url);
  function onSocket(socket) {
    const onError = (error) => request.destroy(error);
    socket.on('error', onError);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'error' listener stays on 'socket', which is used again
    return () => socket.off('error', onError);
  }
  request.on('socket', onSocket);
};

