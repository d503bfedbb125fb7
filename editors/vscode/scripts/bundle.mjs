// node scripts/bundle.mjs: the extension as one file, and the unit tests beside it.
import { build } from "esbuild";
import { readdirSync } from "node:fs";

const shared = { bundle: true, platform: "node", format: "cjs", target: "node20", logLevel: "warning" };
const optional = ["bufferutil", "utf-8-validate"]; // of ws: it works without them

await build({
  ...shared,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  external: ["vscode", ...optional],
  minify: true,
});
await build({
  ...shared,
  entryPoints: readdirSync("test").filter((name) => name.endsWith(".test.ts")).map((name) => `test/${name}`),
  outdir: "dist/test",
  external: optional,
});
