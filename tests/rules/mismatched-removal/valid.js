//# the same method on both sides
class Player {
  constructor(bus) {
    this.bus = bus;
    this.bus.on('tick', this.onTick);
  }
  stop() {
    this.bus.off('tick', this.onTick);
  }
  onTick() {}
}
module.exports = Player;

//# bound once in the constructor
class Player {
  constructor(bus) {
    this.bus = bus;
    this.onTick = this.onTick.bind(this);
    this.bus.on('tick', this.onTick);
  }
  stop() {
    this.bus.off('tick', this.onTick);
  }
  onTick() {}
}
module.exports = Player;

//# a listener that removes itself
module.exports = function (bus, done) {
  const onTick = () => {
    bus.off('tick', onTick);
    done();
  };
  bus.on('tick', onTick);
};

//# a named expression that removes itself
module.exports = function (bus) {
  return function listener() {
    bus.removeListener('tick', listener);
  };
};

//# a function that the caller gave
module.exports = function stop(bus, listener) {
  bus.off('tick', listener);
};

//# equal capture flags
export class Menu {
  open() {
    document.addEventListener('click', this.onClick, true);
  }
  close() {
    document.removeEventListener('click', this.onClick, { capture: true });
  }
  onClick() {}
}

//# the passive option does not matter
export class Menu {
  open() {
    document.addEventListener('scroll', this.onScroll, { passive: true });
  }
  close() {
    document.removeEventListener('scroll', this.onScroll);
  }
  onScroll() {}
}

//# options that are a variable
export class Menu {
  open(options) {
    document.addEventListener('scroll', this.onScroll, options);
  }
  close(options) {
    document.removeEventListener('scroll', this.onScroll, options);
  }
  onScroll() {}
}

//# a field that keeps the function
class Player {
  start(bus) {
    this.bus = bus;
    this.listener = () => this.tick();
    bus.on('tick', this.listener);
  }
  stop() {
    this.bus.off('tick', this.listener);
  }
  tick() {}
}
module.exports = Player;

//# a module's function
function onTick() {}
exports.start = (bus) => bus.on('tick', onTick);
exports.stop = (bus) => bus.off('tick', onTick);

//# a const of the function around both
module.exports = function watch(bus) {
  const onTick = () => console.log('tick');
  bus.on('tick', onTick);
  return () => bus.off('tick', onTick);
};

//# several listeners of one event
class Player {
  constructor(bus) {
    this.bus = bus;
    this.bus.on('tick', this.first);
    this.bus.on('tick', this.second);
  }
  stop() {
    this.bus.off('tick', this.second);
    this.bus.off('tick', this.first);
  }
  first() {}
  second() {}
}
module.exports = Player;

//# a list of functions
module.exports = function stop(bus, listeners) {
  for (const listener of listeners) bus.off('tick', listener);
};

//# a getter that keeps its function (ts)
export class Keys {
  private kept = (event: KeyboardEvent) => console.log(event.key);
  private get listener() {
    return this.kept;
  }
  enable() {
    document.addEventListener('keydown', this.listener);
  }
  disable() {
    document.removeEventListener('keydown', this.listener);
  }
}

//# one handler for two events, both removed
exports.watch = (source, handler) => {
  source.on('open', handler);
  source.on('close', handler);
  return () => {
    source.off('open', handler);
    source.off('close', handler);
  };
};

//# the bound form replaces the method
class Scroller {
  constructor() {
    this.resize = this.resize.bind(this);
    window.addEventListener('resize', this.resize);
  }
  dispose() {
    window.removeEventListener('resize', this.resize);
  }
  resize() {}
}
module.exports = Scroller;

//# an element that may be the page
class Controls {
  constructor(element) {
    this.element = element || document;
    this.onMove = () => this.turn();
  }
  press() {
    document.addEventListener('mousemove', this.onMove);
  }
  dispose() {
    this.element.removeEventListener('mousemove', this.onMove);
  }
  turn() {}
}
module.exports = Controls;

//# forgotten after it is removed
class Link {
  open(port) {
    this.port = port;
    port.on('data', this.onData = (bytes) => this.feed(bytes));
  }
  close() {
    this.port.removeListener('data', this.onData);
    this.onData = null;
  }
  feed() {}
}
module.exports = Link;

//# forgotten on another way
class Link {
  open(port) {
    this.port = port;
    this.onData = (bytes) => this.feed(bytes);
    port.on('data', this.onData);
  }
  close(lost) {
    if (lost) {
      this.onData = null;
    } else {
      this.port.removeListener('data', this.onData);
    }
  }
  feed() {}
}
module.exports = Link;

//# where there is something to remove from
class Wire {
  attach(socket) {
    this.socket = socket;
    this.onError = (error) => this.fail(error);
    socket.on('error', this.onError);
  }
  detach() {
    if (!this.socket) return;
    this.socket.removeListener('error', this.onError);
  }
  fail() {}
}
module.exports = Wire;

//# set before it is used
class Wire {
  detach() {
    if (!this.socket) {
      this.socket = this.find();
      this.socket.removeListener('error', this.onError);
    }
  }
  find() {}
}
module.exports = Wire;

