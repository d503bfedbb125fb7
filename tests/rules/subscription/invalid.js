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

//# in a hook (esm)
import { useContext, useMemo, useState } from 'react';
import { StoreContext } from './context.js';
export function useSelected(select) {
  const store = useContext(StoreContext);
  const [value, setValue] = useState(() => select(store.getState()));
  useMemo(() => store.subscribe(() => setValue(select(store.getState()))), [store]);
  useMemo(() => {
    store.subscribe(() => setValue(select(store.getState())));
//  ^ subscription: the subscription to 'store' is dropped, so it never ends
  }, [store]);
  return value;
}

//# within an observable (ts)
import { Observable } from 'rxjs';
export class Queries {
  constructor(private store: { changes$: Observable<string> }) {}
  watch(id: string): Observable<string> {
    return new Observable((observer) => {
      this.store.changes$.subscribe((change) => observer.next(change));
//    ^ subscription: the subscription to 'this.store.changes$' is dropped, so it never ends
      return () => console.log(id);
    });
  }
}

//# a topic for each request
const bus = require('./bus');
module.exports = (app) => {
  app.get('/events', (req, res) => {
    bus.subscribe('tick', (message) => res.write(message));
//  ^ subscription: the subscription to 'bus' is dropped, so it never ends
    res.write('ok');
  });
};

//# a reaction of mobx (esm)
import { autorun } from 'mobx';
export class List {
  constructor(store) {
    this.store = store;
    autorun(() => this.render());
//  ^ subscription: nobody can end this 'autorun', which keeps 'this'
  }
  render() {}
}

//# a subscriber that keeps its client (ts)
export class Gateway {
  constructor(private prices: { updates$: { subscribe(f: (p: number) => void): void } }) {}
  handleConnection(client: { emit(event: string, price: number): void }) {
    this.prices.updates$.subscribe((price) => client.emit('price', price));
//  ^ subscription: the subscription to 'this.prices.updates$' is dropped, so it never ends
  }
}

//# an event that the class does not register (ts)
export class Status extends Disposable {
  constructor(private model: Model, private view: View) {
    super();
    this._register(this.view.onDidScroll(() => this.layout()));
    this.model.onDidChange(() => this.layout());
//  ^ subscription: what removes the listener of 'this.model.onDidChange' is dropped
  }
  private layout() {}
}

//# a module's callback in a component (jsx)
import React from 'react';
import i18n from './i18n';
export class Translated extends React.Component {
  componentDidMount() {
    i18n.onChange((lang) => this.setState({ lang }));
//  ^ subscription: what removes the listener of 'i18n.onChange' is dropped
  }
  render() {
    return null;
  }
}

//# a signal that keeps its slot (ts)
export class Label {
  constructor(private readonly model: any) {
    this.model.changed.connect(this.update, this);
//  ^ subscription: nothing disconnects 'this.update' from 'this.model.changed'
  }
  private update(): void {}
  dispose(): void {}
}

//# while a component makes a value (jsx)
import { useMemo } from 'react';

export function Price({ store }) {
  const value = useMemo(() => {
    store.subscribe((next) => console.log(next));
//  ^ subscription: the subscription to 'store' is dropped, so it never ends
    return store.get();
  }, [store]);
  return <b>{value}</b>;
}

//# a source whose class returns an object
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
    ticks.subscribe(() => this.render());
//  ^ subscription: the subscription to 'ticks' is dropped, so it never ends
  }

  render() {}
}

//# a source whose class returns nothing
class Store {
  constructor() {
    this.observers = new Set();
  }

  subscribe(observer) {
    this.observers.add(observer);
  }
}

const store = new Store();

export class Label {
  constructor() {
    store.subscribe(() => this.render());
//  ^ subscription: the subscription to 'store' is dropped, so it never ends
  }

  render() {}
}

//# a listener that keeps what each call makes (ts)
export class Shell {
  constructor(private readonly preferences: Preferences) {}
  makeBar(): Bar {
    const bar = new Bar();
    this.preferences.onPreferenceChanged(() => bar.update());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: what removes the listener of 'this.preferences.onPreferenceCh…' is dropped
    return bar;
  }
}

//# an object that joins and never leaves (esm)
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
    this.stopped = true;
  }
}

//# a subscription that is replaced (ts)
export class Detail {
  private sub: Subscription;
  constructor(private readonly service: DataService) {}
  load(id: string) {
    this.sub = this.service.watch(id).subscribe((value) => (this.value = value));
//             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: the subscription that 'this.sub' had before goes on
  }
  ngOnDestroy() {
    this.sub.unsubscribe();
  }
}

//# a listener of a database (esm)
import { onSnapshot } from 'firebase/firestore';
export class Room {
  constructor(ref) {
    onSnapshot(ref, (snapshot) => this.update(snapshot));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: nothing ends the listener that 'onSnapshot' keeps
  }
  update() {}
  close() {
    this.closed = true;
  }
}

//# an observer of a scene that stays (ts)
export class Box {
  constructor(scene: Scene) {
    this.mesh = new Mesh('box', scene);
    this.observer = scene.onBeforeRenderObservable.add(() => this.update());
//                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: nothing ends the listener that 'scene.onBeforeRenderObservable.…' keeps
  }
  update(): void {}
  dispose(): void {
    this.mesh.dispose();
  }
}

//# an end that nobody calls
class Peer {
  constructor(hub) {
    this.unlisten = hub.observe('change', (value) => this.set(value));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: 'this.unlisten' would end what nothing ends
  }
  set() {}
  destroy() {
    this.gone = true;
  }
}
module.exports = Peer;

//# a subject for each request (ts)
export class Events {
  constructor(private readonly service: EventsService) {}
  stream() {
    const subject = new Subject();
    this.service.changes$.subscribe((change) => subject.next(change));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: is dropped, so it never ends
    return subject.asObservable();
  }
}

//# a store of Vue (esm)
export default {
  created() {
    this.$store.subscribe((mutation) => {
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: the subscription to 'this.$store' is dropped
      this.last = mutation.type;
    });
  },
};

//# a method with a name of its own that begins what nothing ends
class Panel {
  constructor(manager) {
    this.manager = manager;
    manager.subscribeToSelection(this.render.bind(this));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: nothing ends what 'subscribeToSelection' has begun
    window.addEventListener('resize', this.render);
  }
  render() {}
  destroy() {
    window.removeEventListener('resize', this.render);
  }
}
module.exports = Panel;

//# a listener that only its own event takes off again
class Recorder {
  constructor(sessions) {
    this.sessions = sessions;
  }
  restart() {
    const off = this.sessions.onSession(() => {
//              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ subscription: the object's end leaves the listener of 'onSession' behind
      off();
      this.begin();
    });
  }
  begin() {}
  stop() {
    this.sessions = null;
  }
}
module.exports = Recorder;
