//# a field that every client of a method listens to
class Hub {
  constructor(server) {
    this.server = server;
  }
  handle(client) {
    this.server.on('shutdown', () => client.close());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'shutdown' listener is never removed from 'this.server'
  }
}
module.exports = Hub;

//# a media query in a field
export class Theme {
  constructor() {
    this.query = window.matchMedia('(prefers-color-scheme: dark)');
    this.query.addEventListener('change', () => this.update());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'change' listener is never removed from 'this.query'
  }
  update() {}
}

//# process listener in a method
class Job {
  start() {
    process.on('exit', () => this.save());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'exit' listener is never removed from 'process'
  }
  save() {}
}
module.exports = Job;

//# bound method on a module's emitter
const { EventEmitter } = require('events');
const bus = new EventEmitter();
class View {
  constructor() {
    bus.on('tick', this.update.bind(this));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'tick' listener is never removed from 'bus'
  }
  update() {}
}
exports.View = View;

//# window listener in a constructor
export class Layout {
  constructor() {
    window.addEventListener('resize', () => this.measure());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'resize' listener is never removed from 'window'
  }
  measure() {}
}

//# an imported emitter in an exported function (esm)
import { bus } from './bus.js';
export function query(sql) {
  bus.on('error', (error) => console.log(sql, error));
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'error' listener is never removed from 'bus'
}

//# teardown that forgets the only listener
class Widget {
  constructor(element) {
    this.element = element;
    document.addEventListener('click', (event) => this.close(event));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'click' listener is never removed from 'document'
  }
  close() {}
  destroy() {
    this.element.remove();
  }
}
module.exports = Widget;

//# per connection on a module's emitter
const EventEmitter = require('events');
const rooms = new EventEmitter();
module.exports = function serve(server) {
  server.on('connection', (socket) => {
    rooms.on('message', (text) => socket.write(text));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'message' listener is never removed from 'rooms'
  });
};

//# an object with an end listens to what it was given
class Marker {
  constructor(map) {
    this.map = map;
    this.map.on('zoom', () => this.draw());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'zoom' listener is never removed from 'this.map'
  }
  draw() {}
  destroy() {
    this.drawn = false;
  }
}
module.exports = Marker;

//# prototype method
const EventEmitter = require('events');
const feed = new EventEmitter();
function Reader() {}
Reader.prototype.open = function () {
  var self = this;
  feed.on('item', function (item) {
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'item' listener is never removed from 'feed'
    self.read(item);
  });
};
module.exports = Reader;

//# a field of the object, once for each call
class Client {
  constructor(transport) {
    this.transport = transport;
  }
  fetch(id) {
    return new Promise((resolve) => {
      this.transport.on('reply', (reply) => {
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'reply' listener is never removed from 'this.transport'
        if (reply.id === id) resolve(reply);
      });
    });
  }
}
module.exports = Client;

//# typescript method on document (ts)
export class Menu {
  private open = false;
  show(): void {
    document.addEventListener('keydown', (event: KeyboardEvent) => this.key(event));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'keydown' listener is never removed from 'document'
  }
  private key(event: KeyboardEvent): void {}
}

//# once for a signal, for each object
class Bar {
  constructor() {
    process.once('SIGINT', this.stop.bind(this));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'SIGINT' listener is never removed from 'process'
  }
  stop() {}
}
module.exports = Bar;

//# an injected bus (ts)
export class Notifier {
  constructor(private readonly events: EventBus) {
    this.events.on('joined', (id: string) => this.notify(id));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'joined' listener is never removed from 'this.events'
  }
  onModuleDestroy() {}
  private notify(id: string) {}
}

//# a promise that waits with on
class Client extends require('events') {
  async end() {
    this.socket.end();
    await new Promise((resolve) => this.on('end', resolve));
//                                 ^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'end' listener is never removed from 'this'
  }
}
module.exports = Client;

//# a prototype's init
function Menu(element) {
  this.element = element;
}
Menu.prototype.init = function () {
  var self = this;
  document.addEventListener('click', function (event) {
//^ unremoved-listener: 'click' listener is never removed from 'document'
    if (!self.element.contains(event.target)) self.hide();
  });
};
Menu.prototype.hide = function () {};
module.exports = Menu;

