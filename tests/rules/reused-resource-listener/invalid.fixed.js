//# the socket of a request
//= Remove the listener when the request is over
module.exports = function handle(req, res) {
  const onClose = () => res.destroy();
  req.socket.on('close', onClose);
  req.once('close', () => req.socket.off('close', onClose));
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'close' listener stays on 'req.socket', which is used again
};

//# the connection of a request, once
//= Remove the listener when the request is over
module.exports = function handle(req, res) {
  const onError = (error) => res.emit('error', error);
  req.connection.once('error', onError);
  req.once('close', () => req.connection.off('error', onError));
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'error' listener stays on 'req.connection', which is used again
};

//# argument of a socket handler
//= Remove the listener when the request is over
const http = require('http');
module.exports = function get(url, done) {
  const request = http.get(url, done);
  request.on('socket', function (socket) {
    const onTimeout = function () {
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'timeout' listener stays on 'socket', which is used again
      request.abort();
    };
    socket.on('timeout', onTimeout);
    request.once('close', function () { socket.off('timeout', onTimeout); });
  });
};

//# once connect on a socket that is connected
//= Remove the listener when the request is over
const https = require('https');
module.exports = function get(url) {
  const request = https.get(url);
  request.once('socket', (socket) => {
    const onConnect = () => request.emit('connected');
    socket.once('connect', onConnect);
    request.once('close', () => socket.off('connect', onConnect));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'connect' listener stays on 'socket', which is used again
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
//= Remove the listener before 'client' is given back
module.exports = async function query(pool, sql) {
  const client = await pool.connect();
  const onError = (error) => console.error(sql, error);
  client.on('error', onError);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'error' listener stays on 'client', which is used again
  const result = await client.query(sql);
  client.off('error', onError);
  client.release();
  return result;
};

//# a timeout listener by setTimeout
//= no fix

//# a socket taken from the response
//= Remove the listener when 'response' closes
module.exports = function track(request, response) {
  const { socket } = response;
  const onDrain = () => request.resume();
  socket.on('drain', onDrain);
  response.once('close', () => socket.off('drain', onDrain));
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'drain' listener stays on 'socket', which is used again
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

//# a flag of the request, not of the socket
//= Remove the listener when the request is over
module.exports = function (req, ms) {
  if (req.timer) return req;
  req.timer = setTimeout(() => req.abort(), ms);
  req.on('socket', (socket) => {
    const onConnect = () => clearTimeout(req.timer);
    socket.on('connect', onConnect);
    req.once('close', () => socket.off('connect', onConnect));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'connect' listener stays on 'socket'
  });
  return req;
};

//# the runtime's request inside a framework's
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
export function plugin(app: App) {
  app.addHook('onRequest', async (request: Request) => {
    const controller = new AbortController();
    const onClose = () => controller.abort();
    request.raw.socket.on('close', onClose);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'close' listener stays on 'request.raw.socket'
    return () => request.raw.socket.off('close', onClose);
  });
}

//# a listener for each query
//= Remove the listener in destroy() (unsafe: somebody has to call it) (unsafe)
function Query(connection, sql, callback) {
  this.connection = connection;
  this.sql = sql;
  this.callback = callback;
}
Query.prototype.execute = function () {
  var self = this;
  this._onError = function (error) {
//^ reused-resource-listener: 'error' listener stays on 'this.connection' after each use
    self.callback(error);
  };
  this.connection.once('error', this._onError);
  this.connection.send(this.sql, this.callback);
};

Query.prototype.destroy = function () {
  this.connection.removeListener('error', this._onError);
};
module.exports = Query;

//# a listener for each call of a function
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
exports.query = (connection, sql, callback) => {
  connection.once('error', callback);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'error' listener stays on 'connection' after each use
  connection.send(sql, callback);
  return () => connection.off('error', callback);
};

//# a function that works with a session that it is given
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
function collect(session, rows) {
  const onError = (error) => rows.fail(error);
  session.on('error', onError);
//^ reused-resource-listener: 'error' listener stays on 'session' after each use
  session.read(rows);
  return () => session.off('error', onError);
}
exports.collect = collect;

//# the socket of an answer
//= Remove the listener when the request is over
const http = require('http');
const agent = new http.Agent({ keepAlive: true });
module.exports = function forward(req, res) {
  const upstream = http.request({ agent, path: req.url }, (answer) => {
    const onError = (error) => res.destroy(error);
    answer.socket.on('error', onError);
    answer.once('close', () => answer.socket.off('error', onError));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'error' listener stays on 'answer.socket', which is used again
    answer.pipe(res);
  });
  req.pipe(upstream);
};

//# a session that a function of the file keeps in a map
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
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
//^ reused-resource-listener: 'error' listener stays on 'session' after each use
  session.request(headers).once('response', () => callback());
  return () => session.off('error', callback);
};

//# a session that a method of the object keeps
//= no fix

//# the one channel that a method makes where it is missing
//= no fix

//# a pool that each query waits for
//= no fix

//# a client that has to be given back
//= no fix

