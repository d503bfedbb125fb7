//# each removes the other
class Client {
  ready() {
    return new Promise((resolve, reject) => {
      const onReady = () => {
        this.connection.off('error', onError);
        resolve();
      };
      const onError = (error) => {
        this.connection.off('ready', onReady);
        reject(error);
      };
      this.connection.once('ready', onReady);
      this.connection.once('error', onError);
    });
  }
}
module.exports = Client;

//# events that end the receiver
module.exports = function finished(stream) {
  return new Promise((resolve, reject) => {
    stream.once('end', resolve);
    stream.once('error', reject);
  });
};

//# a receiver that was made here
const { createServer } = require('net');
module.exports = function listen(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('listening', () => resolve(server));
    server.once('error', reject);
    server.listen(port);
  });
};

//# only one settles
class Client {
  ready() {
    return new Promise((resolve) => {
      this.connection.once('ready', resolve);
      this.connection.once('info', (info) => console.log(info));
    });
  }
}
module.exports = Client;

//# one once alone
class Client {
  ready() {
    return new Promise((resolve) => this.connection.once('ready', resolve));
  }
}
module.exports = Client;

//# all are removed at once
class Client {
  ready() {
    return new Promise((resolve, reject) => {
      this.connection.once('ready', resolve);
      this.connection.once('error', reject);
    });
  }
  reset() {
    this.connection.removeAllListeners('error');
    this.connection.removeAllListeners('ready');
  }
}
module.exports = Client;

//# a complete teardown
class Panel {
  show(map) {
    this.map = map;
    this.map.on('move', this.onMove);
    this.map.on('zoom', this.onZoom);
  }
  hide() {
    this.map.off('move', this.onMove);
    this.map.off('zoom', this.onZoom);
  }
  onMove() {}
  onZoom() {}
}
module.exports = Panel;

//# a teardown in a loop
class Panel {
  show(map) {
    this.map = map;
    this.map.on('move', this.onMove);
    this.map.on('zoom', this.onZoom);
  }
  hide() {
    for (const [event, listener] of this.listeners) this.map.off(event, listener);
  }
  onMove() {}
  onZoom() {}
}
module.exports = Panel;

//# the receiver is destroyed
class Panel {
  show(map) {
    this.map = map;
    this.map.on('move', this.onMove);
    this.map.on('zoom', this.onZoom);
  }
  hide() {
    this.map.off('move', this.onMove);
    this.map.destroy();
  }
  onMove() {}
  onZoom() {}
}
module.exports = Panel;

//# an error listener that does nothing on purpose
module.exports = function pipe(source, sink) {
  const onData = (chunk) => sink.write(chunk);
  source.on('data', onData);
  source.on('error', () => {});
  return () => source.removeListener('data', onData);
};

//# a listener of the receiver's end
module.exports = function pipe(source, sink) {
  const onData = (chunk) => sink.write(chunk);
  source.on('data', onData);
  source.on('end', () => sink.end());
  return () => source.removeListener('data', onData);
};

//# code that runs once
const { broker } = require('./broker');
new Promise((resolve, reject) => {
  broker.once('ready', resolve);
  broker.once('error', reject);
});

//# a signal ends both
class Client {
  ready(signal) {
    return new Promise((resolve, reject) => {
      this.target.addEventListener('ready', resolve, { once: true, signal });
      this.target.addEventListener('error', reject, { once: true, signal });
    });
  }
}
module.exports = Client;

//# every way out removes the listener
class Rpc {
  constructor(channel) {
    this.channel = channel;
  }
  call(id, ms) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.channel.off('message', onMessage);
        reject(new Error('late'));
      }, ms);
      const onMessage = (message) => {
        if (message.id !== id) return;
        clearTimeout(timer);
        this.channel.off('message', onMessage);
        resolve(message);
      };
      this.channel.on('message', onMessage);
    });
  }
}
module.exports = Rpc;

//# every way out calls the cleanup
module.exports = (request, signal) =>
  new Promise((resolve, reject) => {
    const onAbort = () => request.abort();
    const done = () => signal.removeEventListener('abort', onAbort);
    const fail = (error) => {
      done();
      reject(error);
    };
    request.onload = () => {
      done();
      resolve(request.response);
    };
    request.onerror = () => fail(new Error('network'));
    signal.addEventListener('abort', onAbort);
  });

//# the end of a stream that is read once
module.exports = (stream) =>
  new Promise((resolve, reject) => {
    stream.once('end', resolve);
    stream.once('error', reject);
  });

