// node scripts/package.mjs [TARGET...]: leakline-TARGET.vsix for each platform, or for those named ("this": the machine's own).
// Fetches wheels with pip (PYTHON or python3). The same sources give the same bytes.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { PYTHONS, TARGETS, thisTarget } from "./targets.mjs";

const HERE = resolve(import.meta.dirname, "..");
const ROOT = resolve(process.env.LEAKLINE_SOURCE ?? join(HERE, "../.."));
const PYTHON = process.env.PYTHON ?? "python3";
const EPOCH = 1700000000; // one moment for all files: archives store times
const MOST_BYTES = 10_000_000;
const SHIPPED = ["dist/extension.js", "README.md", "LICENSE", "CHANGELOG.md", "media", "bundled"];
const DEVELOPMENT = ["scripts", "devDependencies", "dependencies", "private"];

const environment = { ...process.env, SOURCE_DATE_EPOCH: String(EPOCH), PIP_DISABLE_PIP_VERSION_CHECK: "1" };
const run = (program, args, cwd = HERE) => execFileSync(program, args, { cwd, env: environment, stdio: ["ignore", "ignore", "inherit"] });
const pip = (...args) => run(PYTHON, ["-m", "pip", "--quiet", "--quiet", ...args]);

const asked = process.argv.slice(2).map((name) => (name === "this" ? thisTarget() : name));
const targets = asked.length > 0 ? asked : Object.keys(TARGETS);
const unknown = targets.filter((name) => !(name in TARGETS));
if (unknown.length > 0) throw new Error(`no such target: ${unknown.join(", ")}; there are ${Object.keys(TARGETS).join(", ")}`);

const scratch = mkdtempSync(join(tmpdir(), "leakline-vsix-"));
try {
  const own = join(scratch, "own");
  buildOwnWheel(own);
  for (const target of targets) packageFor(target, own);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function buildOwnWheel(folder) {
  const source = join(scratch, "source"); // a copy: building leaves files beside the sources
  for (const name of ["pyproject.toml", "README.md", "LICENSE", "server"]) cpSync(join(ROOT, name), join(source, name), { recursive: true, filter: noLeftovers });
  normalise(source);
  pip("wheel", "--no-deps", "--wheel-dir", folder, source);
}

function packageFor(target, own) {
  const stage = join(scratch, target);
  for (const name of SHIPPED) cpSync(join(HERE, name), join(stage, name), { recursive: true, filter: noLeftovers });
  writeFileSync(join(stage, "README.md"), withPictures(readFileSync(join(HERE, "README.md"), "utf8")));
  mkdirSync(join(stage, "schemas"));
  cpSync(join(ROOT, "docs/rules/leakline.schema.json"), join(stage, "schemas/leakline.schema.json"));
  const manifest = JSON.parse(readFileSync(join(HERE, "package.json"), "utf8"));
  for (const key of DEVELOPMENT) delete manifest[key];
  writeFileSync(join(stage, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const wheels = join(stage, "bundled/wheels");
  cpSync(own, wheels, { recursive: true });
  const platforms = TARGETS[target].flatMap((tag) => ["--platform", tag]);
  for (const version of PYTHONS) {
    pip("download", "--no-deps", "--only-binary=:all:", "--implementation", "cp", "--python-version", version, ...platforms,
      "--dest", wheels, "--requirement", join(HERE, "bundled/requirements.txt"));
  }
  writeFileSync(join(stage, ".vscodeignore"), ""); // all of it belongs into the package
  normalise(stage);
  const vsix = join(HERE, `leakline-${target}.vsix`);
  rmSync(vsix, { force: true });
  const vsce = join(HERE, "node_modules/@vscode/vsce/vsce");
  run(process.execPath, [vsce, "package", "--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "--target", target, "--out", vsix], stage);
  if (!existsSync(vsix)) throw new Error(`${vsix} was not written`);
  const size = statSync(vsix).size;
  if (size > MOST_BYTES) throw new Error(`${vsix} has ${size} bytes, more than ${MOST_BYTES}`);
  console.log(`${vsix}: ${(size / 1e6).toFixed(1)} MB`);
}

/** The editor shows pictures of a readme that are in it, or on the web, but none of the package's files. */
function withPictures(markdown) {
  return markdown.replace(/\]\((media\/[^)]+\.png)\)/g, (_, path) => `](data:image/png;base64,${readFileSync(join(HERE, path), "base64")})`);
}

function noLeftovers(path) {
  return !/(__pycache__|\.egg-info|\.pyc|demo\/recorded)$/.test(path);
}

/** Gives everything below a folder the same time and no difference by umask. */
function normalise(folder) {
  for (const name of readdirSync(folder, { recursive: true })) utimesSync(join(folder, name), EPOCH, EPOCH);
}
