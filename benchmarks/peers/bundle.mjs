// Bundles the heap snapshot worker of chrome-devtools-frontend for Node: node bundle.mjs -> devtools-worker.mjs
// The package ships TypeScript whose imports end in .js.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve('node_modules/chrome-devtools-frontend');
const worker = './front_end/entrypoints/heap_snapshot_worker/heap_snapshot_worker.ts';

// DevTools' own build makes locales.js; only progress messages use it.
const locales = `export const LOCALES = ['en-US'], BUNDLED_LOCALES = ['en-US'], DEFAULT_LOCALE = 'en-US';
export const LOCAL_FETCH_PATTERN = '', REMOTE_FETCH_PATTERN = '';`;

// Node 20 has no Promise.withResolvers.
const banner = `Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new this((yes, no) => { resolve = yes; reject = no; });
  return { promise, resolve, reject };
};`;

await build({
  stdin: { contents: `export * from '${worker}';`, resolveDir: root, loader: 'ts' },
  outfile: 'devtools-worker.mjs',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  banner: { js: banner },
  tsconfigRaw: { compilerOptions: { target: 'es2022', useDefineForClassFields: true } },
  logLevel: 'error',
  plugins: [{
    name: 'typescript-behind-js',
    setup(plugin) {
      plugin.onResolve({ filter: /locales\.js$/ }, () => ({ path: 'locales', namespace: 'made' }));
      plugin.onLoad({ filter: /./, namespace: 'made' }, () => ({ contents: locales }));
      plugin.onResolve({ filter: /^\..*\.js$/ }, ({ resolveDir, path }) => {
        const typescript = resolve(resolveDir, path).replace(/js$/, 'ts');
        return existsSync(typescript) ? { path: typescript } : null;
      });
    },
  }],
});
