// node host.mjs ADDRESS FOLDER EXTENSION TESTS: runs TESTS in the extension host, and hands on what they came to.
import { browse } from "./page.mjs";

const LIMIT = 240_000;
const [address, folder, extension, tests] = process.argv.slice(2);
const browser = await browse();
const context = await browser.newContext({ viewport: { width: 1280, height: 760 }, permissions: ["clipboard-read", "clipboard-write"] });
const page = await context.newPage();
const ended = new Promise((resolve) => page.exposeFunction("codeAutomationExit", (code) => resolve(code)));
await page.exposeFunction("codeAutomationLog", (_type, values) => {
  for (const value of values) if (String(value).startsWith("E2E ")) console.log(String(value).slice(4));
});
const remote = `vscode-remote://${new URL(address).host}`;
const payload = JSON.stringify([["extensionTestsPath", remote + tests], ["extensionDevelopmentPath", remote + extension]]);
const what = folder.endsWith(".code-workspace") ? "workspace" : "folder";
await page.goto(`${address}/?${what}=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}`);
const code = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, LIMIT, 124))]);
await browser.close();
process.exit(code);
