//# released
class Search {
  constructor(url) {
    this.worker = new Worker(url);
  }
  destroy() {
    this.worker.terminate();
  }
}
module.exports = Search;

//# released in another method
class Search {
  constructor(url) {
    this.worker = new Worker(url);
  }
  reset() {
    this.worker.terminate();
  }
  destroy() {
    this.url = null;
  }
}
module.exports = Search;

//# released by a helper that destroy calls
class Search {
  constructor(url) {
    this.worker = new Worker(url);
  }
  destroy() {
    this.halt();
  }
  halt() {
    const { worker } = this;
    worker.terminate();
  }
}
module.exports = Search;

//# registered (ts)
export class Model {
  private readonly changed = new Emitter<void>();
  constructor(store: { add(value: unknown): void }) {
    store.add(this.changed);
  }
  dispose(): void {
    this.done = true;
  }
  private done = false;
}
declare class Emitter<T> {
  dispose(): void;
}

//# registered as it is made (ts)
export class Model extends Disposable {
  private readonly changed = this._register(new Emitter<void>());
}
declare class Disposable {
  _register<T>(value: T): T;
}
declare class Emitter<T> {
  dispose(): void;
}

//# given to the constructor
class Search {
  constructor(worker) {
    this.worker = worker;
  }
  destroy() {
    this.url = null;
  }
}
module.exports = Search;

//# a class without an end
class Search {
  constructor(url) {
    this.worker = new Worker(url);
  }
}
module.exports = Search;

//# a class of plain data
class Point {
  constructor(x) {
    this.x = x;
  }
}
class Shape {
  constructor() {
    this.origin = new Point(0);
  }
  destroy() {
    this.parent = null;
  }
}
module.exports = { Shape };

//# the base class is called
class Base {
  dispose() {
    this.listeners.length = 0;
  }
}
class Derived extends Base {
  dispose() {
    this.items = [];
    super.dispose();
  }
}
module.exports = { Derived };

//# a base class that only demands
class Base {
  close() {
    throw new Error('not implemented');
  }
}
class Derived extends Base {
  close() {
    this.items = [];
  }
}
module.exports = { Derived };

//# returned to the caller
class Search {
  start(url) {
    this.worker = new Worker(url);
    return this.worker;
  }
  destroy() {
    this.url = null;
  }
}
module.exports = Search;

//# everything is released in a loop
class Search {
  constructor(url) {
    this.worker = new Worker(url);
  }
  destroy() {
    for (const part of Object.values(this)) part.terminate?.();
  }
}
module.exports = Search;

//# set to null in destroy
class Search {
  constructor(url) {
    this.worker = new Worker(url);
  }
  destroy() {
    this.worker = null;
  }
}
module.exports = Search;

//# emitters that are all handed over (ts)
import { Disposable } from './lifecycle';
import { EventEmitter } from './events';
export class Service extends Disposable {
  private onRender = this._register(new EventEmitter<void>());
  private onResize = this._register(new EventEmitter<void>());
}

//# an emitter of Node
import { EventEmitter } from 'node:events';
import { Disposable } from './lifecycle.js';
export class Service extends Disposable {
  constructor(view) {
    super();
    this.bus = new EventEmitter();
    this._register(view.onScroll(() => this.bus.emit('scroll')));
  }
}

//# a base class without an end (esm)
import { Mesh } from 'three';
export class Sky extends Mesh {
  dispose() {
    this.material.dispose();
  }
}

//# a base class by prototype that is called
var Component = require('./component');
var inherits = require('util').inherits;
function Slider(player) {
  Component.call(this, player);
}
inherits(Slider, Component);
Slider.prototype.dispose = function () {
  this.bar = null;
  Component.prototype.dispose.call(this);
};
module.exports = Slider;

//# a renderer that is ended before it is replaced (esm)
import { Renderer } from './renderer.js';
export class Viewer {
  show(model) {
    if (this.renderer) this.renderer.dispose();
    this.renderer = new Renderer(model);
  }
  dispose() {
    if (this.renderer) this.renderer.dispose();
  }
}

//# a base class whose end does nothing
class Source {
  dispose() {
    // derived classes have something to end
  }
}

class Lamp extends Source {
  constructor(map) {
    super();
    this.map = map;
  }

  dispose() {
    this.map.dispose();
  }
}
module.exports = Lamp;

//# an emitter in a collection that is disposed of (ts)
export class Term extends Disposable {
  private readonly resized = new Emitter<number>();
  private readonly toDispose = new DisposableCollection(
    this.resized,
    Disposable.create(() => this.resized.fire(0))
  );
  override dispose(): void {
    super.dispose();
    this.toDispose.dispose();
  }
}

//# what all objects of a class share
export class Model {
  static {
    this.empty = new Model();
  }
  constructor() {
    this.worker = new Worker('model.js');
  }
  dispose() {
    this.worker.terminate();
  }
}

//# the end of a base class two steps above is called (ts)
abstract class Log extends Disposable {
  level = 0;
}
export class Logs extends Log {
  private readonly all: Log[] = [];
  dispose(): void {
    this.all.forEach((log) => log.dispose());
    super.dispose();
  }
}

//# a number from a method whose name looks like an event
export class Scroll {
  constructor(bar) {
    this.bar = bar;
  }
  end() {
    this.changed = this.bar.onDidScrollEnd() || this.changed;
  }
  dispose() {}
}

//# a widget that is made again after it ended (ts)
export class Editor extends Disposable {
  private find: FindWidget | undefined;
  open(): void {
    this.find?.dispose();
    this.find = this.instantiation.createInstance(FindWidget);
  }
  override dispose(): void {
    super.dispose();
    this.find?.dispose();
  }
}

//# a watcher of files that is closed
const chokidar = require('chokidar');
class Builder {
  constructor(folder) {
    this.watcher = chokidar.watch(folder);
  }
  close() {
    return this.watcher.close();
  }
}
module.exports = Builder;

//# a source that listens to a given token and is disposed of (ts)
export class Request {
  async run(token: CancellationToken) {
    const source = new CancellationTokenSource(token);
    try {
      return await this.send(source.token);
    } finally {
      source.dispose();
    }
  }
  send(token: CancellationToken) {}
}
