// node journey.mjs ADDRESS FOLDER SESSIONS: what a person does who has just installed the extension, from nothing to the line that leaks.
// SESSIONS is the file in which the recorded program says how far it is.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { answer, caretAt, command, dialogButton, follow, goTo, insert, insist, notification, open, openFile, picture, steps, text, waitForStatus } from "./page.mjs";

const [address, folder, sessions] = process.argv.slice(2);
const SIZE = { width: 1100, height: 640 };
const MINUTES = 60_000;

const inView = (page, label) => page.locator(".pane-body .monaco-list-row", { hasText: label }).first();
const status = (page) => text(page.locator(".statusbar-item", { hasText: "leakline" }).first());

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
    await page.waitForFunction(() => document.querySelectorAll(".getting-started-step").length === 4);
    await still(page, ".gettingStartedContainer"); // pictures fade in
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
    await dialogButton(page, "Install").click();
    await inView(page, "closure in run3").waitFor({ timeout: 5 * MINUTES });
  });

  await step("the comparison leads to the line", async () => {
    await inView(page, "closure in run3").waitFor();
    await waitForStatus(page, "1 suspect");
    await follow(page, inView(page, "closure in run3"), 15);
    await page.locator(".pane-body .monaco-list-row .monaco-tl-twistie.collapsed").last().click();
    await inView(page, "on('error')").waitFor();
  });

  await step("a step of the trace leads to its line", async () => {
    await follow(page, inView(page, "context of run3"), 12);
    await follow(page, inView(page, "on('error')"), 15);
    await page.getByText("+10 closures").first().waitFor(); // the code lens
    await rest(page);
    await picture(page, "vscode-suspects");
    await picture(page, "walkthrough-follow");
  });

  await step("the page explains, and its links lead to lines", async () => {
    await act(page, "closure in run3", "Explain");
    const frame = await explanation(page);
    assert.equal(await frame.locator("li.faulty").count(), 1);
    assert.match(await frame.locator(".fix").innerText(), /test\.off\('error'/);
    await follow(page, frame.locator("main").getByText("leak.js:14"), 14);
    await frame.locator("h1").click();
    await rest(page);
    await frame.waitForFunction(() => !document.querySelector("a:hover"));
    await picture(page, "vscode-explanation");
  });

  for (const [theme, kind] of [["Dark Modern", "vs-dark"], ["Dark High Contrast", "hc-black"], ["Light High Contrast", "hc-light"], ["Light Modern", "vs"]]) {
    await step(`the page can be read in ${theme}`, async () => {
      await insist(page, async () => {
        await command(page, "Preferences: Color Theme");
        await page.locator(".quick-input-widget:not(.hidden) input[type=text]").first().fill(theme, { timeout: 5000 });
        await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: theme }).click({ timeout: 5000 });
        await page.locator(`.monaco-workbench.${kind}`).waitFor({ timeout: 5000 });
      });
      const frame = await explanation(page);
      await frame.waitForFunction((wanted) => document.body.className.includes(wanted), { vs: "vscode-light", "vs-dark": "vscode-dark", "hc-black": "vscode-high-contrast", "hc-light": "vscode-high-contrast-light" }[kind]);
      await picture(page, `vscode-explanation-${kind}`);
      assert.deepEqual(await frame.evaluate(hardToRead), []);
    });
  }

  await step("the hover explains", async () => {
    await page.locator(".tab", { hasText: "closure in run3" }).click({ button: "middle" });
    await insist(page, async () => {
      await page.locator(".monaco-editor").first().click({ timeout: 5000 });
      await rest(page);
      await goTo(page, 15, 25);
      await command(page, "Show or Focus Hover");
      await page.locator(".monaco-hover:not(.hidden)", { hasText: "outClosure3" }).first().waitFor({ timeout: 5000 });
    });
    await page.mouse.move(700, 250);
    await page.mouse.wheel(0, 420); // what is ours lies below the diagnostic
    await still(page, ".monaco-hover:not(.hidden)");
    await picture(page, "vscode-hover");
    await page.keyboard.press("Escape");
  });

  await step("the Problems panel tells of the steps", async () => {
    await command(page, "Problems: Focus on Problems View");
    await page.locator(".markers-panel .monaco-list-row", { hasText: "+10" }).first().waitFor();
    await rest(page);
    await still(page, ".markers-panel");
    await picture(page, "vscode-problems");
    await command(page, "View: Hide Panel");
  });

  await step("the view is filtered and sorted", async () => {
    await command(page, "Leakline: Filter Leak Suspects...");
    await answer(page, "no such thing");
    await page.getByText("No suspect matches the filter.").waitFor();
    await inView(page, "closure in run3").waitFor({ state: "detached" });
    await picture(page, "vscode-filtered");
    await command(page, "Leakline: Clear Filter");
    await inView(page, "closure in run3").waitFor();
    await command(page, "Leakline: Sort Leak Suspects...");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "name" }).first().click();
    await inView(page, "closure in run3").waitFor();
  });

  await step("a suspect is copied as Markdown", async () => {
    await insist(page, async () => {
      await inView(page, "closure in run3").click({ button: "right", timeout: 5000 });
      await page.locator(".context-view .action-label", { hasText: "Copy as Markdown" }).click({ timeout: 5000 });
    });
    await page.waitForFunction(() => navigator.clipboard.readText().then((copied) => copied.startsWith("### closure in run3")));
  });

  await step("a suspect is ignored with a reason, and comes back", async () => {
    await act(page, "closure in run3", "Ignore with a Reason");
    await answer(page, "a cache with a limit");
    await waitForStatus(page, "nothing grows");
    await page.locator(".pane-body .monaco-list-row", { hasText: "Ignored" }).first().click();
    await inView(page, "(a cache with a limit)").waitFor();
    await page.locator(".codelens-decoration", { hasText: "+10" }).waitFor({ state: "detached" });
    await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
    await picture(page, "vscode-ignored");
    await act(page, "closure in run3", "Stop Ignoring");
    await waitForStatus(page, "1 suspect");
  });

  await step("a leak pattern is underlined while it is typed", async () => {
    await openFile(page, "widget.js");
    await goTo(page, 7, 37);
    await insert(page, "\nbus.on('tick', this.onTick);"); // the editor indents it
    await page.locator(".squiggly-warning").first().waitFor();
    await picture(page, "walkthrough-read");
    await command(page, "File: Revert File");
  });

  await step("a new snapshot is noticed", async () => {
    copyFileSync(join(folder, "c.heapsnapshot.gz"), join(folder, "d.heapsnapshot.gz"));
    const said = await notification(page, "New heap snapshot d.heapsnapshot.gz");
    await rest(page);
    await picture(page, "vscode-new-snapshot");
    await command(page, "Notifications: Clear All Notifications");
    await said.waitFor({ state: "hidden" });
  });

  await step("three snapshots are recorded from a program", async () => {
    await openFile(page, "service.js");
    await chooseProcess(page, "Start service.js");
    await dialogButton(page, "Take the First Snapshot").click();
    for (const next of [2, 3]) {
      await waitForStatus(page, `Next snapshot \\(${next} of 3\\)`);
      await moreSessions(); // the program leaks by itself meanwhile
      const asking = await notification(page, `Snapshot ${next - 1} of 3`);
      await rest(page);
      await still(page, ".notifications-center");
      if (next === 2) await picture(page, "walkthrough-record");
      await asking.locator(".monaco-button", { hasText: "Next Snapshot" }).click();
    }
    await inView(page, "in connect").waitFor({ timeout: 2 * MINUTES });
    await picture(page, "vscode-recorded");
    const shown = await status(page);
    assert.match(shown, /suspect/);
  });

  await step("a process is attached to by its address, the recording stopped, and nothing left of it", async () => {
    const program = spawn(process.execPath, ["--inspect=127.0.0.1:0", join(folder, "service.js")], { stdio: ["ignore", "ignore", "pipe"] });
    try {
      const [said] = await once(program.stderr, "data");
      const [, port] = /127\.0\.0\.1:(\d+)/.exec(String(said));
      await chooseProcess(page, "Enter an inspector address");
      await answer(page, port);
      await stopAfterFirst(page, program);
    } finally {
      program.kill();
    }
  });

  await step("a process is chosen from the list, and once more while its inspector is open", async () => {
    const program = spawn(process.execPath, [join(folder, "service.js")], { stdio: ["ignore", "pipe", "ignore"] });
    try {
      await once(program.stdout, "data"); // before it runs, a signal would end it
      await chooseProcess(page, `process ${program.pid}`);
      await stopAfterFirst(page, program);
      await chooseProcess(page, `process ${program.pid}`);
      await stopAfterFirst(page, program, () => command(page, "Leakline: Stop Recording"));
    } finally {
      program.kill();
    }
  });

  await step("a recording is stopped while a snapshot is written, and the process goes on", async () => {
    const large = "globalThis.kept = Array.from({ length: 2e6 }, (_, i) => ({ i })); setInterval(() => console.log('alive'), 100);";
    const program = spawn(process.execPath, ["--inspect=127.0.0.1:0", "-e", large], { stdio: ["ignore", "pipe", "pipe"] });
    try {
      const [said] = await once(program.stderr, "data");
      await once(program.stdout, "data"); // its heap is full
      await chooseProcess(page, "Enter an inspector address");
      await answer(page, /127\.0\.0\.1:(\d+)/.exec(String(said))[1]);
      await dialogButton(page, "Take the First Snapshot").click();
      const writing = await notification(page, "Heap snapshot 1 of 3");
      await writing.locator(".monaco-button", { hasText: "Cancel" }).click();
      await writing.waitFor({ state: "hidden" });
      await once(program.stdout, "data");
      await onlyTheFirstRecording(page);
      await waitForStatus(page, "suspect");
    } finally {
      program.kill();
    }
  });
});

