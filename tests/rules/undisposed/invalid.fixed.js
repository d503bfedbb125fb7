//# a worker
//= Call this.worker.terminate() in destroy() (unsafe if it is shared) (unsafe)
class Search {
  constructor(url) {
    this.worker = new Worker(url);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: destroy() leaves out 'this.worker', a Worker
  }
  destroy() {
    this.worker.terminate();
    this.url = null;
  }
}
module.exports = Search;

//# a socket
//= Call this.socket.close() in close() (unsafe if it is shared) (unsafe)
export class Feed {
  connect(url) {
    this.socket = new WebSocket(url);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: close() leaves out 'this.socket', a WebSocket
  }
  close() {
    this.socket.close();
    this.closed = true;
  }
}

//# one of two emitters
//= Call this.removed.dispose() in dispose() (unsafe if it is shared) (unsafe)
export class Model {
  private readonly changed = new Emitter<void>();
  private readonly removed = new Emitter<void>();
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: dispose() leaves out 'this.removed', a Emitter
  dispose(): void {
    this.removed.dispose();
    this.changed.dispose();
  }
}
declare class Emitter<T> {
  dispose(): void;
}

//# a class of the file
//= Call this.timer.destroy() in destroy() (unsafe if it is shared) (unsafe)
class Timer {
  destroy() {
    clearInterval(this.handle);
  }
}
class Clock {
  constructor() {
    this.timer = new Timer();
//  ^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: destroy() leaves out 'this.timer', a Timer
  }
  destroy() {
    this.timer.destroy();
    this.element = null;
  }
}
module.exports = { Clock };

//# the base class is forgotten
//= Call super.dispose() (unsafe)
class Base {
  dispose() {
    this.listeners.length = 0;
  }
}
class Derived extends Base {
  dispose() {
//^^^^^^^ undisposed: dispose() does not call super.dispose(), which releases 'Base'
    this.items = [];
    super.dispose();
  }
}
module.exports = { Derived };

//# an observer
//= Call this.observer.disconnect() in disconnectedCallback() (unsafe if it is shared) (unsafe)
export class Box {
  constructor(element) {
    this.observer = new ResizeObserver(() => this.measure());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: disconnectedCallback() leaves out 'this.observer', a ResizeObserver
    this.observer.observe(element);
  }
  measure() {}
  disconnectedCallback() {
    this.observer.disconnect();
    this.element = null;
  }
}

//# an event source
//= Call this.source.close() in destroy() (unsafe if it is shared) (unsafe)
export class Feed {
  constructor(url) {
    this.source = new EventSource(url);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: destroy() leaves out 'this.source', a EventSource
    this.items = [];
  }
  destroy() {
    this.source.close();
    this.items = [];
  }
}

//# a Disposable without super
//= Call super.dispose() (unsafe)
export class Panel extends Disposable {
  private items: string[] = [];
  override dispose(): void {
//         ^^^^^^^ undisposed: dispose() does not call super.dispose(), which releases 'Disposable'
    this.items = [];
    super.dispose();
  }
}
declare class Disposable {
  dispose(): void;
}

//# a store of disposables
//= Call this.store.dispose() in dispose() (unsafe if it is shared) (unsafe)
export class Panel {
  private readonly store = new DisposableStore();
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: dispose() leaves out 'this.store', a DisposableStore
  private open = true;
  dispose(): void {
    this.store.dispose();
    this.open = false;
  }
}
declare class DisposableStore {
  dispose(): void;
}

//# an emitter that is not handed over
//= Hand it over with this._register() (unsafe if it is shared) (unsafe)
import { Disposable } from './lifecycle';
import { EventEmitter } from './events';
export class Service extends Disposable {
  private onRender = this._register(new EventEmitter<void>());
  private onResize = this._register(new EventEmitter<void>());
//^ undisposed: dispose() leaves out 'this.onResize', a EventEmitter
  constructor(view: { onScroll(f: () => void): unknown }) {
    super();
    this._register(view.onScroll(() => this.onRender.fire()));
  }
}

//# one of two targets
//= Call this.second.dispose() in dispose() (unsafe if it is shared) (unsafe)
import { RenderTarget } from './gl.js';
export class Blur {
  constructor(size) {
    this.first = new RenderTarget(size);
    this.second = new RenderTarget(size);
//  ^ undisposed: dispose() leaves out 'this.second', a RenderTarget
  }
  render(gl) {
    gl.target(this.first);
    gl.target(this.second);
  }
  dispose() {
    this.second.dispose();
    this.first.dispose();
  }
}

//# the base class of a widget
//= Call super.dispose() (unsafe)
import { Widget } from '@lumino/widgets';
export class Inspector extends Widget {
  dispose(): void {
//^ undisposed: dispose() does not call super.dispose(), which releases 'Widget'
    if (this.isDisposed) {
      return;
    }
    this.content.dispose();
    super.dispose();
  }
}

//# a base class by prototype
//= Call Component.prototype.dispose.call(this) (unsafe)
var Component = require('./component');
var inherits = require('util').inherits;
function Slider(player) {
  Component.call(this, player);
}
inherits(Slider, Component);
Slider.prototype.dispose = function () {
//                         ^ undisposed: dispose() does not call super.dispose(), which releases 'Component'
  this.bar = null;
  Component.prototype.dispose.call(this);
};
module.exports = Slider;

