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