//# jQuery's window
function Sticky(element) {
  this.element = element;
  $(window).on('scroll.sticky', $.proxy(this.check, this));
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'scroll.sticky' listener is never removed from '$(window)'
}
Sticky.prototype.check = function () {};
module.exports = Sticky;

//# a bus of Vue components (esm)
import bus from './bus';
export default {
  created() {
    bus.$on('changed', this.update);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'changed' listener is never removed from 'bus'
  },
  methods: { update() {} },
};

//# what a React component is given (jsx)
export class Ticker extends React.Component {
  componentDidMount() {
    this.props.feed.on('price', this.onPrice);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'price' listener is never removed from 'this.props.feed'
  }
  onPrice = (price) => this.setState({ price });
}

//# the root scope in a controller
angular.module('app').controller('FeedCtrl', function ($scope, $rootScope) {
  $rootScope.$on('feed', (event, item) => $scope.items.push(item));
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'feed' listener is never removed from '$rootScope'
});

//# a global that the file makes
global.bus = new EventEmitter();
function handle() {
  bus.on('error', () => console.log('error'));
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'error' listener is never removed from 'bus'
}

//# a global that nothing declares
bus = new EventEmitter();
function handle(request) {
  bus.on('tick', () => request.end());
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'tick' listener is never removed from 'bus'
}

//# a method that adds a closure to what its object keeps
class Panel {
  constructor(view) {
    this.view = view;
  }
  setSize(width) {
    this.width = width;
    this.view.on('resize', () => this.draw());
//  ^ unremoved-listener: 'resize' listener is never removed from 'this.view'
  }
  draw() {}
}
module.exports = Panel;

//# a function for whoever sets up a shared thing
const bus = require('./bus');
function installCounter(counter) {
  bus.on('tick', () => counter.add(1));
//^ unremoved-listener: 'tick' listener is never removed from 'bus'
}
exports.installCounter = installCounter;

//# one more on each element that a step of a walk comes to
function Walk(suite) {
  this.suite = suite;
}
Walk.prototype.hooks = function (name, done) {
  var hooks = this.suite[name], self = this;
  function next(i) {
    var hook = hooks[i];
    if (!hook) return done();
    hook.on('error', function (error) {
//  ^ unremoved-listener: 'error' listener is never removed from 'hook'
      self.fail(hook, error);
    });
    hook.run(function () { next(i + 1); });
  }
  next(0);
};
module.exports = Walk;

//# a function of one call, where the cleanup removes another
function inserted(el, binding) {
  const callback = binding.value;
  const onResize = () => setTimeout(callback, 200);
  window.addEventListener('resize', onResize);
//^ unremoved-listener: 'resize' listener is never removed from 'window'
  el.state = { callback };
  onResize();
}
function unbind(el) {
  const { callback } = el.state;
  window.removeEventListener('resize', callback);
}
export default { inserted, unbind };

//# an item that a compiled class takes in
var List = (function () {
  function List() { this.items = []; }
  var _proto = List.prototype;
  _proto.addTrack = function addTrack(track) {
    var _this = this;
    this.items.push(track);
    track.addEventListener('enabledchange', function () { _this.changed(track); });
//  ^ unremoved-listener: 'enabledchange' listener is never removed from 'track'
  };
  return List;
})();
function stop(elem, type, f) { elem.removeEventListener(type, f); }
module.exports = { List: List, stop: stop };

//# a race against the end of the object, for each call
const { EventEmitter } = require('events');
class Pool extends EventEmitter {
  async take() {
    await Promise.race([
      new Promise((resolve, reject) => {
        this.once('close', () => reject(new Error('closed')));
//      ^ unremoved-listener: 'close' listener is never removed from 'this'
      }),
      this.free(),
    ]);
  }
}
module.exports = Pool;