//# the other ways out end the receiver
const tls = require('tls');
function upgrade(socket, options, callback) {
  const secure = tls.connect(options);
  socket.on('close', onClose);
  socket.on('error', onError);
  secure.on('secureConnect', () => {
    socket.removeListener('close', onClose);
    socket.removeListener('error', onError);
    callback(null, secure);
  });
  function onClose() { callback(new Error('closed')); }
  function onError(error) { callback(error); }
}
module.exports = upgrade;

//# a way out before anything is added
const pool = require('mysql').createPool({});
exports.run = function (sql, callback) {
  pool.getConnection(function (error, connection) {
    if (error) return callback(error);
    function onError(reason) { callback(reason); }
    connection.on('error', onError);
    connection.query(sql, function (failure, rows) {
      connection.removeListener('error', onError);
      connection.release();
      callback(failure, rows);
    });
  });
};

//# both are removed when the answer comes
export function waitFor(socket, type) {
  return new Promise((resolve, reject) => {
    const stop = () => {
      socket.removeEventListener('message', onMessage);
      socket.removeEventListener('close', onClose);
    };
    const onMessage = (event) => {
      if (event.type !== type) return;
      stop();
      resolve(event);
    };
    const onClose = () => { stop(); reject(new Error('closed')); };
    socket.addEventListener('message', onMessage);
    socket.addEventListener('close', onClose);
  });
}

//# each answer takes both channels away
const { ipc } = require('./ipc');

class Windows {
  ask(window) {
    return new Promise((resolve) => {
      const yes = `yes:${window.id}`;
      const no = `no:${window.id}`;
      const answer = (value) => {
        ipc.removeListener(yes, onYes);
        ipc.removeListener(no, onNo);
        resolve(value);
      };
      const onYes = () => answer(true);
      const onNo = () => answer(false);
      ipc.once(yes, onYes);
      ipc.once(no, onNo);
      window.send('ask', yes, no);
    });
  }
}
module.exports.Windows = Windows;

//# what one call takes away again is no cleanup of what another one adds
class Insert {
  constructor(output) {
    this.output = output;
  }
  row(text) {
    if (this.output.write(text)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const failed = (error) => reject(error);
      this.output.once('error', failed);
      this.output.once('drain', () => {
        this.output.off('error', failed);
        resolve();
      });
    });
  }
  end() {
    return new Promise((resolve, reject) => {
      this.output
        .on('error', (error) => reject(error))
        .on('response', (answer) => resolve(answer));
      this.output.end();
    });
  }
}
module.exports = Insert;

//# a race between two events of what lives on, with a signal that ends both
import { once } from 'node:events';
export async function room(output) {
  const over = new AbortController();
  const options = { signal: over.signal };
  try {
    return await Promise.race([once(output, 'drain', options), once(output, 'close', options)]);
  } finally {
    over.abort();
  }
}

//# twins on what each turn of a loop makes
import { createReadStream } from 'node:fs';
export async function open(paths) {
  for (const path of paths) {
    const file = createReadStream(path);
    await new Promise((resolve, reject) => {
      file.once('open', resolve);
      file.once('error', reject);
    });
  }
}

//# removed where it was added, as a flag of the object tells
class Connection {
  constructor(socket) {
    this.socket = socket;
  }
  open() {
    this.opened = true;
    this.socket.on('message', this.onMessage);
  }
  onMessage = () => {};
  close() {
    if (this.opened) {
      this.socket.removeListener('message', this.onMessage);
    }
  }
}
module.exports.Connection = Connection;

//# removed on one branch, and where it does not hold as well
class Channel {
  constructor(socket, room) {
    this.socket = socket;
    this.room = room;
    this.socket.on('message', this.onMessage);
  }
  onMessage = () => {};
  close() {
    if (this.room.has(this)) this.room.delete(this);
    this.socket.removeListener('message', this.onMessage);
  }
}
module.exports.Channel = Channel;

//# removed on one branch, and closed on the other
class Queue {
  constructor(client, settings) {
    this.client = client;
    this.settings = settings;
    this.failed = (error) => this.report(error);
    client.on('error', this.failed);
  }
  close() {
    const closing = [];
    if (this.settings.quits) {
      closing.push(this.client);
    } else {
      this.client.removeListener('error', this.failed);
    }
    return Promise.all(closing.map((one) => one.quit()));
  }
}
module.exports.Queue = Queue;

//# a child that is ended by its answer
const { fork } = require('child_process');
class Helper {
  constructor(file) {
    this.process = fork(file);
  }
  ask(question) {
    return new Promise((resolve, reject) => {
      const answered = (answer) => {
        this.process.off('message', answered);
        this.process.kill();
        resolve(answer);
      };
      this.process.on('message', answered);
      this.process.on('exit', (code) => reject(new Error(code)));
      this.process.send(question);
    });
  }
}
module.exports = Helper;
