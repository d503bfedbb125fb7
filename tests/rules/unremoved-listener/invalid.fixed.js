//# a field that every client of a method listens to
//= Remove the listener in destroy() (unsafe: somebody has to call it) (unsafe)
class Hub {
  constructor(server) {
    this.server = server;
  }
  handle(client) {
    this._onShutdown = () => client.close();
    this.server.on('shutdown', this._onShutdown);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'shutdown' listener is never removed from 'this.server'
  }

  destroy() {
    this.server.off('shutdown', this._onShutdown);
  }
}
module.exports = Hub;

//# a media query in a field
//= Remove the listener in destroy() (unsafe: somebody has to call it) (unsafe)
export class Theme {
  constructor() {
    this.query = window.matchMedia('(prefers-color-scheme: dark)');
    this._onChange = () => this.update();
    this.query.addEventListener('change', this._onChange);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'change' listener is never removed from 'this.query'
  }
  update() {}

  destroy() {
    this.query.removeEventListener('change', this._onChange);
  }
}

//# process listener in a method
//= Remove the listener in destroy() (unsafe: somebody has to call it) (unsafe)
class Job {
  start() {
    this._onExit = () => this.save();
    process.on('exit', this._onExit);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'exit' listener is never removed from 'process'
  }
  save() {}

  destroy() {
    process.off('exit', this._onExit);
  }
}
module.exports = Job;

//# bound method on a module's emitter
//= Remove the listener in destroy() (unsafe: somebody has to call it) (unsafe)
const { EventEmitter } = require('events');
const bus = new EventEmitter();
class View {
  constructor() {
    this._onTick = this.update.bind(this);
    bus.on('tick', this._onTick);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'tick' listener is never removed from 'bus'
  }
  update() {}

  destroy() {
    bus.off('tick', this._onTick);
  }
}
exports.View = View;

//# window listener in a constructor
//= Remove the listener in destroy() (unsafe: somebody has to call it) (unsafe)
export class Layout {
  constructor() {
    this._onResize = () => this.measure();
    window.addEventListener('resize', this._onResize);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'resize' listener is never removed from 'window'
  }
  measure() {}

  destroy() {
    window.removeEventListener('resize', this._onResize);
  }
}

//# an imported emitter in an exported function
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
import { bus } from './bus.js';
export function query(sql) {
  const onError = (error) => console.log(sql, error);
  bus.on('error', onError);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'error' listener is never removed from 'bus'
  return () => bus.off('error', onError);
}

//# teardown that forgets the only listener
//= Remove the listener in destroy() (unsafe: somebody has to call it) (unsafe)
class Widget {
  constructor(element) {
    this.element = element;
    this._onClick = (event) => this.close(event);
    document.addEventListener('click', this._onClick);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'click' listener is never removed from 'document'
  }
  close() {}
  destroy() {
    document.removeEventListener('click', this._onClick);
    this.element.remove();
  }
}
module.exports = Widget;

//# per connection on a module's emitter
//= Remove the listener when 'socket' closes
const EventEmitter = require('events');
const rooms = new EventEmitter();
module.exports = function serve(server) {
  server.on('connection', (socket) => {
    const onMessage = (text) => socket.write(text);
    rooms.on('message', onMessage);
    socket.once('close', () => rooms.off('message', onMessage));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'message' listener is never removed from 'rooms'
  });
};

//# an object with an end listens to what it was given
//= Remove the listener in destroy() (unsafe: somebody has to call it) (unsafe)
class Marker {
  constructor(map) {
    this.map = map;
    this._onZoom = () => this.draw();
    this.map.on('zoom', this._onZoom);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'zoom' listener is never removed from 'this.map'
  }
  draw() {}
  destroy() {
    this.map.off('zoom', this._onZoom);
    this.drawn = false;
  }
}
module.exports = Marker;

//# prototype method
//= Remove the listener in destroy() (unsafe: somebody has to call it) (unsafe)
const EventEmitter = require('events');
const feed = new EventEmitter();
function Reader() {}
Reader.prototype.open = function () {
  var self = this;
  this._onItem = function (item) {
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'item' listener is never removed from 'feed'
    self.read(item);
  };
  feed.on('item', this._onItem);
};

Reader.prototype.destroy = function () {
  feed.off('item', this._onItem);
};
module.exports = Reader;

//# a field of the object, once for each call
//= Remove the listener in destroy() (unsafe: somebody has to call it) (unsafe)
class Client {
  constructor(transport) {
    this.transport = transport;
  }
  fetch(id) {
    return new Promise((resolve) => {
      this._onReply = (reply) => {
//    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'reply' listener is never removed from 'this.transport'
        if (reply.id === id) resolve(reply);
      };
      this.transport.on('reply', this._onReply);
    });
  }

