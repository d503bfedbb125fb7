import type { EventEmitter } from 'node:events';
const { EventEmitter: Emitter } = require('node:events');
declare const __keep: <T>(value: T) => T;
interface Options<T extends object = {}> { readonly a?: T; b(x: number): void }
type Pair = [typeof Emitter, keyof Options];
abstract class Store<T, K extends keyof T = keyof T> implements Iterable<T> {
  private readonly items: Map<K, T> = new Map<K, T>();
  declare hidden: string;
  static #count: number = 0;
  protected onChange?: (value: T) => void = (value: T): void => { this.last = value; };
  last!: T;
  abstract size(): number;
  constructor(options: Options<object>, public_?: number) { __keep((): unknown => [options, public_ as unknown]); __keep(this.onChange); }
  get<R = T>(key: K): R | undefined { __keep(<Q,>(q: Q): Q => (key, q)); return this.items.get(key) as unknown as R; }
  *[Symbol.iterator](): Iterator<T> { yield* this.items.values(); }
  static count(this: void): number { return Store.#count!; }
}
class Real extends Store<{ a: 1 }> { override size(): number { return 1; } }
const real = new Real({ b(x: number) { void x; } }, 3) satisfies Store<{ a: 1 }>;
real.get('a');
__keep([Real, Store, real, Store.count, Real.prototype.size]);
function overload(a: string): void;
function overload(a: number): void;
function overload(this: unknown, a: any, ...rest: readonly unknown[]): asserts a is string {
  const bus: EventEmitter = new Emitter()!;
  for (const item of rest as number[]) { let inner = item!; bus.on('x', () => { void inner; }); }
  __keep(bus); __keep(async <T extends unknown>(value: T): Promise<T> => { await null; return a ?? value; });
  __keep(function <X>(x: X = rest as X) { return () => x; }());
}
overload.call(null, 'x', 1, 2);
