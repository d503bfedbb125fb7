//# a named function that tests call
const test = require('tap').test;
test('a warning', (t) => {
  process.on('warning', () => t.end());
});

//# code that runs once
process.on('exit', () => console.log('bye'));

//# a receiver that was made here
const { EventEmitter } = require('events');
module.exports = function () {
  const own = new EventEmitter();
  own.on('tick', () => own.emit('tock'));
  return own;
};

//# removed in destroy
const { EventEmitter } = require('events');
const bus = new EventEmitter();
class View {
  constructor() {
    this.onTick = () => this.update();
    bus.on('tick', this.onTick);
  }
  update() {}
  destroy() {
    bus.off('tick', this.onTick);
  }
}
exports.View = View;

//# once
const { EventEmitter } = require('events');
const bus = new EventEmitter();
exports.wait = function (callback) {
  bus.once('ready', () => callback());
};

//# an abort signal among the options
export class Layout {
  constructor(signal) {
    window.addEventListener('resize', () => this.measure(), { signal });
  }
  measure() {}
}

//# a flag keeps it from running twice
const { EventEmitter } = require('events');
const bus = new EventEmitter();
let started = false;
exports.watch = function () {
  if (started) return;
  started = true;
  bus.on('tick', () => console.log('tick'));
};

//# listenerCount is asked first
exports.watch = function (name) {
  if (process.listenerCount('exit') === 0) {
    process.on('exit', () => console.log(name));
  }
};

//# the same function again on an event target
function onResize() {}
export function watch() {
  window.addEventListener('resize', onResize);
}

//# all listeners are removed
const { EventEmitter } = require('events');
const bus = new EventEmitter();
exports.watch = function (fn) {
  bus.on('tick', () => fn());
};
exports.stop = function () {
  bus.removeAllListeners();
};

//# a parameter that may be anything
module.exports = function handle(socket) {
  socket.on('data', (chunk) => socket.write(chunk));
};

//# a socket that the object wraps
class Connection {
  constructor(socket) {
    this.socket = socket;
    this.socket.on('data', (chunk) => this.read(chunk));
  }
  read() {}
  close() {
    this.socket.end();
  }
}
module.exports = Connection;

//# the result is given to a store
class Panel {
  constructor(store, bus) {
    store.add(bus.on('tick', () => this.draw()));
  }
  draw() {}
  dispose() {}
}
module.exports = Panel;

//# a function that programs call once
function main() {
  process.on('SIGINT', () => process.exit());
}
main();

//# an element that the object made
export class Button {
  constructor() {
    this.element = document.createElement('button');
    this.element.addEventListener('click', () => this.press());
  }
  press() {}
  destroy() {}
}

//# the only object of a class
const { EventEmitter } = require('events');
const bus = new EventEmitter();
class Server {
  constructor() {
    bus.on('tick', () => this.tick());
  }
  tick() {}
}
const server = new Server();
server.tick();

//# a promise that waits with once
class Client extends require('events') {
  async end() {
    this.socket.end();
    await new Promise((resolve) => this.once('end', resolve));
  }
}
module.exports = Client;

//# an injected bus that is left again (ts)
export class Notifier {
  private readonly onJoined = (id: string) => this.notify(id);
  constructor(private readonly events: EventBus) {
    this.events.on('joined', this.onJoined);
  }
  onModuleDestroy() {
    this.events.off('joined', this.onJoined);
  }
  private notify(id: string) {}
}

//# once for a signal, where a program starts
module.exports = function main(server) {
  process.once('SIGTERM', () => server.close());
};

//# jQuery's window, left by namespace
function Sticky(element) {
  this.element = element;
  $(window).on('scroll.sticky', $.proxy(this.check, this));
}
Sticky.prototype.check = function () {};
Sticky.prototype.destroy = function () {
  $(window).off('.sticky');
};
module.exports = Sticky;

//# jQuery's window when the page is ready
$(function () {
  $(window).on('resize', () => console.log('resized'));
});

//# the root scope in a controller, left with the view
angular.module('app').controller('FeedCtrl', function ($scope, $rootScope) {
  const leave = $rootScope.$on('feed', (event, item) => $scope.items.push(item));
  $scope.$on('$destroy', leave);
});

//# the root scope where the program starts
angular.module('app').run(function ($rootScope) {
  $rootScope.$on('feed', (event, item) => console.log(item));
});

//# the process's input is read to its end
function read(done) {
  let text = '';
  process.stdin.on('data', (chunk) => (text += chunk));
  process.stdin.on('end', () => done(text));
}
module.exports = read;

//# a wrapper for several module systems calls its factory once
(function (root, factory) {
  if (typeof module === 'object') module.exports = factory();
  else root.lib = factory();
})(this, function () {
  process.on('warning', (warning) => console.error(warning));
  return {};
});

//# what was given is closed by the field that keeps it
class Files {
  constructor(tree, watcher) {
    this.tree = tree;
    this.watcher = watcher;
    watcher.on('renamed', (file) => this.tree.refresh(file));
  }
  close() {
    this.watcher.close();
  }
}
module.exports = Files;

//# a global that the file makes, used by both of its names
global.bus = new EventEmitter();
function handle(request) {
  const log = () => console.log('error');
  bus.on('error', log);
  request.on('end', () => global.bus.off('error', log));
}

//# a global that each call makes anew
function restart(job) {
  global.bus = new EventEmitter();
  bus.on('tick', () => job.step());
}

//# a global of whose kind and life the file says nothing
function handle(request) {
  bus.on('tick', () => request.end());
}

