function Maker() { __keep(() => this); __keep(() => 0); this.run = async () => { await null; __keep(() => this); }; }
__call(() => new Maker().run());
__call(function () { __keep(() => () => this); __keep(() => { let t; return () => [t, this]; }); });
__call(function () { __keep(() => new.target); void new.target; });
__keep(() => this);
__call(function () { __keep((a = this) => a); });
async function waits(a) { const x = {}, y = {}; __keep(() => x); await null; return [a, y, __keep(() => 1)]; }
__call(waits);
__run((function* (a, b) { __keep(() => b); yield () => a; })(1, 2));
__keep(async function named() { return () => named; });
