export default (class { m() { return () => 1; } });
import * as self from './exports.mjs';
import json from 'node:fs';
let x = 1; export const y = () => x; export { x as z, y as 'string name' };
const t = await Promise.resolve(() => x);
export function gen() { return this; } export async function* ag() { yield x; }
for await (const v of [1]) __keep(() => v);
__keep([t, y, self, ns2(), () => import.meta.url, () => this]); function ns2() { return () => self; }
var v1 = 1; { var v2 = () => v1; } __keep(v2);
class C { static #p = 1; static has(o) { return #p in o; } static x = () => C; }
__keep([C.has, C.x]);
try { eval('1'); } catch {}