//# each event with its own listener
export class Overlay {
  attach(map) {
    this.onMove = () => this.draw();
    this.onZoom = () => this.draw();
    map.on('move', this.onMove);
    map.on('zoom', this.onZoom);
  }
  detach(map) {
    map.off('move', this.onMove);
    map.off('zoom', this.onZoom);
  }
  draw() {}
}

//# debounced once and kept
const { debounce } = require('lodash');
class Scroller {
  constructor(element) {
    this.element = element;
    this.onScroll = debounce(this.onScroll, 100);
    element.addEventListener('scroll', this.onScroll);
  }
  onScroll() {}
  destroy() {
    this.element.removeEventListener('scroll', this.onScroll);
  }
}
module.exports = Scroller;

//# each event with its own listener, in variables
function cropper(page, events) {
  const onMove = (event) => events.move(event);
  const onUp = (event) => events.up(event);
  this.destroy = function () {
    page.off('mousemove', onMove);
    page.off('mouseup', onUp);
  };
  page.on('mousemove', onMove);
  page.on('mouseup', onUp);
}
module.exports.cropper = cropper;

//# listeners in the fields of a variable that others fill
export function wheel(el, requested, listeners) {
  el.addEventListener('wheel', listeners.wheel);
  requested.wheel = listeners.wheel;
  return () => {
    el.removeEventListener('wheel', requested.wheel);
  };
}

//# a variable that has the name of the page
export class Controls {
  connect() {
    const document = this.element.getRootNode();
    document.addEventListener('keydown', this.onKey);
  }
  disconnect() {
    const document = this.element.getRootNode();
    document.removeEventListener('keydown', this.onKey);
  }
}

//# a pair of methods that knows the wrapper of each listener
class Room {
  on(type, listener) {
    const wrapper = (event) => listener(event);
    this.wrappers.set(listener, wrapper);
    this.emitter.on(type, wrapper);
  }
  off(type, listener) {
    this.emitter.off(type, this.wrappers.get(listener));
  }
}

//# a pair of methods of which one also adds the listener as it is
class Hall {
  on(type, listener) {
    this.emitter.on(type, listener);
    if (this.noisy) this.emitter.on(type, (event) => listener.name && listener(event));
  }
  off(type, listener) {
    this.emitter.off(type, listener);
  }
}

//# an emitter that is forgotten before another one takes its place
class Tracks {
  constructor() { this.onTime = this.onTime.bind(this); }
  attach(player) {
    this.player = null;
    this.player = player;
    this.player.off('timeupdate', this.onTime);
    this.player.on('timeupdate', this.onTime);
  }
  onTime() {}
}
module.exports = Tracks;

//# a field that keeps a slower form of the method, and is removed itself
class Columns {
  mount() {
    this.handleResize = debounce(() => this.measure(), 150);
    window.addEventListener('resize', this.handleResize);
  }
  unmount() {
    window.removeEventListener('resize', this.handleResize);
  }
  measure() {}
}

//# options in a constant for both
const passive = { passive: true, capture: true };
export class Swipe {
  constructor(element) {
    this.element = element;
    this.onTouch = () => {};
    element.addEventListener('touchmove', this.onTouch, passive);
  }
  destroy() {
    this.element.removeEventListener('touchmove', this.onTouch, passive);
  }
}

//# a function of the file that keeps what it makes
const made = new Map();
function handler(name) {
  if (!made.has(name)) made.set(name, () => console.log(name));
  return made.get(name);
}
export function track(input) {
  input.addEventListener('focus', handler('focus'));
  return () => input.removeEventListener('focus', handler('focus'));
}

//# a field that another class may set
class Session extends Base {
  constructor(link) {
    super();
    this.link = link;
    this._onData = (data) => this.emit('data', data);
    link.on('data', this._onData);
  }
  end() {
    this.link.removeListener('data', this.onData);
  }
}
module.exports = Session;

//# a function that the one which was added is marked with
const bus = require('./bus');
module.exports = function once(type, f) {
  function first(...values) {
    bus.off(type, f);
    f(...values);
  }
  first.listener = f;
  bus.on(type, first);
};

//# a class that TypeScript wrote for ES5
var View = (function (_super) {
  __extends(View, _super);
  function View(model) {
    var _this = _super.call(this) || this;
    _this.onResize = function () { return _this.layout(model); };
    window.addEventListener('resize', _this.onResize);
    return _this;
  }
  View.prototype.layout = function () {};
  View.prototype.destroy = function () {
    window.removeEventListener('resize', this.onResize);
  };
  return View;
})(Base);
exports.View = View;

//# behind the opposite guard of the one that adds (esm)
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
  }
  turned(event) {
    event.preventDefault();
  }
}

//# a flag that both set (esm)
export class Shutter {
  constructor(page) {
    this.page = page;
    this.turned = this.turned.bind(this);
  }
  show() {
    this.moved = true;
    this.page.addEventListener('wheel', this.turned);
  }
  hide() {
    if (this.moved) return;
    this.moved = true;
    this.page.removeEventListener('wheel', this.turned);
  }
  turned(event) {
    event.preventDefault();
  }
}
