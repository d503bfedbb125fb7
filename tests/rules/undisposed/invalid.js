//# a worker
class Search {
  constructor(url) {
    this.worker = new Worker(url);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: destroy() leaves out 'this.worker', a Worker
  }
  destroy() {
    this.url = null;
  }
}
module.exports = Search;

//# a socket
export class Feed {
  connect(url) {
    this.socket = new WebSocket(url);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: close() leaves out 'this.socket', a WebSocket
  }
  close() {
    this.closed = true;
  }
}

//# one of two emitters (ts)
export class Model {
  private readonly changed = new Emitter<void>();
  private readonly removed = new Emitter<void>();
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: dispose() leaves out 'this.removed', a Emitter
  dispose(): void {
    this.changed.dispose();
  }
}
declare class Emitter<T> {
  dispose(): void;
}

//# a class of the file
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
    this.element = null;
  }
}
module.exports = { Clock };

//# the base class is forgotten
class Base {
  dispose() {
    this.listeners.length = 0;
  }
}
class Derived extends Base {
  dispose() {
//^^^^^^^ undisposed: dispose() does not call super.dispose(), which releases 'Base'
    this.items = [];
  }
}
module.exports = { Derived };

//# an observer
export class Box {
  constructor(element) {
    this.observer = new ResizeObserver(() => this.measure());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: disconnectedCallback() leaves out 'this.observer', a ResizeObserver
    this.observer.observe(element);
  }
  measure() {}
  disconnectedCallback() {
    this.element = null;
  }
}

//# an event source
export class Feed {
  constructor(url) {
    this.source = new EventSource(url);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: destroy() leaves out 'this.source', a EventSource
    this.items = [];
  }
  destroy() {
    this.items = [];
  }
}

//# a Disposable without super (ts)
export class Panel extends Disposable {
  private items: string[] = [];
  override dispose(): void {
//         ^^^^^^^ undisposed: dispose() does not call super.dispose(), which releases 'Disposable'
    this.items = [];
  }
}
declare class Disposable {
  dispose(): void;
}

//# a store of disposables (ts)
export class Panel {
  private readonly store = new DisposableStore();
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: dispose() leaves out 'this.store', a DisposableStore
  private open = true;
  dispose(): void {
    this.open = false;
  }
}
declare class DisposableStore {
  dispose(): void;
}

//# an emitter that is not handed over (ts)
import { Disposable } from './lifecycle';
import { EventEmitter } from './events';
export class Service extends Disposable {
  private onRender = this._register(new EventEmitter<void>());
  private onResize = new EventEmitter<void>();
//^ undisposed: dispose() leaves out 'this.onResize', a EventEmitter
  constructor(view: { onScroll(f: () => void): unknown }) {
    super();
    this._register(view.onScroll(() => this.onRender.fire()));
  }
}

//# one of two targets (esm)
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
    this.first.dispose();
  }
}

//# the base class of a widget (ts)
import { Widget } from '@lumino/widgets';
export class Inspector extends Widget {
  dispose(): void {
//^ undisposed: dispose() does not call super.dispose(), which releases 'Widget'
    if (this.isDisposed) {
      return;
    }
    this.content.dispose();
  }
}

//# a base class by prototype
var Component = require('./component');
var inherits = require('util').inherits;
function Slider(player) {
  Component.call(this, player);
}
inherits(Slider, Component);
Slider.prototype.dispose = function () {
//                         ^ undisposed: dispose() does not call super.dispose(), which releases 'Component'
  this.bar = null;
};
module.exports = Slider;

//# a renderer that is replaced (esm)
import { Renderer } from './renderer.js';
export class Viewer {
  show(model) {
    this.renderer = new Renderer(model);
//  ^ undisposed: what 'this.renderer' had before is not disposed of
    this.renderer.start();
  }
  dispose() {
    if (this.renderer) this.renderer.dispose();
  }
}

//# a listener that is replaced (ts)
export class Finder extends Disposable {
  private listener: IDisposable | undefined;
  constructor(private editors: Editors) {
    super();
    this._register(this.editors.onDidChangeActive(() => this.attach()));
  }
  private attach(): void {
    this.listener = this.editors.model.onDidChangeContent(() => this.search());
//  ^ undisposed: the listener that 'this.listener' had before is not disposed of
  }
  private search(): void {}
}

//# a status bar item (ts)
import * as vscode from 'vscode';
export class Preview {
  private status = vscode.window.createStatusBarItem();
//^ undisposed: dispose() leaves out 'this.status', a vscode.window.createStatusBarIt…
  private saved = vscode.workspace.onDidSaveTextDocument(() => this.status.show());
  dispose(): void {
    this.saved.dispose();
  }
}

//# the base of a component (ts)
import { BaseComponent } from './base';
export class Tip extends BaseComponent {
  private overlay: any;
  ngOnDestroy() {
//^ undisposed: ngOnDestroy() does not call super.ngOnDestroy(), which releases 'BaseComponent'
    if (this.overlay) this.overlay.hide();
  }
}

//# an emitter of a Disposable that registers nothing (ts)
export abstract class Panel extends Disposable {
  private readonly closed = new Emitter<void>();
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: dispose() leaves out 'this.closed', a Emitter
  readonly onClosed = this.closed.event;
  fold(): void {
    this.closed.fire();
  }
}

//# an emitter that is passed on only to be told (ts)
export class Term extends Disposable {
  private readonly resized = new EventEmitter<number>();
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: dispose() leaves out 'this.resized', a EventEmitter
  constructor(buffer: Buffers) {
    super();
    this.register(forward(buffer.onResize, this.resized));
  }
}

//# bars of which one is disposed of (ts)
export class Status {
  private readonly menus = new DisposableStore();
  private readonly bar: ActionBar;
  constructor(container: HTMLElement) {
    this.bar = new ActionBar(container);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: dispose() leaves out 'this.bar', a ActionBar
  }
  dispose(): void {
    this.menus.dispose();
  }
}

//# an instance that is listened to and not handed over (ts)
export class Find extends Disposable {
  private readonly edge: Sash;
  constructor(host: HTMLElement) {
    super();
    this.edge = new Sash(host, this);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: dispose() leaves out 'this.edge', a Sash
    this._register(this.edge.onDidChange(() => this.layout()));
  }
  layout(): void {}
}

//# the end of a base class two steps above (ts)
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
  }
}

//# a widget that is made again (ts)
export class Editor extends Disposable {
  private find: FindWidget | undefined;
  open(): void {
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
const chokidar = require('chokidar');
class Builder {
  constructor(folder) {
    this.watcher = chokidar.watch(folder);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: close() leaves out 'this.watcher', a chokidar.watch
    this.watcher.on('change', () => this.build());
  }
  build() {}
  close() {
    this.closed = true;
  }
}
module.exports = Builder;

//# a source that listens to a given token (ts)
export class Request {
  async run(token: CancellationToken) {
    const source = new CancellationTokenSource(token);
//                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ undisposed: 'source' listens to 'token' and is not disposed of
    return await this.send(source.token);
  }
  send(token: CancellationToken) {}
}

//# the end of a base view
class Panel extends BaseView {
  componentWillUnmount() {
//^^^^^^^^^^^^^^^^^^^^ undisposed: nobody calls super.componentWillUnmount(), which releases 'BaseView'
    clearInterval(this.timer);
  }
}
module.exports = Panel;
