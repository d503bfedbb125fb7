import fs, { readFileSync } from 'fs';
import * as path from 'path';
let local = {}, unused;
export const exported = {};
export let { a, b: [c] } = { a: 1, b: [2] };
const late = 1, renamed = 2;
export { late, renamed as other };
function fn() { return [local, exported, readFileSync, fs, a, c, late, renamed]; }
export default function def() { return path; }
export class Cls { m() { return Cls; } }
class Inner { m() { return Inner; } }
__keep([fn, def, Cls.prototype.m, Inner.prototype.m, () => import.meta, () => this]);
{ let block; __keep(() => block); }
await __call(async () => { await null; __keep(() => local); });