//# a helper that removes what it is told
class Menu {
  open() {
    window.addEventListener('resize', this.onResize);
  }
  close() {
    stop(window, 'resize', this.onResize);
  }
  onResize() {}
}
function stop(target, type, handler) {
  target.removeEventListener(type, handler);
}
module.exports = Menu;

//# a listener that does nothing on purpose
class Reply {
  set body(value) {
    const stream = this.stream;
    stream.once('error', () => {});
    this.value = value;
  }
}
module.exports = Reply;

//# a race against the end of the object, with its listener taken away
const { EventEmitter } = require('events');
class Pool extends EventEmitter {
  async take() {
    let onClose;
    const closed = new Promise((resolve, reject) => {
      onClose = () => reject(new Error('closed'));
      this.once('close', onClose);
    });
    try {
      await Promise.race([closed, this.free()]);
    } finally {
      this.off('close', onClose);
    }
  }
}
module.exports = Pool;

//# a wait that removes its own listener
const { EventEmitter } = require('events');
class Receiver extends EventEmitter {
  connect() {
    this.dial();
    return new Promise((resolve) => {
      const onReady = () => {
        this.off('ready', onReady);
        resolve();
      };
      this.on('ready', onReady);
    });
  }
}
module.exports = Receiver;

//# a function that adds to what it is given
import * as DomEvent from './dom-event.js';
export class Layers {
  show() {
    DomEvent.on(this.proxy, DomEvent.END, this.finish, this);
  }
  finish() {}
}

//# something new, given to a function of the file
const { Socket } = require('net');
class Client {
  open(port) {
    const socket = new Socket();
    this.watch = () => {};
    listenTo(socket, 'timeout', this.watch);
    listenTo(socket, 'lookup', this.watch);
    return socket.connect(port);
  }
  close() {}
}
function listenTo(socket, event, f) {
  socket.on(event, () => f());
}
module.exports = Client;

//# signals that a method takes back
class Service {
  start() {
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, this.onSignal);
  }
  stop() {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, this.onSignal);
  }
}
module.exports = Service;

//# the first call makes what all of them use, and listens to it
let subscriber = null;
const handlers = new Map();
export async function listen(channel, onMessage) {
  if (!subscriber) {
    subscriber = new Redis(process.env.REDIS);
    subscriber.on('message', (name, text) => handlers.get(name)(text));
  }
  handlers.set(channel, onMessage);
}

//# what keeps the start from running twice stays set
class Transport {
  constructor(client) {
    this.client = client;
    this.running = false;
  }
  async listen(handle) {
    if (this.running) return;
    this.client.on('message', (channel, text) => handle(channel, text));
    await this.client.subscribe('events');
    this.running = true;
  }
  async stop() {
    await this.client.unsubscribe('events');
  }
}
module.exports = Transport;

//# an element that a method is given, keeps and lets go
class Player {
  load(media) {
    this.media = media;
    media.addEventListener('ended', this.onEnded);
  }
  onEnded() {}
  destroy() {
    this.media.removeEventListener('ended', this.onEnded);
  }
}
module.exports.Player = Player;

//# a list of the events that are listened to
const { ipcRenderer } = require('electron');
const known = [];
exports.receive = (channel, listeners) => {
  if (!known.includes(channel)) {
    known.push(channel);
    ipcRenderer.on(channel, (event, ...rest) => listeners.get(channel)(...rest));
  }
};

//# an entry that the method has just made
class Router {
  constructor() {
    this.proxies = {};
  }
  add(options) {
    this.proxies[options.host] = new Proxy(options);
    this.proxies[options.host].on('failed', (error) => this.report(error));
  }
}
module.exports.Router = Router;

//# a listener that does nothing but remove others
class Tunnel {
  open(real) {
    const forward = () => this.socket.emit('secure');
    real.on('secure', forward);
    this.socket.once('close', () => {
      real.off('secure', forward);
    });
  }
}
module.exports.Tunnel = Tunnel;

//# an object without any end listens to what it was made for
class Report {
  constructor(runner) {
    this.failed = 0;
    runner.on('fail', () => {
      this.failed += 1;
    });
  }
}
module.exports.Report = Report;

//# a function that takes the element before the event
const { EventHandler } = require('./dom');
const EVENT_KEYDOWN = 'keydown';
class Tab {
  constructor(element) {
    this.element = element;
    EventHandler.on(this.element, EVENT_KEYDOWN, (event) => this.onKey(event));
  }
  onKey() {}
  dispose() { this.element = null; }
}
module.exports = Tab;

//# an event that comes once in the life of a page
module.exports = function whenReady(done) {
  document.addEventListener('DOMContentLoaded', () => done());
};

//# what each test makes anew
let canvas;
beforeEach(() => { canvas = new Canvas(); });
function draw(done) {
  canvas.on('path', () => done());
}
test('draws', draw);
test('draws again', draw);

//# a module in a bundle of browserify
({ 1: [function (require, module, exports) {
  window.addEventListener('message', function (event) { exports.run(event); });
}, {}] });

//# a start beside a stop that takes back what the start adds
const net = require('net');
module.exports = function (app) {
  const sockets = new Set();
  const api = {};
  let send = null;
  api.start = function () {
    send = (data) => sockets.forEach((socket) => socket.write(data));
    app.on('sentence', send);
  };
  api.stop = function () {
    app.removeListener('sentence', send);
  };
  return api;
};

//# each new worker of a call
const { fork } = require('child_process');
module.exports = function start(files, done) {
  files.map((file) => fork(file)).forEach((worker) => {
    worker.on('message', (answer) => done(file, answer));
  });
};
