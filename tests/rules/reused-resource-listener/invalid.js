//# the socket of a request
module.exports = function handle(req, res) {
  req.socket.on('close', () => res.destroy());
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'close' listener stays on 'req.socket', which is used again
};

//# the connection of a request, once
module.exports = function handle(req, res) {
  req.connection.once('error', (error) => res.emit('error', error));
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'error' listener stays on 'req.connection', which is used again
};

//# argument of a socket handler
const http = require('http');
module.exports = function get(url, done) {
  const request = http.get(url, done);
  request.on('socket', function (socket) {
    socket.on('timeout', function () {
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'timeout' listener stays on 'socket', which is used again
      request.abort();
    });
  });
};

//# once connect on a socket that is connected
const https = require('https');
module.exports = function get(url) {
  const request = https.get(url);
  request.once('socket', (socket) => {
    socket.once('connect', () => request.emit('connected'));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'connect' listener stays on 'socket', which is used again
  });
  return request;
};

//# a pool's connection in a callback
module.exports = function query(pool, sql, done) {
  pool.getConnection((err, connection) => {
    connection.on('error', done);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'error' listener stays on 'connection', which is used again
    connection.query(sql, done);
  });
};

//# a pool's client that is awaited
module.exports = async function query(pool, sql) {
  const client = await pool.connect();
  client.on('error', (error) => console.error(sql, error));
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'error' listener stays on 'client', which is used again
  const result = await client.query(sql);
  client.release();
  return result;
};

//# a timeout listener by setTimeout
const http = require('http');
module.exports = function get(url) {
  const request = http.get(url);
  request.on('socket', (socket) => {
    socket.setTimeout(5000, () => request.destroy());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: timeout listener stays on 'socket', which is used again
  });
};

//# a socket taken from the response
module.exports = function track(request, response) {
  const { socket } = response;
  socket.on('drain', () => request.resume());
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'drain' listener stays on 'socket', which is used again
};

//# a named function gets the socket
const http = require('http');
module.exports = function get(url) {
  const request = http.get(url);
  function onSocket(socket) {
    socket.on('error', (error) => request.destroy(error));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'error' listener stays on 'socket', which is used again
  }
  request.on('socket', onSocket);
};

//# a flag of the request, not of the socket
module.exports = function (req, ms) {
  if (req.timer) return req;
  req.timer = setTimeout(() => req.abort(), ms);
  req.on('socket', (socket) => {
    socket.on('connect', () => clearTimeout(req.timer));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'connect' listener stays on 'socket'
  });
  return req;
};

//# the runtime's request inside a framework's (ts)
export function plugin(app: App) {
  app.addHook('onRequest', async (request: Request) => {
    const controller = new AbortController();
    request.raw.socket.on('close', () => controller.abort());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'close' listener stays on 'request.raw.socket'
  });
}

//# a listener for each query
function Query(connection, sql, callback) {
  this.connection = connection;
  this.sql = sql;
  this.callback = callback;
}
Query.prototype.execute = function () {
  var self = this;
  this.connection.once('error', function (error) {
//^ reused-resource-listener: 'error' listener stays on 'this.connection' after each use
    self.callback(error);
  });
  this.connection.send(this.sql, this.callback);
};
module.exports = Query;

//# a listener for each call of a function
exports.query = (connection, sql, callback) => {
  connection.once('error', callback);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'error' listener stays on 'connection' after each use
  connection.send(sql, callback);
};

//# a function that works with a session that it is given
function collect(session, rows) {
  session.on('error', (error) => rows.fail(error));
//^ reused-resource-listener: 'error' listener stays on 'session' after each use
  session.read(rows);
}
exports.collect = collect;

//# the socket of an answer
const http = require('http');
const agent = new http.Agent({ keepAlive: true });
module.exports = function forward(req, res) {
  const upstream = http.request({ agent, path: req.url }, (answer) => {
    answer.socket.on('error', (error) => res.destroy(error));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reused-resource-listener: 'error' listener stays on 'answer.socket', which is used again
    answer.pipe(res);
  });
  req.pipe(upstream);
};

//# a session that a function of the file keeps in a map
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
};

//# a session that a method of the object keeps (ts)
import http2 from 'node:http2';
export class Sessions {
  private sessions = new Map<string, http2.ClientHttp2Session>();
  private session(origin: string) {
    let session = this.sessions.get(origin);
    if (!session) {
      session = http2.connect(origin);
      this.sessions.set(origin, session);
    }
    return session;
  }
  ask(origin: string) {
    return new Promise((resolve, reject) => {
      const session = this.session(origin);
      session.on('goaway', () => reject(new Error('gone')));
//    ^ reused-resource-listener: 'goaway' listener stays on 'session' after each use
      session.request({ ':path': '/' }).on('response', resolve).end();
    });
  }
}

//# the one channel that a method makes where it is missing
class Bus {
  async channel() {
    if (!this.open) this.open = await this.connection.createChannel();
    return this.open;
  }
  async publish(message) {
    const channel = await this.channel();
    channel.on('return', (back) => this.log(back, message));
//  ^ reused-resource-listener: 'return' listener stays on 'channel' after each use
    return channel.publish(message);
  }
}
module.exports = Bus;

//# a pool that each query waits for
const query = (pgPool, sql) =>
  new Promise((resolve, reject) => {
    pgPool.once('error', (error) => reject(error));
//  ^ reused-resource-listener: 'error' listener stays on 'pgPool' after each use
    pgPool.query(sql).then(resolve, reject);
  });
module.exports.query = query;

//# a client that has to be given back
pg.connect(settings, (error, client, done) => {
  if (error) throw error;
  exports.query = (text) => client.query(text).on('end', done);
});
module.exports.rows = function (text, callback) {
  pg.connect(settings, (error, client, release) => {
    if (error) return callback(error);
    const query = client.query(text);
    query.on('end', () => release());
    client.on('error', (problem) => query.emit('error', problem));
//  ^ reused-resource-listener: 'error' listener stays on 'client', which is used again
    callback(null, query);
  });
};
