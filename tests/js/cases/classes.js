__call(() => {
  const cap = {};
  class Plain { m() { return cap; } static s() { return Plain; } }
  class Derived extends Plain { constructor(x) { super(x); __keep(() => this); __keep(() => new.target); } m() { __keep(() => super.m()); } }
  class Only { m() { return 1; } }
  __keep([Plain.prototype.m, Plain.s, Derived, Only, Only.prototype.m]);
  __call(() => new Derived(1).m());
});
__call(() => {
  class Private { #x = 1; #m() { return this.#x; } get #g() { return 1; } has(o) { return #m in o; } arrow = () => this.#m(); }
  class Static { static #s() { return 1; } static call() { return Static.#s(); } }
  const anonymous = class { static #s() { return 1; } static call(k) { return k.#s(); } };
  class Fields { x = () => this; y = () => 0; ['z' + 1] = __keep(() => 2); static w = () => this; static ['v' + 1] = 3; }
  class Blocks { static { var local = {}; __keep(() => [local, this]); } static last = __keep(() => Blocks); }
  const fields = new Fields();
  __keep([new Private().arrow, Private.prototype.has, Static.call, anonymous.call, fields.x, fields.y, Fields.w, Blocks]);
});
__call(() => {
  'use strict';
  class Strict { m() {} }
  class Named { m() { return Named; } get [(__keep(() => Named), 'k')]() { return 1; } }
  class Heir extends (__keep(() => Heir), Object) { m() { return super.m; } static n() { return super.n; } }
  __keep([Strict.prototype.m, Named.prototype.m, Heir.prototype.m, Heir.n]);
});
__call(() => {
  const base = {};
  const object = { __proto__: base, m() { __keep(() => super.m); return super.m; }, p() {}, f: function () {}, a: () => 1, get g() { return 1; }, ['k' + 1]() {} };
  __keep([object.m, object.p, object.f, object.a, object.k1, Object.getOwnPropertyDescriptor(object, 'g').get]);
  __call(() => object.m());
});
