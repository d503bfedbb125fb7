// node journey.mjs ADDRESS FOLDER: what a person does who has just installed the extension, from nothing to the line that leaks.
import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";

import { caretAt, command, goTo, open, picture, steps, text } from "./page.mjs";

const [address, folder] = process.argv.slice(2);
const SIZE = { width: 1100, height: 640 };
const MINUTES = 60_000;

const inView = (page, label) => page.locator(".pane-body .monaco-list-row", { hasText: label }).first();
const inExplorer = (page, name) => page.locator(".explorer-folders-view .monaco-list-row", { hasText: name });
const button = (page, label) => page.locator(".monaco-dialog-box .monaco-button, .notifications-center .monaco-button", { hasText: label }).first();
const status = (page) => text(page.locator(".statusbar-item", { hasText: "leakline" }).first());

async function waitForStatus(page, wanted, patience = MINUTES) {
  await page.waitForFunction((source) => new RegExp(source).test([...document.querySelectorAll(".statusbar-item")].map((item) => item.textContent).join("|")), wanted, { timeout: patience });
}

/** This build shows no toasts when it is driven: the centre has what they would say. */
async function notifications(page, said) {
  await command(page, "Notifications: Show Notifications");
  await page.locator(".notifications-center .notification-list-item", { hasText: said }).first().waitFor();
}

async function compareAll(page) {
  await command(page, "Leakline: Compare Heap Snapshots...");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "c.heapsnapshot.gz" }).waitFor();
}

await steps(async (browser, step, use) => {
  const page = await open(browser, address, folder, join(folder, "leak.js"), SIZE);
  use(page);

  await step("the view says what to do", async () => {
    await waitForStatus(page, "leakline$|leakline\\|");
    await command(page, "Leak Suspects: Focus on Leak Suspects View");
    await page.getByText("Record Three Snapshots").first().waitFor();
    await picture(page, "vscode-empty");
  });

  await step("the walkthrough has four steps", async () => {
    await page.getByText("Follow the walkthrough").first().click();
    await page.locator(".getting-started-category, .gettingStartedContainer .getting-started-step").first().waitFor();
    await page.waitForTimeout(1000); // pictures fade in
    assert.equal(await page.locator(".getting-started-step").count(), 4);
    await picture(page, "vscode-walkthrough");
    await command(page, "View: Close Editor");
  });

  await step("the picker offers the snapshots of the workspace", async () => {
    await compareAll(page);
    assert.equal(await page.locator(".quick-input-list .monaco-list-row [aria-checked=true], .quick-input-list input:checked").count() >= 3, true);
    await picture(page, "walkthrough-compare");
  });

  await step("the heap engine is installed when the user agrees, and the comparison goes on", async () => {
    await page.keyboard.press("Enter");
    await button(page, "Install").click();
    await inView(page, "closure in run3").waitFor({ timeout: 5 * MINUTES });
  });

  await step("the comparison leads to the line", async () => {
    await inView(page, "closure in run3").waitFor();
    await waitForStatus(page, "1 suspect");
    await inView(page, "closure in run3").click();
    await caretAt(page, 15);
    await page.locator(".pane-body .monaco-list-row .monaco-tl-twistie.collapsed").last().click();
    await inView(page, "on('error')").waitFor();
  });

  await step("a step of the trace leads to its line", async () => {
    await inView(page, "context of run3").click();
    await caretAt(page, 12);
    await inView(page, "on('error')").click();
    await caretAt(page, 15);
    await page.getByText("+10 closures").first().waitFor(); // the code lens
    await page.mouse.move(550, 20);
    await picture(page, "vscode-suspects");
    await picture(page, "walkthrough-follow");
  });

  await step("the page explains, and its links lead to lines", async () => {
    await inView(page, "closure in run3").hover();
    await page.locator(".pane-body .action-label[aria-label*=Explain]").first().click();
    const frame = await explanation(page);
    assert.equal(await frame.locator("li.faulty").count(), 1);
    assert.match(await frame.locator(".fix").innerText(), /test\.off\('error'/);
    await frame.locator("main").getByText("leak.js:14").click();
    await caretAt(page, 14);
    await frame.locator("h1").click();
    await page.mouse.move(900, 300);
    await page.waitForTimeout(300); // the hover of the link goes away
    await picture(page, "vscode-explanation");
    await page.locator(".tab", { hasText: "closure in run3" }).click({ button: "middle" });
  });

  await step("the hover explains", async () => {
    await page.locator(".monaco-editor").first().click();
    await goTo(page, 15, 25);
    await command(page, "Show or Focus Hover");
    await page.locator(".monaco-hover:not(.hidden)", { hasText: "outClosure3" }).first().waitFor();
    await page.waitForTimeout(500);
    await picture(page, "vscode-hover");
    await page.keyboard.press("Escape");
  });

  await step("the Problems panel tells of the steps", async () => {
    await command(page, "Problems: Focus on Problems View");
    await page.locator(".markers-panel .monaco-list-row", { hasText: "+10" }).first().waitFor();
    await page.mouse.move(550, 20);
    await page.waitForTimeout(500);
    await picture(page, "vscode-problems");
    await command(page, "View: Hide Panel");
  });

  await step("a leak pattern is underlined while it is typed", async () => {
    await command(page, "View: Show Explorer");
    await inExplorer(page, "widget.js").dblclick();
    await page.locator(".tab.active", { hasText: "widget.js" }).waitFor();
    await goTo(page, 7, 1);
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.keyboard.type("bus.on('tick', this.onTick);");
    await page.keyboard.press("Escape");
    await page.locator(".squiggly-warning").first().waitFor();
    await picture(page, "walkthrough-read");
    await command(page, "File: Revert File");
  });

  await step("a new snapshot is noticed", async () => {
    copyFileSync(join(folder, "c.heapsnapshot.gz"), join(folder, "d.heapsnapshot.gz"));
    await notifications(page, "New heap snapshot d.heapsnapshot.gz");
    await page.mouse.move(550, 20);
    await picture(page, "vscode-new-snapshot");
    await command(page, "Notifications: Clear All Notifications");
  });

  await step("three snapshots are recorded from a program", async () => {
    await inExplorer(page, "service.js").dblclick();
    await page.locator(".tab.active", { hasText: "service.js" }).waitFor();
    await command(page, "Leakline: Record Three Snapshots...");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "Start service.js" }).click();
    await button(page, "Take the First Snapshot").click();
    for (const next of [2, 3]) {
      await waitForStatus(page, `Next snapshot \\(${next} of 3\\)`);
      await page.waitForTimeout(1500); // the program leaks by itself meanwhile
      await notifications(page, `Snapshot ${next - 1} of 3`);
      await page.mouse.move(550, 20);
      await page.waitForTimeout(500); // what faded is gone
      if (next === 2) await picture(page, "walkthrough-record");
      await button(page, "Next Snapshot").click();
    }
    await inView(page, "in connect").waitFor({ timeout: 2 * MINUTES });
    await picture(page, "vscode-recorded");
    const shown = await status(page);
    assert.match(shown, /suspect/);
  });
});

async function explanation(page) {
  for (let tries = 0; tries < 200; tries += 1) {
    for (const frame of page.frames()) {
      if ((await frame.locator("ol.trace").count().catch(() => 0)) > 0) return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error("the page did not appear");
}