  destroy() {
    this.transport.off('reply', this._onReply);
  }
}
module.exports = Client;

//# typescript method on document
//= Remove the listener in destroy() (unsafe: somebody has to call it) (unsafe)
export class Menu {
  private open = false;
  show(): void {
    this._onKeydown = (event: KeyboardEvent) => this.key(event);
    document.addEventListener('keydown', this._onKeydown);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'keydown' listener is never removed from 'document'
  }
  private key(event: KeyboardEvent): void {}

  destroy() {
    document.removeEventListener('keydown', this._onKeydown);
  }
}

//# once for a signal, for each object
//= Remove the listener in stop() (unsafe: somebody has to call it) (unsafe)
class Bar {
  constructor() {
    this._onSIGINT = this.stop.bind(this);
    process.once('SIGINT', this._onSIGINT);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'SIGINT' listener is never removed from 'process'
  }
  stop() {
    process.off('SIGINT', this._onSIGINT);
  }
}
module.exports = Bar;

//# an injected bus
//= Remove the listener in onModuleDestroy()
export class Notifier {
  constructor(private readonly events: EventBus) {
    this._onJoined = (id: string) => this.notify(id);
    this.events.on('joined', this._onJoined);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'joined' listener is never removed from 'this.events'
  }
  onModuleDestroy() {
    this.events.off('joined', this._onJoined);
  }
  private notify(id: string) {}
}

//# a promise that waits with on
//= Listen once
class Client extends require('events') {
  async end() {
    this.socket.end();
    await new Promise((resolve) => this.once('end', resolve));
//                                 ^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'end' listener is never removed from 'this'
  }
}
module.exports = Client;

//# a prototype's init
//= Remove the listener in destroy() (unsafe: somebody has to call it) (unsafe)
function Menu(element) {
  this.element = element;
}
Menu.prototype.init = function () {
  var self = this;
  this._onClick = function (event) {
//^ unremoved-listener: 'click' listener is never removed from 'document'
    if (!self.element.contains(event.target)) self.hide();
  };
  document.addEventListener('click', this._onClick);
};
Menu.prototype.hide = function () {};

Menu.prototype.destroy = function () {
  document.removeEventListener('click', this._onClick);
};
module.exports = Menu;

//# jQuery's window
//= Remove the listener in destroy() (unsafe: somebody has to call it) (unsafe)
function Sticky(element) {
  this.element = element;
  this._onScrollSticky = $.proxy(this.check, this);
  $(window).on('scroll.sticky', this._onScrollSticky);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'scroll.sticky' listener is never removed from '$(window)'
}
Sticky.prototype.check = function () {};

Sticky.prototype.destroy = function () {
  $(window).off('scroll.sticky', this._onScrollSticky);
};
module.exports = Sticky;

//# a bus of Vue components
//= Remove the listener in beforeDestroy()
import bus from './bus';
export default {
  created() {
    bus.$on('changed', this.update);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'changed' listener is never removed from 'bus'
  },
  beforeDestroy() {
    bus.$off('changed', this.update);
  },
  methods: { update() {} },
};

//# what a React component is given
//= Remove the listener in componentWillUnmount()
export class Ticker extends React.Component {
  componentDidMount() {
    this.props.feed.on('price', this.onPrice);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'price' listener is never removed from 'this.props.feed'
  }
  onPrice = (price) => this.setState({ price });

  componentWillUnmount() {
    this.props.feed.off('price', this.onPrice);
  }
}

//# the root scope in a controller
//= Leave the root scope with the view's scope
angular.module('app').controller('FeedCtrl', function ($scope, $rootScope) {
  $scope.$on('$destroy', $rootScope.$on('feed', (event, item) => $scope.items.push(item)));
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'feed' listener is never removed from '$rootScope'
});

//# a global that the file makes
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
global.bus = new EventEmitter();
function handle() {
  const onError = () => console.log('error');
  bus.on('error', onError);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'error' listener is never removed from 'bus'
  return () => bus.off('error', onError);
}

//# a global that nothing declares
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
bus = new EventEmitter();
function handle(request) {
  const onTick = () => request.end();
  bus.on('tick', onTick);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unremoved-listener: 'tick' listener is never removed from 'bus'
  return () => bus.off('tick', onTick);
}

//# a method that adds a closure to what its object keeps
//= Remove the listener in destroy() (unsafe: somebody has to call it) (unsafe)
class Panel {
  constructor(view) {
    this.view = view;
  }
  setSize(width) {
    this.width = width;
    this._onResize = () => this.draw();
    this.view.on('resize', this._onResize);
//  ^ unremoved-listener: 'resize' listener is never removed from 'this.view'
  }
  draw() {}

  destroy() {
    this.view.off('resize', this._onResize);
  }
}
module.exports = Panel;

