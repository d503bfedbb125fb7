import { rollup } from 'rollup';
import { compile } from 'svelte/compiler';
import prettier from 'prettier';
const made = compile('<script>let a = 1;</script><button on:click={() => a++}>{a}</button>', {});
__keep([rollup, compile, made, prettier, await prettier.format('a=>b', { parser: 'babel' }), await rollup({ input: 'x', plugins: [{ resolveId: (id) => id, load: () => 'export default () => 1' }] })]);