//# a renderer that is replaced
//= Dispose of the one before (unsafe if it is shared) (unsafe)
import { Renderer } from './renderer.js';
export class Viewer {
  show(model) {
    this.renderer?.dispose();
    this.renderer = new Renderer(model);
//  ^ undisposed: what 'this.renderer' had before is not disposed of
    this.renderer.start();
  }
  dispose() {
    if (this.renderer) this.renderer.dispose();
  }
}

//# a listener that is replaced
//= Dispose of the one before (unsafe if it is shared) (unsafe)
export class Finder extends Disposable {
  private listener: IDisposable | undefined;
  constructor(private editors: Editors) {
    super();
    this._register(this.editors.onDidChangeActive(() => this.attach()));
  }
  private attach(): void {
    this.listener?.dispose();
    this.listener = this.editors.model.onDidChangeContent(() => this.search());
//  ^ undisposed: the listener that 'this.listener' had before is not disposed of
  }
  private search(): void {}
}

//# a status bar item
//= Call this.status.dispose() in dispose() (unsafe if it is shared) (unsafe)
import * as vscode from 'vscode';
export class Preview {
  private status = vscode.window.createStatusBarItem();
//^ undisposed: dispose() leaves out 'this.status', a vscode.window.createStatusBarIt…
  private saved = vscode.workspace.onDidSaveTextDocument(() => this.status.show());
  dispose(): void {
    this.status.dispose();
    this.saved.dispose();
  }
}

//# the base of a component
//= Call super.ngOnDestroy() (unsafe)
import { BaseComponent } from './base';
export class Tip extends BaseComponent {
  private overlay: any;
  ngOnDestroy() {
//^ undisposed: ngOnDestroy() does not call super.ngOnDestroy(), which releases 'BaseComponent'
    if (this.overlay) this.overlay.hide();
    super.ngOnDestroy();
  }
}

//# an emitter of a Disposable that registers nothing
//= Hand it over with this._register() (unsafe if it is shared) (unsafe)
export abstract class Panel extends Disposable {
  private readonly closed = this._register(new Emitter<void>());
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: dispose() leaves out 'this.closed', a Emitter
  readonly onClosed = this.closed.event;
  fold(): void {
    this.closed.fire();
  }
}

//# an emitter that is passed on only to be told
//= Hand it over with this.register() (unsafe if it is shared) (unsafe)
export class Term extends Disposable {
  private readonly resized = this.register(new EventEmitter<number>());
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: dispose() leaves out 'this.resized', a EventEmitter
  constructor(buffer: Buffers) {
    super();
    this.register(forward(buffer.onResize, this.resized));
  }
}

//# bars of which one is disposed of
//= Call this.bar.dispose() in dispose() (unsafe if it is shared) (unsafe)
export class Status {
  private readonly menus = new DisposableStore();
  private readonly bar: ActionBar;
  constructor(container: HTMLElement) {
    this.bar = new ActionBar(container);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: dispose() leaves out 'this.bar', a ActionBar
  }
  dispose(): void {
    this.bar.dispose();
    this.menus.dispose();
  }
}

//# an instance that is listened to and not handed over
//= Hand it over with this._register() (unsafe if it is shared) (unsafe)
export class Find extends Disposable {
  private readonly edge: Sash;
  constructor(host: HTMLElement) {
    super();
    this.edge = this._register(new Sash(host, this));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: dispose() leaves out 'this.edge', a Sash
    this._register(this.edge.onDidChange(() => this.layout()));
  }
  layout(): void {}
}

//# the end of a base class two steps above
//= Call super.dispose() (unsafe)
abstract class Log extends Disposable {
  level = 0;
}
export class Logs extends Log {
  private readonly all: Log[] = [];
  dispose(): void {
//^^^^^^^ undisposed: dispose() does not call super.dispose(), which releases 'Log'
    for (const log of this.all) {
      log.dispose();
    }
    super.dispose();
  }
}

//# a widget that is made again
//= Dispose of the one before (unsafe if it is shared) (unsafe)
export class Editor extends Disposable {
  private find: FindWidget | undefined;
  open(): void {
    this.find?.dispose();
    this.find = this.instantiation.createInstance(FindWidget);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: what 'this.find' had before is not disposed of
    this.find.show();
  }
  override dispose(): void {
    super.dispose();
    this.find?.dispose();
  }
}

//# a watcher of files
//= Call this.watcher.close() in close() (unsafe if it is shared) (unsafe)
const chokidar = require('chokidar');
class Builder {
  constructor(folder) {
    this.watcher = chokidar.watch(folder);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: close() leaves out 'this.watcher', a chokidar.watch
    this.watcher.on('change', () => this.build());
  }
  build() {}
  close() {
    this.watcher.close();
    this.closed = true;
  }
}
module.exports = Builder;

//# a source that listens to a given token
//= no fix

//# the end of a base view
//= Call super.componentWillUnmount() (unsafe)
class Panel extends BaseView {
  componentWillUnmount() {
//^^^^^^^^^^^^^^^^^^^^ undisposed: nobody calls super.componentWillUnmount(), which releases 'BaseView'
    clearInterval(this.timer);
    super.componentWillUnmount();
  }
}
module.exports = Panel;