//# a function for whoever sets up a shared thing
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
const bus = require('./bus');
function installCounter(counter) {
  const onTick = () => counter.add(1);
  bus.on('tick', onTick);
//^ unremoved-listener: 'tick' listener is never removed from 'bus'
  return () => bus.off('tick', onTick);
}
exports.installCounter = installCounter;

//# one more on each element that a step of a walk comes to
//= no fix

//# a function of one call, where the cleanup removes another
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
function inserted(el, binding) {
  const callback = binding.value;
  const onResize = () => setTimeout(callback, 200);
  window.addEventListener('resize', onResize);
//^ unremoved-listener: 'resize' listener is never removed from 'window'
  el.state = { callback };
  onResize();
  return () => window.removeEventListener('resize', onResize);
}
function unbind(el) {
  const { callback } = el.state;
  window.removeEventListener('resize', callback);
}
export default { inserted, unbind };

//# an item that a compiled class takes in
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
var List = (function () {
  function List() { this.items = []; }
  var _proto = List.prototype;
  _proto.addTrack = function addTrack(track) {
    var _this = this;
    this.items.push(track);
    const onEnabledchange = function () { _this.changed(track); };
    track.addEventListener('enabledchange', onEnabledchange);
//  ^ unremoved-listener: 'enabledchange' listener is never removed from 'track'
    return () => track.removeEventListener('enabledchange', onEnabledchange);
  };
  return List;
})();
function stop(elem, type, f) { elem.removeEventListener(type, f); }
module.exports = { List: List, stop: stop };

//# a race against the end of the object, for each call
//= no fix

//# a wait that settles once, beside a removal for what callers added
//= Listen once
const { EventEmitter } = require('events');
class Receiver extends EventEmitter {
  onReady(listener) {
    this.on('ready', listener);
    return () => this.off('ready', listener);
  }
  connect() {
    this.dial();
    return new Promise((resolve) => {
      this.once('ready', () => resolve());
//    ^ unremoved-listener: 'ready' listener is never removed from 'this'
    });
  }
}
module.exports = Receiver;

//# the server that a request leads to, given to a function of the file
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
module.exports = function makeProxy(options) {
  return function middleware(req, res, next) {
    watch(req.socket.server);
    next();
  };
  function watch(server) {
    const onUpgrade = (request, socket) => socket.end(options.answer);
    server.on('upgrade', onUpgrade);
//  ^^^^^^ unremoved-listener: 'upgrade' listener is never removed from 'server'
    return () => server.off('upgrade', onUpgrade);
  }
};

//# the application that a request leads to
//= Remove the listener when 'res' closes
module.exports = function feed(req, res) {
  const onReload = () => res.write('reload\n');
  req.app.on('reload', onReload);
  res.once('close', () => req.app.off('reload', onReload));
//^ unremoved-listener: 'reload' listener is never removed from 'req.app'
};

//# signals in a method of something that stops
//= no fix

//# the first call makes what all of them listen to
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
let subscriber = null;
export async function listen(channel, onMessage) {
  if (!subscriber) {
    subscriber = new Redis(process.env.REDIS);
  }
  await subscriber.subscribe(channel);
  const onMessageListener = (name, text) => {
//^ unremoved-listener: 'message' listener is never removed from 'subscriber'
    if (name === channel) onMessage(text);
  };
  subscriber.on('message', onMessageListener);
  return () => subscriber.off('message', onMessageListener);
}

//# what keeps the start from running twice is taken back at the end
//= Remove the listener in stop() (unsafe: somebody has to call it) (unsafe)
class Transport {
  constructor(client) {
    this.client = client;
    this.running = false;
  }
  async listen(handle) {
    if (this.running) return;
    this._onMessage = (channel, text) => handle(channel, text);
    this.client.on('message', this._onMessage);
//  ^ unremoved-listener: 'message' listener is never removed from 'this.client'
    await this.client.subscribe('events');
    this.running = true;
  }
  async stop() {
    this.client.off('message', this._onMessage);
    await this.client.unsubscribe('events');
    this.running = false;
  }
}
module.exports = Transport;

//# an element that a method is given and keeps
//= Return a function that removes the listener (unsafe: somebody has to call it) (unsafe)
class Player {
  load(media) {
    this.media = media;
    const onEnded = () => this.next();
    media.addEventListener('ended', onEnded);
//  ^ unremoved-listener: 'ended' listener is never removed from 'media'
    return () => media.removeEventListener('ended', onEnded);
  }
  next() {}
  destroy() {
    this.media = null;
  }
}
module.exports.Player = Player;

//# a list of the events that are allowed
//= no fix

//# an object without any end listens to what all share
//= no fix

//# a start beside a stop that forgets what the start adds
//= no fix

//# each call listens to all workers
//= no fix

