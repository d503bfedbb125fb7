// node troubles.mjs ADDRESS FOLDER BIN PYTHON: what a person sees on a machine that lacks something. BIN is the whole PATH, and empty at
// first; PYTHON has no library at all, and no package index answers.
import { chmodSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { command, dialogButton, notification, open, picture, steps } from "./page.mjs";

const [address, folder, bin, python] = process.argv.slice(2);
const OLD = { executable: "/usr/bin/python3", version: [3, 10, 4], tag: "cpython-310", implementation: "cpython", leakline: null, engine: false, depends: [] };

/** Let the PATH have a python3 that does what a shell script says. */
function putPython(script) {
  writeFileSync(join(bin, "new"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, "new"), 0o755);
  renameSync(join(bin, "new"), join(bin, "python3"));
}

const shownAs = (page, icon) => page.locator(".statusbar-item", { hasText: "leakline", has: page.locator(`.codicon-${icon}`) }).first();

await steps(async (browser, step, use) => {
  const page = await open(browser, address, folder, join(folder, "leak.js"), { width: 1100, height: 640 });
  use(page);

  await step("without a Python it says where there is one", async () => {
    await shownAs(page, "error").waitFor();
    const said = await notification(page, "no Python from 3.11 to 3.14 was found on this machine");
    for (const label of ["Get Python", "Restart Server", "Open Settings"]) await said.locator(".monaco-button", { hasText: label }).waitFor();
    await picture(page, "vscode-no-python");
    await command(page, "Notifications: Clear All Notifications");
  });

  await step("a Python that is too old is named", async () => {
    putPython(`echo '${JSON.stringify(OLD)}'`);
    await command(page, "Leakline: Restart Server");
    await notification(page, "Found python3 (/usr/bin/python3): it is Python 3.10.4; 3.11 or later is needed");
    await picture(page, "vscode-old-python");
  });

  await step("once there is a Python, the button starts the server", async () => {
    putPython(`exec ${python} "$@"`);
    const said = await notification(page, "3.11 or later is needed");
    await said.locator(".monaco-button", { hasText: "Restart Server" }).click();
    await shownAs(page, "check").waitFor();
    await command(page, "Notifications: Clear All Notifications");
  });

  await step("where no package index answers, the heap engine's installation says so", async () => {
    await command(page, "Leakline: Compare Heap Snapshots...");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "c.heapsnapshot.gz" }).waitFor();
    await page.keyboard.press("Enter");
    await dialogButton(page, "Install").click();
    await notification(page, "the package index does not answer (NewConnectionError)");
    await picture(page, "vscode-no-index");
  });
});
