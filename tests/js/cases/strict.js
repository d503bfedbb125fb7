'use strict';
let top = {};
const other = {};
__keep(() => top);
if (other) { const c = {}; __keep(() => [other, c]); }
class Here { m() { return top; } }
__keep(Here.prototype.m);
