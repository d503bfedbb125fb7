// What a person does in the workbench's page, for the scenarios beside this file. Needs PLAYWRIGHT (a folder with
// playwright-core), CHROMIUM, and where pictures are wanted PICTURES (a folder).
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const { chromium } = createRequire(`${process.env.PLAYWRIGHT}/`)("playwright-core");
const PATIENCE = 60_000;
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"]; // nothing but this machine is reached

export async function browse() {
  return chromium.launch({ executablePath: process.env.CHROMIUM, headless: true, args: ARGUMENTS });
}

/** The workbench on a folder (or a .code-workspace file), with one file open. */
export async function open(browser, address, folder, file, size = { width: 1280, height: 760 }) {
  const context = await browser.newContext({ viewport: size, permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const payload = file ? `&payload=${encodeURIComponent(JSON.stringify([["openFile", `vscode-remote://${new URL(address).host}${file}`]]))}` : "";
  const what = folder.endsWith(".code-workspace") ? "workspace" : "folder";
  await page.goto(`${address}/?${what}=${encodeURIComponent(folder)}${payload}`, { waitUntil: "domcontentloaded" });
  await page.waitForSelector(".monaco-workbench .part.editor");
  if (file) await page.waitForSelector(".monaco-editor .view-line");
  return page;
}

/** Run a command of the palette by its whole title. */
export async function command(page, title) {
  for (let tries = 0; ; tries += 1) {
    await page.keyboard.press("F1");
    try {
      await page.waitForSelector(".quick-input-widget:not(.hidden) input", { timeout: 5000 });
      break;
    } catch (error) {
      if (tries === 3) throw error; // a key right after another dialog can be lost
    }
  }
  await page.keyboard.insertText(title);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click(); // the best match need not be on top
  await page.locator(".quick-input-widget").waitFor({ state: "hidden", timeout: 2000 }).catch(() => undefined); // some commands ask on
}

/** Put the caret at a place, one-based. */
export async function goTo(page, line, column) {
  await page.keyboard.press("Control+g");
  await page.waitForSelector(".quick-input-widget:not(.hidden) input");
  await page.keyboard.insertText(`${line}:${column}`);
  await page.keyboard.press("Enter");
  await caretAt(page, line, column);
}

export async function caretAt(page, line, column = "\\d+") {
  await page.waitForFunction((text) => new RegExp(text).test(document.querySelector(".statusbar")?.textContent ?? ""), `Ln ${line}, Col ${column}`, { timeout: PATIENCE });
}

/** The workbench shows non-breaking spaces. */
export async function text(locator) {
  return (await locator.innerText()).replaceAll("\u00a0", " ").replace(/\s+/g, " ");
}

export async function picture(page, name) {
  if (!process.env.PICTURES) return;
  mkdirSync(process.env.PICTURES, { recursive: true });
  await page.screenshot({ path: join(process.env.PICTURES, `${name}.png`) });
}

/** Runs named steps one after the other, says what each came to as a line of JSON, and ends the process. */
export async function steps(run) {
  const browser = await browse();
  let failed = 0;
  let page;
  const step = async (name, work) => {
    const started = Date.now();
    let outcome = { name, ok: true };
    try {
      const value = await work();
      if (typeof value === "string") outcome.value = value;
    } catch (error) {
      failed += 1;
      outcome = { name, ok: false, error: String(error).slice(0, 2000) };
      if (page) await picture(page, `failed-${name.replace(/\W+/g, "-")}`);
    }
    console.log(JSON.stringify({ ...outcome, seconds: (Date.now() - started) / 1000 }));
  };
  try {
    await run(browser, step, (one) => (page = one));
  } catch (error) {
    console.log(JSON.stringify({ name: "scenario", ok: false, error: String(error) }));
    failed += 1;
  }
  await browser.close();
  process.exit(failed > 0 ? 1 : 0);
}
