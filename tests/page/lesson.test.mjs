// A lesson link: it asks before it runs, holds what it fixes, hides what it hides, and can be left.

import { strict as assert } from "node:assert";
import { join } from "node:path";
import { test } from "node:test";
import { findings, finished, fullSpeed, open, screenshots, smallTargets } from "./browser.mjs";

test("a lesson asks, waits for the reader, holds its controls, stays in the link and can be left", async (t) => {
  const query = "#v=1&samples=4&seed=5&ask=W%C3%A4rmer%3F&hide=compare&free=generate_kt,kt";
  const page = await open(t, { query, viewport: { width: 360, height: 740 }, hasTouch: true });
  await page.waitForSelector("#run-lesson");
  assert.equal(await page.textContent("#lesson .question"), "Wärmer?");
  assert.equal(await page.textContent("#veil-title"), "Waiting for you");
  assert.equal(await page.isDisabled("#play"), true);
  await page.screenshot({ path: join(screenshots, "lesson-phone.png") });
  assert.deepEqual(await findings(page), []);
  await page.waitForTimeout(700); // longer than the address takes to follow the page
  assert.equal(await page.evaluate(() => location.hash), query, "what a reload or a copied link would open");
  await page.fill("#guess", "yes");
  await page.click("#run-lesson");
  await fullSpeed(page);
  await finished(page);
  assert.equal(await page.inputValue("#guess"), "yes");
  assert.equal(await page.isDisabled("#p-seed"), true);
  assert.equal(await page.isDisabled("#p-kt"), false);
  await page.click("#tab-compared");
  assert.equal(await page.isVisible("#compare"), false);
  await page.click("#tab-setup");
  assert.equal(await page.$eval("#scenes", (e) => /** @type {HTMLElement} */ (e).inert), true);
  assert.equal(await page.$eval("#live-generate_kt", (e) => e.closest("[inert]")), null);
  assert.equal(await page.$eval("#live-j2", (e) => e.closest("[inert]") !== null), true);
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(await smallTargets(page), []);
  await page.fill("#p-kt", "0.2");
  await page.press("#p-kt", "Tab");
  await page.waitForFunction(() => /kt=0.2/.test(location.hash));
  assert.match(await page.evaluate(() => location.hash), /ask=W%C3%A4rmer%3F&hide=compare&free=generate_kt,kt/);
  await page.click("#lesson .leave");
  await page.waitForFunction(() => !location.hash.includes("ask="));
  assert.equal(await page.isDisabled("#p-seed"), false);
  await page.click("#tab-compared");
  assert.equal(await page.isVisible("#compare"), true);
});