//# a wait that settles once, beside a removal for what callers added
const { EventEmitter } = require('events');
class Receiver extends EventEmitter {
  onReady(listener) {
    this.on('ready', listener);
    return () => this.off('ready', listener);
  }
  connect() {
    this.dial();
    return new Promise((resolve) => {
      this.on('ready', () => resolve());
//    ^ unremoved-listener: 'ready' listener is never removed from 'this'
    });
  }
}
module.exports = Receiver;

//# the server that a request leads to, given to a function of the file
module.exports = function makeProxy(options) {
  return function middleware(req, res, next) {
    watch(req.socket.server);
    next();
  };
  function watch(server) {
    server.on('upgrade', (request, socket) => socket.end(options.answer));
//  ^^^^^^ unremoved-listener: 'upgrade' listener is never removed from 'server'
  }
};

//# the application that a request leads to
module.exports = function feed(req, res) {
  req.app.on('reload', () => res.write('reload\n'));
//^ unremoved-listener: 'reload' listener is never removed from 'req.app'
};

//# signals in a method of something that stops
class Service {
  start() {
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => this.stop());
//                                              ^^^^^^^ unremoved-listener: listener of several events is never removed from 'process'
  }
  stop() {
    this.server.close();
  }
}
module.exports = Service;

//# the first call makes what all of them listen to
let subscriber = null;
export async function listen(channel, onMessage) {
  if (!subscriber) {
    subscriber = new Redis(process.env.REDIS);
  }
  await subscriber.subscribe(channel);
  subscriber.on('message', (name, text) => {
//^ unremoved-listener: 'message' listener is never removed from 'subscriber'
    if (name === channel) onMessage(text);
  });
}

//# what keeps the start from running twice is taken back at the end
class Transport {
  constructor(client) {
    this.client = client;
    this.running = false;
  }
  async listen(handle) {
    if (this.running) return;
    this.client.on('message', (channel, text) => handle(channel, text));
//  ^ unremoved-listener: 'message' listener is never removed from 'this.client'
    await this.client.subscribe('events');
    this.running = true;
  }
  async stop() {
    await this.client.unsubscribe('events');
    this.running = false;
  }
}
module.exports = Transport;

//# an element that a method is given and keeps
class Player {
  load(media) {
    this.media = media;
    media.addEventListener('ended', () => this.next());
//  ^ unremoved-listener: 'ended' listener is never removed from 'media'
  }
  next() {}
  destroy() {
    this.media = null;
  }
}
module.exports.Player = Player;

//# a list of the events that are allowed
const { contextBridge, ipcRenderer } = require('electron');
const CHANNELS = ['progress', 'ready'];
contextBridge.exposeInMainWorld('api', {
  receive: (channel, listener) => {
    if (CHANNELS.includes(channel)) {
      ipcRenderer.on(channel, (event, ...rest) => listener(...rest));
//    ^ unremoved-listener: listener of several events is never removed from 'ipcRenderer'
    }
  },
});

//# an object without any end listens to what all share
class Checkout {
  constructor(eventBus, cart) {
    this.cart = cart;
    this.total = 0;
    eventBus.on('cart.updated', (changed) => {
//  ^ unremoved-listener: 'cart.updated' listener is never removed from 'eventBus'
      this.total = changed.total;
    });
  }
  pay() {
    return this.cart.charge(this.total);
  }
}
module.exports.Checkout = Checkout;

//# a start beside a stop that forgets what the start adds
const net = require('net');
module.exports = function (app) {
  const sockets = new Set();
  const api = {};
  let server = null;
  api.start = function () {
    server = net.createServer((socket) => sockets.add(socket));
    const send = (data) => sockets.forEach((socket) => socket.write(data));
    app.on('sentence', send);
//  ^ unremoved-listener: 'sentence' listener is never removed from 'app'
    server.listen(10110);
  };
  api.stop = function () {
    server.close();
    server = null;
  };
  return api;
};

//# each call listens to all workers
const cluster = require('cluster');
function ask(question) {
  return Object.values(cluster.workers).map((worker) => new Promise((resolve) => {
    worker.on('message', (answer) => {
//  ^ unremoved-listener: 'message' listener is never removed from 'worker'
      if (answer.id === question.id) resolve(answer);
    });
    worker.send(question);
  }));
}
module.exports = ask;