/** Put the mouse where nothing is said about anything. */
async function rest(page) {
  await page.mouse.move(180, 480);
}

/** Wait until a part of the page shows the same twice: what fades and slides has come to its end. */
async function still(page, selector) {
  const part = page.locator(selector).first();
  for (let before, now; ; before = now) {
    now = await part.screenshot();
    if (before?.equals(now)) return;
  }
}

/** Choose what to record from the list of processes. */
async function chooseProcess(page, what) {
  await insist(page, async () => {
    await command(page, "Leakline: Record Three Snapshots...");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: what }).click({ timeout: 10_000 });
  });
}

/** Have the first snapshot of a process taken, and stop: the process goes on, and what was compared before stays. */
async function stopAfterFirst(page, program, stop = () => press(page, "Snapshot 1 of 3", "Stop")) {
  await dialogButton(page, "Take the First Snapshot").click();
  await waitForStatus(page, "Next snapshot \\(2 of 3\\)");
  await stop();
  await page.locator(".statusbar-item", { hasText: "Next snapshot" }).waitFor({ state: "hidden" });
  await waitForStatus(page, "suspect");
  assert.equal(program.exitCode, null); // it was not ours to end
  await onlyTheFirstRecording(page);
}

/** Press a button of a notification. */
async function press(page, said, label) {
  const asking = await notification(page, said);
  await asking.locator(".monaco-button", { hasText: label }).click();
}

