//# another target
//= Remove it from 'window'
export class Drag {
  start() {
    window.addEventListener('mousemove', this.onMove);
  }
  stop() {
    window.removeEventListener('mousemove', this.onMove);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'mousemove' was added to 'window', so nothing matches
  }
  onMove() {}
}

//# bound when added
//= Keep the listener in 'this._onResize' and remove that
class Resizer {
  attach(element) {
    this.element = element;
    this._onResize = this.onResize.bind(this);
    this.element.addEventListener('resize', this._onResize);
  }
  detach() {
    this.element.removeEventListener('resize', this._onResize);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.onResize' was bound when added, so nothing matches
  }
  onResize() {}
}
module.exports = Resizer;

//# bound when removed
//= Remove 'this.onResize', which was added
class Resizer {
  attach(element) {
    this.element = element;
    element.addEventListener('resize', this.onResize);
  }
  detach() {
    this.element.removeEventListener('resize', this.onResize);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: a new bound function never matches the 'resize' listener
  }
  onResize() {}
}
module.exports = Resizer;

//# a fresh arrow when removed
//= Keep the listener in 'onTick' and remove that
module.exports = function (bus, log) {
  const onTick = () => log('tick');
  bus.on('tick', onTick);
  return () => bus.off('tick', onTick);
//             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: a new function never matches the 'tick' listener
};

//# a function that the removal makes itself
//= no fix

//# another capture flag
//= Remove with the same capture flag
export class Menu {
  open() {
    document.addEventListener('click', this.onClick, true);
  }
  close() {
    document.removeEventListener('click', this.onClick, { capture: true });
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'click' was added with another capture flag
  }
  onClick() {}
}

//# capture among the options
//= Remove with the same capture flag
export class Menu {
  open() {
    document.addEventListener('click', this.onClick, { capture: true });
  }
  close() {
    document.removeEventListener('click', this.onClick, { capture: true });
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'click' was added with another capture flag
  }
  onClick() {}
}

//# another method
//= Remove 'this.onTick', which was added
class Player {
  constructor(bus) {
    this.bus = bus;
  }
  start() {
    this.bus.on('tick', this.onTick);
  }
  stop() {
    this.bus.off('tick', this.onTick);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.onTack' is not the listener that was added
  }
  onTick() {}
  onTack() {}
}
module.exports = Player;

//# bound again before it is removed
//= Do not bind it again
class Player {
  constructor(bus) {
    this.bus = bus;
    this.onTick = this.onTick.bind(this);
    this.bus.on('tick', this.onTick);
  }
  stop() {
    this.bus.off('tick', this.onTick);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.onTick' is bound again before it is removed
  }
  onTick() {}
}
module.exports = Player;

//# a name that was mistyped
//= Remove it from 'error' (unsafe)
exports.wait = (pool, callback) => {
  const onError = (error) => callback(error);
  const onReady = () => {
    pool.removeListener('error', onError);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'onError' was added for another event
    callback(null);
  };
  pool.on('error', onError);
  pool.once('ready', onReady);
};

//# the method where its bound form was added
//= Remove 'this._resize', which was added
class Scroller {
  constructor() {
    this._resize = this.resize.bind(this);
    window.addEventListener('resize', this._resize);
  }
  dispose() {
    window.removeEventListener('resize', this._resize);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.resize' was bound when added
  }
  resize() {}
}
module.exports = Scroller;

//# a getter that makes a function
//= no fix

//# debounced again
//= Keep the listener in 'this._onResize' and remove that
import { debounce } from 'lodash';
export class Grid {
  mount() {
    this._onResize = debounce(this.layout, 100);
    window.addEventListener('resize', this._onResize);
  }
  unmount() {
    window.removeEventListener('resize', this._onResize);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'debounce' makes a new function, which never matches
  }
  layout() {}
}

//# added to the page and removed from an element
//= Remove it from 'document'
class Controls {
  constructor(element) {
    this.element = element;
    this.onMove = () => this.turn();
  }
  press() {
    document.addEventListener('mousemove', this.onMove);
  }
  dispose() {
    document.removeEventListener('mousemove', this.onMove);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'mousemove' was added to 'document', so nothing matches
  }
  turn() {}
}
module.exports = Controls;

//# removed first, and added behind it by the same call
//= no fix

//# added in a debounced form
//= Keep the listener in 'this._onScroll' and remove that
const { debounce } = require('lodash');
class Scroller {
  constructor(element) {
    this.element = element;
    this._onScroll = debounce(this.onScroll, 100);
    element.addEventListener('scroll', this._onScroll);
  }
  onScroll() {}
  destroy() {
    this.element.removeEventListener('scroll', this._onScroll);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.onScroll' was wrapped when added, so nothing matches
  }
}
module.exports = Scroller;

//# forgotten before it is removed
//= Forget it after the removal
class Link {
  open(port) {
    this.port = port;
    port.on('data', this.onData = (bytes) => this.feed(bytes));
  }
  close() {
    this.port.removeListener('data', this.onData);
    this.onData = null;
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.onData' is forgotten before it is removed
  }
  feed() {}
}
module.exports = Link;

//# where there is nothing to remove from
//= Ask for the opposite
class Wire {
  attach(socket) {
    this.socket = socket;
    this.onError = (error) => this.fail(error);
    socket.on('error', this.onError);
  }
  detach() {
    if (this.socket) this.socket.removeListener('error', this.onError);
//                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: this removal runs only without 'this.socket'
    this.socket = null;
  }
  fail() {}
}
module.exports = Wire;

