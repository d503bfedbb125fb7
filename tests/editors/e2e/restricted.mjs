// node restricted.mjs ADDRESS FOLDER TRACE: a folder that is not trusted. What its settings and its environment would start leaves TRACE.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";

import { command, open, openFile, picture, steps } from "./page.mjs";

const [address, folder, trace] = process.argv.slice(2);

await steps(async (browser, step, use) => {
  const page = await open(browser, address, folder, undefined, { width: 1100, height: 640 });
  use(page);

  await step("sources are checked in a folder that is not trusted, and nothing of it is run", async () => {
    await page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
    await openFile(page, "leaky.js");
    await page.locator(".squiggly-warning").first().waitFor();
    assert.equal(existsSync(trace), false);
  });

  await step("no snapshot of it is read", async () => {
    await command(page, "Leak Suspects: Focus on Leak Suspects View");
    await page.getByText("heap snapshots are not read in a workspace that you do not trust").waitFor();
    await picture(page, "vscode-restricted");
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget:not(.hidden) input[type=text]").first().fill(">Leakline: ");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "Leakline: Restart Server" }).waitFor();
    for (const hidden of ["Compare Heap Snapshots", "Record Three Snapshots"]) assert.equal(await page.locator(".quick-input-list .monaco-list-row", { hasText: hidden }).count(), 0);
    await page.keyboard.press("Escape");
  });

  await step("once it is trusted, its settings count", async () => {
    await command(page, "Workspaces: Manage Workspace Trust");
    await page.locator(".workspace-trust-editor .monaco-button", { hasText: /^Trust/ }).first().click();
    while (!existsSync(trace)) await page.locator(".statusbar").waitFor(); // what it starts is no server, but it is started
  });
});
