//# an event that is a function
class View {
  constructor(model) {
    this.model = model;
    this.model.onDidChange(() => this.update());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: what removes the listener of 'this.model.onDidChange' is dropped
  }
  update() {}
  dispose() {}
}
module.exports = View;

//# a store in a constructor (esm)
import { store } from './store.js';
export class Panel {
  constructor() {
    store.subscribe(() => this.render());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: the subscription to 'store' is dropped, so it never ends
  }
  render() {}
}

//# an observable in ngOnInit (ts)
export class Page {
  constructor(private readonly users: { list$: any }) {}
  ngOnInit(): void {
    this.users.list$.subscribe((list: string[]) => this.show(list));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: the subscription to 'this.users.list$' is dropped, so it never ends
  }
  private show(list: string[]): void {}
}

//# a piped observable (ts)
export class Page {
  title = '';
  constructor(private readonly route: any) {
    this.route.params$.pipe(map((p: any) => p.id)).subscribe((id: string) => (this.title = id));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: the subscription to 'this.route.params$.pipe(map((p:…' is dropped, so it never e
  }
}
declare function map(fn: any): any;

//# kept and never ended
import { store } from './store.js';
export class Panel {
  constructor() {
    this.subscription = store.subscribe(() => this.render());
//                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: 'this.subscription' keeps a subscription that nothing ends
  }
  render() {}
}

//# an observer that nobody keeps
export class Box {
  constructor(element) {
    new ResizeObserver(() => this.measure()).observe(element);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: nobody can disconnect this 'ResizeObserver'
  }
  measure() {}
}

//# an observer in a field
export class Box {
  constructor(element) {
    this.observer = new MutationObserver(() => this.read());
//                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: nothing disconnects the observer in 'this.observer'
    this.observer.observe(element, { childList: true });
  }
  read() {}
}

//# a local observer
export function watch(element, callback) {
  const observer = new IntersectionObserver((entries) => callback(entries));
//                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: nothing disconnects the observer in 'observer'
  observer.observe(element);
}

//# a store in connectedCallback
import { store } from './store.js';
export class Badge extends HTMLElement {
  connectedCallback() {
    store.subscribe((state) => {
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: the subscription to 'store' is dropped, so it never ends
      this.textContent = state.count;
    });
  }
}

//# an observer object with next (ts)
export class Page {
  constructor(private readonly socket: any) {}
  ngOnInit(): void {
    this.socket.messages$.subscribe({ next: (message: string) => this.show(message) });
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: the subscription to 'this.socket.messages$' is dropped, so it never ends
  }
  private show(message: string): void {}
}
