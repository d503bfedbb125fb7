// What a person does in the workbench's page, for the scenarios beside this file. Needs PLAYWRIGHT (a folder with
// playwright-core), CHROMIUM, and where pictures are wanted PICTURES (a folder).
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const { chromium } = createRequire(`${process.env.PLAYWRIGHT}/`)("playwright-core");
const PATIENCE = 60_000;
const MOMENT = 5000;
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
  await insist(page, async () => {
    await ask(page, "F1", `>${title}`);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click({ timeout: MOMENT }); // the best match need not be on top
  });
  await page.waitForFunction(() => {
    const asking = document.querySelector(".quick-input-widget:not([style*='display: none']) input[type=text]");
    return !asking?.value.startsWith(">"); // some commands ask on
  });
}

/** Put the caret at a place, one-based. */
export async function goTo(page, line, column) {
  await insist(page, async () => {
    const input = await ask(page, "Control+g", `:${line}:${column}`);
    await input.press("Enter", { timeout: MOMENT });
    await caretAt(page, line, column, MOMENT);
  });
}

/** Open the input that a key opens, and put a text in it. */
async function ask(page, key, value) {
  await page.keyboard.press(key);
  const input = page.locator(".quick-input-widget:not(.hidden) input[type=text]").first();
  await input.fill(value, { timeout: MOMENT });
  return input;
}

/** Do something again until it succeeds: an editor or a dialog that is still opening takes the focus, and what was typed is lost. */
export async function insist(page, attempt) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await page.keyboard.press("Escape");
    }
  }
}

/** Open a file from the explorer, and have the keys go to its editor. */
export async function openFile(page, name) {
  await command(page, "View: Show Explorer");
  await insist(page, async () => {
    await page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).dblclick({ timeout: MOMENT });
    await page.locator(".editor-group-container.active .tab.active", { hasText: name }).waitFor({ timeout: MOMENT });
    await page.locator(".editor-group-container.active .monaco-editor.focused").waitFor({ timeout: MOMENT });
  });
}

/** Put text where the caret is, at once: no suggestion gets between. */
export async function insert(page, text) {
  await page.keyboard.insertText(text);
  await page.locator(".editor-group-container.active .view-lines", { hasText: text.trim().replaceAll(" ", "\u00a0") }).waitFor();
}

/** Click on something that leads to a line. */
export async function follow(page, locator, line) {
  await insist(page, async () => {
    await locator.click({ timeout: MOMENT });
    await caretAt(page, line, undefined, MOMENT);
  });
}

/** The notification that says something: this build shows no toasts when it is driven, the centre has what they would say. */
export async function notification(page, said) {
  const found = page.locator(".notifications-center .notification-list-item", { hasText: said }).first();
  await insist(page, async () => {
    await command(page, "Notifications: Show Notifications");
    await found.waitFor({ timeout: MOMENT });
  });
  return found;
}

/** A button of the dialog that is open, or of the notifications' centre. */
export function dialogButton(page, label) {
  return page.locator(".monaco-dialog-box .monaco-button, .notifications-center .monaco-button", { hasText: label }).first();
}

/** Answer the input that a command has opened. */
export async function answer(page, value) {
  const input = page.locator(".quick-input-widget:not(.hidden) input[type=text]").first();
  await input.fill(value);
  await input.press("Enter");
}

export async function waitForStatus(page, wanted, patience = PATIENCE) {
  await page.waitForFunction((source) => new RegExp(source).test([...document.querySelectorAll(".statusbar-item")].map((item) => item.textContent).join("|")), wanted, { timeout: patience });
}

export async function caretAt(page, line, column = "\\d+", patience = PATIENCE) {
  await page.waitForFunction((text) => new RegExp(text).test(document.querySelector(".statusbar")?.textContent ?? ""), `Ln ${line}, Col ${column}`, { timeout: patience });
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
