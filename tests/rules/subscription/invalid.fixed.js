//# an event that is a function
//= Keep it and dispose of it in dispose() (unsafe: somebody has to call it) (unsafe)
class View {
  constructor(model) {
    this.model = model;
    this._listener = this.model.onDidChange(() => this.update());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: what removes the listener of 'this.model.onDidChange' is dropped
  }
  update() {}
  dispose() {
    this._listener.dispose();
  }
}
module.exports = View;

//# a store in a constructor
//= Keep the subscription and end it in destroy() (unsafe: somebody has to call it) (unsafe)
import { store } from './store.js';
export class Panel {
  constructor() {
    this._subscription = store.subscribe(() => this.render());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: the subscription to 'store' is dropped, so it never ends
  }
  render() {}

  destroy() {
    this._subscription();
  }
}

//# an observable in ngOnInit
//= Keep the subscription and end it in ngOnDestroy() (unsafe: somebody has to call it) (unsafe)
export class Page {
  constructor(private readonly users: { list$: any }) {}
  ngOnInit(): void {
    this._subscription = this.users.list$.subscribe((list: string[]) => this.show(list));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: the subscription to 'this.users.list$' is dropped, so it never ends
  }
  private show(list: string[]): void {}

  ngOnDestroy() {
    this._subscription.unsubscribe();
  }
}

//# a piped observable
//= Keep the subscription and end it in destroy() (unsafe: somebody has to call it) (unsafe)
export class Page {
  title = '';
  constructor(private readonly route: any) {
    this._subscription = this.route.params$.pipe(map((p: any) => p.id)).subscribe((id: string) => (this.title = id));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: the subscription to 'this.route.params$.pipe(map((p:…' is dropped, so it never e
  }

  destroy() {
    this._subscription.unsubscribe();
  }
}
declare function map(fn: any): any;

//# kept and never ended
//= End it in destroy() (unsafe: somebody has to call it) (unsafe)
import { store } from './store.js';
export class Panel {
  constructor() {
    this.subscription = store.subscribe(() => this.render());
//                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: 'this.subscription' keeps a subscription that nothing ends
  }
  render() {}

  destroy() {
    this.subscription.unsubscribe();
  }
}

//# an observer that nobody keeps
//= Keep it and disconnect it in destroy() (unsafe: somebody has to call it) (unsafe)
export class Box {
  constructor(element) {
    this._observer = new ResizeObserver(() => this.measure());
    this._observer.observe(element);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: nobody can disconnect this 'ResizeObserver'
  }
  measure() {}

  destroy() {
    this._observer.disconnect();
  }
}

//# an observer in a field
//= End it in destroy() (unsafe: somebody has to call it) (unsafe)
export class Box {
  constructor(element) {
    this.observer = new MutationObserver(() => this.read());
//                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: nothing disconnects the observer in 'this.observer'
    this.observer.observe(element, { childList: true });
  }
  read() {}

  destroy() {
    this.observer.disconnect();
  }
}

//# a local observer
//= no fix

//# a store in connectedCallback
//= Keep the subscription and end it in disconnectedCallback() (unsafe: somebody has to call it) (unsafe)
import { store } from './store.js';
export class Badge extends HTMLElement {
  connectedCallback() {
    this._subscription = store.subscribe((state) => {
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: the subscription to 'store' is dropped, so it never ends
      this.textContent = state.count;
    });
  }

  disconnectedCallback() {
    this._subscription();
  }
}

//# an observer object with next
//= Keep the subscription and end it in ngOnDestroy() (unsafe: somebody has to call it) (unsafe)
export class Page {
  constructor(private readonly socket: any) {}
  ngOnInit(): void {
    this._subscription = this.socket.messages$.subscribe({ next: (message: string) => this.show(message) });
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: the subscription to 'this.socket.messages$' is dropped, so it never ends
  }
  private show(message: string): void {}

  ngOnDestroy() {
    this._subscription.unsubscribe();
  }
}

