#!/usr/bin/env node
__call(function () {
  let // the names stand on the next line
    first = {},
    second;
  let
    third;
  const /* x */ fourth = 'ünïcödé 😀', \u{66}ifth = 1;
  __keep(() => [first, second, third, fourth, fifth]); /* 😀 */ __keep(() => '😀'); __keep(function ünï() { return ünï; });
});
__call(function (async, get, of, undefined) { var yield = 1, let = 2, await = 3, static = 4; __keep(() => [async, get, of, yield, let, await, static, undefined]); });
__keep(async => () => async);
__call(function () { let key = 1, shorthand, tpl, label; __keep(() => ({ [key]: 1, shorthand, notref: 1 })); __keep(() => `${tpl}`); __keep(() => { label: for (;;) break label; }); });
__keep({ 'quoted name'() {}, 12() {}, get 0x10() { return 1; }, ['computed']: () => 1, async *gen() {}, set s(v) {}, 'a-b': () => 1 });
