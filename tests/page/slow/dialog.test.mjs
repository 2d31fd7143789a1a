// The share sheet for authors: the text for what the page shows, at the size that is chosen, with the figure beside it.

import { strict as assert } from "node:assert";
import { join } from "node:path";
import { test } from "node:test";
import { findings, finished, fullSpeed, open, screenshots } from "../browser.mjs";
import { ended } from "../hosts.mjs";

test("an author copies the text of what the page shows", async (t) => {
  const page = await open(t, { query: "#v=1&seed=12&samples=4", permissions: ["clipboard-read", "clipboard-write"] });
  await fullSpeed(page);
  await finished(page);
  await page.click("#embed");
  await page.waitForSelector("dialog[open]");
  const code = page.locator("#sharing-embed textarea");
  assert.match(await code.inputValue(), /^<iframe src="http.*embed\.html#v=1&amp;seed=12&amp;samples=4"/);
  const frame = await (await page.waitForSelector("dialog iframe")).contentFrame();
  await ended(/** @type {any} */ (frame));
  await page.screenshot({ path: join(screenshots, "embed-dialog.png") });
  assert.deepEqual(await findings(page), []);
  await page.selectOption("#sharing-embed select >> nth=0", "latex");
  await page.click("#sharing-embed button.primary");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /\\qrcode/);
  assert.equal(copied, await code.inputValue());
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.equal(await page.locator("dialog iframe").count(), 0);
});