//# in a hook
//= no fix

//# within an observable
//= no fix

//# a topic for each request
//= no fix

//# a reaction of mobx
//= Keep the subscription and end it in destroy() (unsafe: somebody has to call it) (unsafe)
import { autorun } from 'mobx';
export class List {
  constructor(store) {
    this.store = store;
    this._subscription = autorun(() => this.render());
//  ^ subscription: nobody can end this 'autorun', which keeps 'this'
  }
  render() {}

  destroy() {
    this._subscription();
  }
}

//# a subscriber that keeps its client
//= no fix

//# an event that the class does not register
//= Hand it over with this._register()
export class Status extends Disposable {
  constructor(private model: Model, private view: View) {
    super();
    this._register(this.view.onDidScroll(() => this.layout()));
    this._register(this.model.onDidChange(() => this.layout()));
//  ^ subscription: what removes the listener of 'this.model.onDidChange' is dropped
  }
  private layout() {}
}

//# a module's callback in a component
//= Keep the subscription and end it in componentWillUnmount() (unsafe: somebody has to call it) (unsafe)
import React from 'react';
import i18n from './i18n';
export class Translated extends React.Component {
  componentDidMount() {
    this._subscription = i18n.onChange((lang) => this.setState({ lang }));
//  ^ subscription: what removes the listener of 'i18n.onChange' is dropped
  }
  render() {
    return null;
  }

  componentWillUnmount() {
    this._subscription();
  }
}

//# a signal that keeps its slot
//= Disconnect it where the object ends (unsafe: somebody has to end it) (unsafe)
export class Label {
  constructor(private readonly model: any) {
    this.model.changed.connect(this.update, this);
//  ^ subscription: nothing disconnects 'this.update' from 'this.model.changed'
  }
  private update(): void {}
  dispose(): void {
    this.model.changed.disconnect(this.update, this);
  }
}

//# while a component makes a value
//= no fix

//# a source whose class returns an object
//= Keep the subscription and end it in destroy() (unsafe: somebody has to call it) (unsafe)
class Subject {
  constructor() {
    this.observers = [];
  }

  subscribe(observer) {
    this.observers.push(observer);
    return { unsubscribe: () => this.observers.splice(this.observers.indexOf(observer), 1) };
  }
}

const ticks = new Subject();

export class Clock {
  constructor() {
    this._subscription = ticks.subscribe(() => this.render());
//  ^ subscription: the subscription to 'ticks' is dropped, so it never ends
  }

  render() {}

  destroy() {
    this._subscription.unsubscribe();
  }
}

//# a source whose class returns nothing
//= no fix

//# a listener that keeps what each call makes
//= no fix

//# an object that joins and never leaves
//= Take it out in stop() (unsafe: somebody has to call it) (unsafe)
export class Runner {
  constructor(hub) {
    this.hub = hub;
    hub.runners.add(this);
//  ^^^^^^^^^^^^^^^^^^^^^ subscription: nothing takes the object out of 'hub.runners' again
  }
  run(job) {
    return job();
  }
  stop() {
    this.hub.runners.delete(this);
    this.stopped = true;
  }
}

//# a subscription that is replaced
//= End the one before (unsafe: both may be wanted) (unsafe)
export class Detail {
  private sub: Subscription;
  constructor(private readonly service: DataService) {}
  load(id: string) {
    this.sub?.unsubscribe();
    this.sub = this.service.watch(id).subscribe((value) => (this.value = value));
//             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: the subscription that 'this.sub' had before goes on
  }
  ngOnDestroy() {
    this.sub.unsubscribe();
  }
}

//# a listener of a database
//= no fix

//# an observer of a scene that stays
//= no fix

//# an end that nobody calls
//= no fix

//# a subject for each request
//= no fix

//# a store of Vue
//= no fix

//# a method with a name of its own that begins what nothing ends
//= no fix

//# a listener that only its own event takes off again
//= no fix

