//# another target
export class Drag {
  start() {
    window.addEventListener('mousemove', this.onMove);
  }
  stop() {
    document.removeEventListener('mousemove', this.onMove);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'mousemove' was added to 'window', so nothing matches
  }
  onMove() {}
}

//# bound when added
class Resizer {
  attach(element) {
    this.element = element;
    this.element.addEventListener('resize', this.onResize.bind(this));
  }
  detach() {
    this.element.removeEventListener('resize', this.onResize);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.onResize' was bound when added, so nothing matches
  }
  onResize() {}
}
module.exports = Resizer;

//# bound when removed
class Resizer {
  attach(element) {
    this.element = element;
    element.addEventListener('resize', this.onResize);
  }
  detach() {
    this.element.removeEventListener('resize', this.onResize.bind(this));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: a new bound function never matches the 'resize' listener
  }
  onResize() {}
}
module.exports = Resizer;

//# a fresh arrow when removed
module.exports = function (bus, log) {
  bus.on('tick', () => log('tick'));
  return () => bus.off('tick', () => log('tick'));
//             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: a new function never matches the 'tick' listener
};

//# a function that the removal makes itself
export function attach(button, log) {
  const onClick = () => log('click');
  button.addEventListener('click', onClick);
}
export function detach(button, log) {
  const onClick = () => log('click');
  button.removeEventListener('click', onClick);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'onClick' is new in each call, and not added before
}

//# another capture flag
export class Menu {
  open() {
    document.addEventListener('click', this.onClick, true);
  }
  close() {
    document.removeEventListener('click', this.onClick);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'click' was added with another capture flag
  }
  onClick() {}
}

//# capture among the options
export class Menu {
  open() {
    document.addEventListener('click', this.onClick, { capture: true });
  }
  close() {
    document.removeEventListener('click', this.onClick, false);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'click' was added with another capture flag
  }
  onClick() {}
}

//# another method
class Player {
  constructor(bus) {
    this.bus = bus;
  }
  start() {
    this.bus.on('tick', this.onTick);
  }
  stop() {
    this.bus.off('tick', this.onTack);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.onTack' is not the listener that was added
  }
  onTick() {}
  onTack() {}
}
module.exports = Player;

//# bound again before it is removed
class Player {
  constructor(bus) {
    this.bus = bus;
    this.onTick = this.onTick.bind(this);
    this.bus.on('tick', this.onTick);
  }
  stop() {
    this.onTick = this.onTick.bind(this);
    this.bus.off('tick', this.onTick);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.onTick' is bound again before it is removed
  }
  onTick() {}
}
module.exports = Player;

//# a name that was mistyped
exports.wait = (pool, callback) => {
  const onError = (error) => callback(error);
  const onReady = () => {
    pool.removeListener('err', onError);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'onError' was added for another event
    callback(null);
  };
  pool.on('error', onError);
  pool.once('ready', onReady);
};

//# the method where its bound form was added
class Scroller {
  constructor() {
    this._resize = this.resize.bind(this);
    window.addEventListener('resize', this._resize);
  }
  dispose() {
    window.removeEventListener('resize', this.resize);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.resize' was bound when added
  }
  resize() {}
}
module.exports = Scroller;

//# a getter that makes a function (ts)
export class Keys {
  private get listener() {
    return (event: KeyboardEvent) => console.log(event.key);
  }
  enable() {
    document.addEventListener('keydown', this.listener);
  }
  disable() {
    document.removeEventListener('keydown', this.listener);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.listener' makes a new function each time
  }
}

//# debounced again
import { debounce } from 'lodash';
export class Grid {
  mount() {
    window.addEventListener('resize', debounce(this.layout, 100));
  }
  unmount() {
    window.removeEventListener('resize', debounce(this.layout, 100));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'debounce' makes a new function, which never matches
  }
  layout() {}
}

//# added to the page and removed from an element
class Controls {
  constructor(element) {
    this.element = element;
    this.onMove = () => this.turn();
  }
  press() {
    document.addEventListener('mousemove', this.onMove);
  }
  dispose() {
    this.element.removeEventListener('mousemove', this.onMove);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'mousemove' was added to 'document', so nothing matches
  }
  turn() {}
}
module.exports = Controls;

//# removed first, and added behind it by the same call
define('brackets', function (editor, on, before) {
  function clear() { editor.unmark(); }
  if (before) editor.off('blur', clear);
//            ^ mismatched-removal: 'clear' is new in each call, and not added before
  if (on) editor.on('blur', clear);
});

//# added in a debounced form
const { debounce } = require('lodash');
class Scroller {
  constructor(element) {
    this.element = element;
    element.addEventListener('scroll', debounce(this.onScroll, 100));
  }
  onScroll() {}
  destroy() {
    this.element.removeEventListener('scroll', this.onScroll);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.onScroll' was wrapped when added, so nothing matches
  }
}
module.exports = Scroller;

//# forgotten before it is removed
class Link {
  open(port) {
    this.port = port;
    port.on('data', this.onData = (bytes) => this.feed(bytes));
  }
  close() {
    this.onData = null;
    this.port.removeListener('data', this.onData);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.onData' is forgotten before it is removed
  }
  feed() {}
}
module.exports = Link;

//# where there is nothing to remove from
class Wire {
  attach(socket) {
    this.socket = socket;
    this.onError = (error) => this.fail(error);
    socket.on('error', this.onError);
  }
  detach() {
    if (!this.socket) this.socket.removeListener('error', this.onError);
//                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: this removal runs only without 'this.socket'
    this.socket = null;
  }
  fail() {}
}
module.exports = Wire;