/** Only the snapshots of the recording that was not stopped are offered. */
async function onlyTheFirstRecording(page) {
  await compareAll(page);
  assert.equal(await page.locator(".quick-input-list .monaco-list-row", { hasText: "1-before" }).count(), 1);
  await page.keyboard.press("Escape");
}

/** Wait until the recorded program has made some more of what it leaks. */
async function moreSessions() {
  const made = () => Number(readFileSync(sessions, "utf8")); // 0 while it is written
  const before = made();
  while (made() < before + 50) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Press an inline button of a row in the view. */
async function act(page, row, label) {
  await insist(page, async () => {
    await inView(page, row).hover({ timeout: 5000 });
    await inView(page, row).locator(`.action-label[aria-label*="${label}"]`).click({ timeout: 5000 });
  });
}

/** Runs in the page: texts whose contrast with what is behind them is below 4.5 to 1, the least that WCAG 2.2 allows. */
function hardToRead() {
  const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((value) => value / 255).map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const over = (front, behind) => {
    const [r, g, b, alpha = 1] = front;
    return [r, g, b].map((value, index) => value * alpha + behind[index] * (1 - alpha));
  };
  const root = channels(getComputedStyle(document.documentElement).getPropertyValue("--vscode-editor-background").replace(/^#(..)(..)(..).*$/, (_, r, g, b) => [r, g, b].map((part) => parseInt(part, 16)).join()));
  const behind = (element) => {
    if (!element) return root;
    const own = channels(getComputedStyle(element).backgroundColor);
    return own[3] === 0 ? behind(element.parentElement) : over(own, behind(element.parentElement));
  };
  return [...document.querySelectorAll("main *")].flatMap((element) => {
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) return [];
    const style = getComputedStyle(element);
    const back = behind(element);
    const front = over(channels(element instanceof SVGElement ? style.fill : style.color), back);
    const [dark, light] = [luminance(front), luminance(back)].sort((a, b) => a - b);
    const contrast = (light + 0.05) / (dark + 0.05);
    return contrast < 4.5 ? [`${element.textContent.slice(0, 40)}: ${contrast.toFixed(2)} to 1`] : [];
  });
}

async function explanation(page) {
  for (let tries = 0; tries < 200; tries += 1) {
    for (const frame of page.frames()) {
      if ((await frame.locator("ol.trace").count().catch(() => 0)) > 0) return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error("the page did not appear");
}
