// node virtual.mjs ADDRESS WORKSPACE: a workspace whose folder is on no disk.
import { command, open, picture, steps } from "./page.mjs";

const [address, workspace] = process.argv.slice(2);

await steps(async (browser, step, use) => {
  const page = await open(browser, address, workspace, undefined, { width: 1100, height: 640 });
  use(page);

  await step("in a workspace that is on no disk the extension says that it cannot, and why", async () => {
    await command(page, "Extensions: Show Installed Extensions");
    await page.locator(".extensions-list .monaco-list-row", { hasText: "leakline" }).first().click();
    await page.locator(".extension-editor").getByText("leakline reads files from a disk").first().waitFor();
    await picture(page, "vscode-virtual");
  });
});