//# the listener of another event
export class Overlay {
  attach(map) {
    this.onMove = () => this.draw();
    this.onZoom = () => this.draw();
    map.on('move', this.onMove);
    map.on('zoom', this.onZoom);
  }
  detach(map) {
    map.off('move', this.onZoom);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.onZoom' was added for another event
    map.off('zoom', this.onZoom);
  }
  draw() {}
}

//# another event of what a parameter brought
function Lobby(socket) {
  this.socket = socket;
  this.onLeave = () => { this.left = true; };
  socket.on('leave', this.onLeave);
}
Lobby.prototype.close = function () {
  this.socket.removeListener('left', this.onLeave);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.onLeave' was added for another event
};
module.exports = Lobby;

//# bound again by a method in between
export class Table {
  mount() {
    this.layout = this.layout.bind(this);
    window.addEventListener('resize', this.layout);
  }
  refresh() {
    this.layout = this.layout.bind(this);
  }
  layout() {}
  unmount() {
    window.removeEventListener('resize', this.layout);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.layout' may be another function than the added one
  }
}

//# the listener of another event, in variables
function cropper(page, events) {
  const onMove = (event) => events.move(event);
  const onUp = (event) => events.up(event);
  this.destroy = function () {
    page.off('mousemove', onMove);
    page.off('mouseup', onMove);
//  ^ mismatched-removal: 'onMove' was added for another event
  };
  page.on('mousemove', onMove);
  page.on('mouseup', onUp);
}
module.exports.cropper = cropper;

//# a pair of methods of which one wraps what it is given
class Room {
  on(type, listener) {
    this.emitter.on(type, (event) => {
      this.log(type, event);
      listener(event);
    });
  }
  off(type, listener) {
    this.emitter.off(type, listener);
//  ^ mismatched-removal: 'listener' was wrapped when added, so nothing matches
  }
}

//# bound when added, for an event that a configuration names
function drag(element, page, names) {
  element.on(names.down, start);
  function start() {
    page.on(names.up, stop.bind(null, names));
  }
  function stop(config) {
    page.off(config.up, stop);
//  ^ mismatched-removal: 'stop' was bound when added, so nothing matches
  }
}

//# an emitter that is forgotten before its listener is removed
class Tracks {
  constructor() { this.onTime = this.onTime.bind(this); }
  attach(player) {
    this.player = player;
    player.on('timeupdate', this.onTime);
  }
  detach() {
    this.player = null;
    this.player?.off('timeupdate', this.onTime);
//  ^ mismatched-removal: 'this.player' is forgotten before its listener is removed
  }
  onTime() {}
}
module.exports = Tracks;

//# added to the body, removed from the document
function Drag(element) {
  this.move = (event) => this.to(event.clientX);
  element.addEventListener('mousedown', () => document.body.addEventListener('mousemove', this.move));
}
Drag.prototype.to = function (x) { this.x = x; };
Drag.prototype.end = function () {
  document.removeEventListener('mousemove', this.move);
//^ mismatched-removal: 'mousemove' was added to 'document.body', so nothing matches
};
module.exports = Drag;

//# a field that keeps a slower form of the method
class Columns {
  mount() {
    this.handleResize = debounce(() => this.measure(), 150);
    window.addEventListener('resize', this.handleResize);
  }
  unmount() {
    window.removeEventListener('resize', this.measure);
//  ^ mismatched-removal: 'this.measure' was bound when added, so nothing matches
  }
  measure() {}
}

//# options in a constant that capture
const passive = { passive: true, capture: true };
export class Swipe {
  constructor(element) {
    this.element = element;
    this.onTouch = () => {};
    element.addEventListener('touchmove', this.onTouch, passive);
  }
  destroy() {
    this.element.removeEventListener('touchmove', this.onTouch, { passive: true });
//  ^ mismatched-removal: 'touchmove' was added with another capture flag
  }
}

//# a function of the file that makes another one
export function track(input, listener) {
  function handler() {
    return (event) => listener(event.target);
  }
  input.addEventListener('focus', handler());
  return () => input.removeEventListener('focus', handler());
//             ^ mismatched-removal: 'handler' makes a new function, which never matches
}

//# a field that nothing sets
const EventEmitter = require('events');
class Session extends EventEmitter {
  constructor(link) {
    super();
    this.link = link;
    this._onData = (data) => this.emit('data', data);
    link.on('data', this._onData);
  }
  end() {
    this.link.removeListener('data', this.onData);
//  ^ mismatched-removal: 'this.onData' is never set, so nothing matches
  }
}
module.exports = Session;

//# added to the window, removed from what is the body
export class Hotkeys {
  constructor(target = document.body) {
    this.target = target;
    window.addEventListener('keydown', this.onKey);
  }
  onKey = () => {};
  destroy() {
    this.target.removeEventListener('keydown', this.onKey);
//  ^ mismatched-removal: 'keydown' was added to 'window', so nothing matches
  }
}

//# a function inside the one that was added
const bus = require('./bus');
module.exports = function once(type, f) {
  bus.on(type, function first(...values) {
    bus.off(type, f);
//  ^ mismatched-removal: 'f' is inside the listener that was added
    f(...values);
  });
};

//# behind the guard of the one that adds (esm)
export class Shutter {
  constructor(page) {
    this.page = page;
    this.open = false;
    this.turned = this.turned.bind(this);
  }
  show() {
    if (this.open) return;
    this.open = true;
    this.page.addEventListener('wheel', this.turned);
  }
  hide() {
    if (this.open) return;
    this.open = false;
    this.page.removeEventListener('wheel', this.turned);
//  ^ mismatched-removal: this removal runs only while 'this.open' is not set
  }
  turned(event) {
    event.preventDefault();
  }
}