//# the listener of another event
//= Remove 'this.onMove', which was added
export class Overlay {
  attach(map) {
    this.onMove = () => this.draw();
    this.onZoom = () => this.draw();
    map.on('move', this.onMove);
    map.on('zoom', this.onZoom);
  }
  detach(map) {
    map.off('move', this.onMove);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.onZoom' was added for another event
    map.off('zoom', this.onZoom);
  }
  draw() {}
}

//# another event of what a parameter brought
//= Remove it from 'leave' (unsafe)
function Lobby(socket) {
  this.socket = socket;
  this.onLeave = () => { this.left = true; };
  socket.on('leave', this.onLeave);
}
Lobby.prototype.close = function () {
  this.socket.removeListener('leave', this.onLeave);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.onLeave' was added for another event
};
module.exports = Lobby;

//# bound again by a method in between
//= Do not bind it again
export class Table {
  mount() {
    this.layout = this.layout.bind(this);
    window.addEventListener('resize', this.layout);
  }
  refresh() {
  }
  layout() {}
  unmount() {
    window.removeEventListener('resize', this.layout);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mismatched-removal: 'this.layout' may be another function than the added one
  }
}

//# the listener of another event, in variables
//= Remove 'onUp', which was added
function cropper(page, events) {
  const onMove = (event) => events.move(event);
  const onUp = (event) => events.up(event);
  this.destroy = function () {
    page.off('mousemove', onMove);
    page.off('mouseup', onUp);
//  ^ mismatched-removal: 'onMove' was added for another event
  };
  page.on('mousemove', onMove);
  page.on('mouseup', onUp);
}
module.exports.cropper = cropper;

//# a pair of methods of which one wraps what it is given
//= no fix

//# bound when added, for an event that a configuration names
//= no fix

//# an emitter that is forgotten before its listener is removed
//= Forget it after the removal
class Tracks {
  constructor() { this.onTime = this.onTime.bind(this); }
  attach(player) {
    this.player = player;
    player.on('timeupdate', this.onTime);
  }
  detach() {
    this.player?.off('timeupdate', this.onTime);
    this.player = null;
//  ^ mismatched-removal: 'this.player' is forgotten before its listener is removed
  }
  onTime() {}
}
module.exports = Tracks;

//# added to the body, removed from the document
//= Remove it from 'document.body'
function Drag(element) {
  this.move = (event) => this.to(event.clientX);
  element.addEventListener('mousedown', () => document.body.addEventListener('mousemove', this.move));
}
Drag.prototype.to = function (x) { this.x = x; };
Drag.prototype.end = function () {
  document.body.removeEventListener('mousemove', this.move);
//^ mismatched-removal: 'mousemove' was added to 'document.body', so nothing matches
};
module.exports = Drag;

//# a field that keeps a slower form of the method
//= Remove 'this.handleResize', which was added
class Columns {
  mount() {
    this.handleResize = debounce(() => this.measure(), 150);
    window.addEventListener('resize', this.handleResize);
  }
  unmount() {
    window.removeEventListener('resize', this.handleResize);
//  ^ mismatched-removal: 'this.measure' was bound when added, so nothing matches
  }
  measure() {}
}

//# options in a constant that capture
//= Remove with the same capture flag
const passive = { passive: true, capture: true };
export class Swipe {
  constructor(element) {
    this.element = element;
    this.onTouch = () => {};
    element.addEventListener('touchmove', this.onTouch, passive);
  }
  destroy() {
    this.element.removeEventListener('touchmove', this.onTouch, { capture: true });
//  ^ mismatched-removal: 'touchmove' was added with another capture flag
  }
}

//# a function of the file that makes another one
//= Keep the listener in 'onFocus' and remove that
export function track(input, listener) {
  function handler() {
    return (event) => listener(event.target);
  }
  const onFocus = handler();
  input.addEventListener('focus', onFocus);
  return () => input.removeEventListener('focus', onFocus);
//             ^ mismatched-removal: 'handler' makes a new function, which never matches
}

//# a field that nothing sets
//= Remove 'this._onData', which was added
const EventEmitter = require('events');
class Session extends EventEmitter {
  constructor(link) {
    super();
    this.link = link;
    this._onData = (data) => this.emit('data', data);
    link.on('data', this._onData);
  }
  end() {
    this.link.removeListener('data', this._onData);
//  ^ mismatched-removal: 'this.onData' is never set, so nothing matches
  }
}
module.exports = Session;

//# added to the window, removed from what is the body
//= Remove it from 'window'
export class Hotkeys {
  constructor(target = document.body) {
    this.target = target;
    window.addEventListener('keydown', this.onKey);
  }
  onKey = () => {};
  destroy() {
    window.removeEventListener('keydown', this.onKey);
//  ^ mismatched-removal: 'keydown' was added to 'window', so nothing matches
  }
}

//# a function inside the one that was added
//= Remove 'first'
const bus = require('./bus');
module.exports = function once(type, f) {
  bus.on(type, function first(...values) {
    bus.off(type, first);
//  ^ mismatched-removal: 'f' is inside the listener that was added
    f(...values);
  });
};

//# behind the guard of the one that adds
//= Ask for the opposite
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
    if (!this.open) return;
    this.open = false;
    this.page.removeEventListener('wheel', this.turned);
//  ^ mismatched-removal: this removal runs only while 'this.open' is not set
  }
  turned(event) {
    event.preventDefault();
  }
}

