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

