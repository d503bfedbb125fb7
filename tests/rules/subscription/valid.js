//# an event whose disposable is registered
class View {
  constructor(model) {
    this.model = model;
    this.register(this.model.onDidChange(() => this.update()));
  }
  register() {}
  update() {}
  dispose() {}
}
module.exports = View;

//# kept and ended (esm)
import { store } from './store.js';
export class Panel {
  constructor() {
    this.unsubscribe = store.subscribe(() => this.render());
  }
  render() {}
  destroy() {
    this.unsubscribe();
  }
}

//# takeUntil (ts)
export class Page {
  constructor(private readonly users: any, private readonly destroyed$: any) {
    this.users.list$.pipe(takeUntil(this.destroyed$)).subscribe((list: string[]) => this.show(list));
  }
  private show(list: string[]): void {}
}
declare function takeUntil(notifier: any): any;

//# take one (ts)
export class Page {
  constructor(private readonly users: any) {
    this.users.list$.pipe(take(1)).subscribe((list: string[]) => this.show(list));
  }
  private show(list: string[]): void {}
}
declare function take(count: number): any;

//# a request that completes (ts)
export class Page {
  constructor(private readonly http: any) {
    this.http.get('/users').subscribe((list: string[]) => this.show(list));
  }
  private show(list: string[]): void {}
}

//# returned
import { store } from './store.js';
export const watch = (fn) => store.subscribe(() => fn());

//# given to a composite
export class Page {
  constructor(users, subscriptions) {
    subscriptions.add(users.list$.subscribe((list) => this.show(list)));
  }
  show() {}
}

//# code that runs once
import { store } from './store.js';
store.subscribe(() => console.log('changed'));

//# a source that was made here
import { Subject } from 'rxjs';
export class Page {
  constructor() {
    const clicks = new Subject();
    clicks.subscribe(() => this.show());
  }
  show() {}
}

//# an observer that is disconnected
export class Box {
  constructor(element) {
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(element);
  }
  measure() {}
  destroy() {
    this.observer.disconnect();
  }
}

//# an observer that is returned
export function watch(element, callback) {
  const observer = new ResizeObserver(callback);
  observer.observe(element);
  return observer;
}

//# an observer that disconnects itself
export function once(element, callback) {
  const observer = new IntersectionObserver((entries, self) => {
    self.disconnect();
    callback(entries);
  });
  observer.observe(element);
}

//# an operator that passes a subscriber on (ts)
export function operate(source: any, subscriber: any): void {
  source.subscribe(subscriber);
}

//# a topic of a broker
export class Consumer {
  start(broker) {
    broker.subscribe('topic');
  }
}

//# a hook that returns the end (esm)
import { useContext, useEffect, useState } from 'react';
import { StoreContext } from './context.js';
export function useSelected(select) {
  const store = useContext(StoreContext);
  const [value, setValue] = useState(() => select(store.getState()));
  useEffect(() => store.subscribe(() => setValue(select(store.getState()))), [store]);
  return value;
}

//# within an observable that hands on the end (ts)
import { Observable } from 'rxjs';
export class Queries {
  constructor(private store: { changes$: Observable<string> }) {}
  watch(id: string): Observable<string> {
    return new Observable((observer) => this.store.changes$.subscribe((change) => observer.next(change + id)));
  }
}

//# a topic that is left again
const bus = require('./bus');
module.exports = (app) => {
  app.get('/events', (req, res) => {
    const show = (message) => res.write(message);
    bus.subscribe('tick', show);
    res.on('close', () => bus.unsubscribe('tick', show));
  });
};

//# a reaction of mobx that is kept (esm)
import { autorun } from 'mobx';
export class List {
  constructor(store) {
    this.store = store;
    this.end = autorun(() => this.render());
  }
  render() {}
  destroy() {
    this.end();
  }
}

//# a module's callback that is kept (jsx)
import React from 'react';
import i18n from './i18n';
export class Translated extends React.Component {
  componentDidMount() {
    this.off = i18n.onChange((lang) => this.setState({ lang }));
  }
  componentWillUnmount() {
    this.off();
  }
}

//# a signal that is disconnected (ts)
export class Label {
  constructor(private readonly model: any) {
    this.model.changed.connect(this.update, this);
  }
  private update(): void {}
  dispose(): void {
    this.model.changed.disconnect(this.update, this);
  }
}

//# a component that makes its subscription (jsx)
import { useEffect, useMemo } from 'react';

export function Price({ store, show }) {
  const end = useMemo(() => store.subscribe((next) => show(next)), [store, show]);
  useEffect(() => end, [end]);
  return null;
}

//# a listener that ends with what the call makes (ts)
export class Shell {
  constructor(private readonly preferences: Preferences) {}
  makeBar(): Bar {
    const bar = new Bar();
    const changes = this.preferences.onPreferenceChanged(() => bar.update());
    bar.disposed.connect(() => changes.dispose());
    return bar;
  }
}

//# a listener that keeps the object alone (ts)
export class Shell {
  constructor(private readonly preferences: Preferences) {}
  makeBar(): Bar {
    const bar = new Bar();
    this.preferences.onPreferenceChanged(() => this.update());
    return bar;
  }
  update(): void {}
}

//# an object that joins and leaves (esm)
export class Runner {
  constructor(hub) {
    this.hub = hub;
    hub.runners.add(this);
  }
  stop() {
    this.hub.runners.delete(this);
  }
}

//# an object that joins and has no end (esm)
export class Runner {
  constructor(hub) {
    this.hub = hub;
    hub.runners.add(this);
  }
  run(job) {
    return job();
  }
}

//# a subscription that ends before it is replaced (ts)
export class Detail {
  private sub?: Subscription;
  constructor(private readonly service: DataService) {}
  load(id: string) {
    this.sub?.unsubscribe();
    this.sub = this.service.watch(id).subscribe((value) => (this.value = value));
  }
  ngOnDestroy() {
    this.sub?.unsubscribe();
  }
}

//# a listener of a database that ends (esm)
import { onSnapshot } from 'firebase/firestore';
export class Room {
  constructor(ref) {
    this.end = onSnapshot(ref, (snapshot) => this.update(snapshot));
  }
  update() {}
  close() {
    this.end();
  }
}

//# an observer of a scene that is removed (ts)
export class Box {
  constructor(private readonly scene: Scene) {
    this.observer = scene.onBeforeRenderObservable.add(() => this.update());
  }
  update(): void {}
  dispose(): void {
    this.scene.onBeforeRenderObservable.remove(this.observer);
  }
}

//# an end that destroy calls
class Peer {
  constructor(hub) {
    this.unlisten = hub.observe('change', (value) => this.set(value));
  }
  set() {}
  destroy() {
    this.unlisten();
  }
}
module.exports = Peer;

//# a method with a name of its own, and the one that ends it
class Panel {
  constructor(manager) {
    this.manager = manager;
    manager.subscribeToSelection(this.render);
  }
  render() {}
  destroy() {
    this.manager.unsubscribeToSelection(this.render);
  }
}
module.exports = Panel;

//# a listener that its own event takes off, or the end of the object
class Recorder {
  constructor(sessions) {
    this.sessions = sessions;
  }
  restart() {
    this.off = this.sessions.onSession(() => {
      this.off();
      this.begin();
    });
  }
  begin() {}
  stop() {
    this.off();
  }
}
module.exports = Recorder;
