// Links to the scenes that learn many digits: classes asked for, an erased digit, a mask rubbed by hand.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { enter, fullSpeed, open, text } from "../browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page @param {RegExp} words of the caption */
const caption = (page, words) =>
  page.waitForFunction((w) => document.getElementById("caption")?.textContent?.match(w), words.source, {
    timeout: 200_000,
  });

test("an erased digit, then a mask rubbed by hand, come back from the link with the same bits", async (t) => {
  const page = await open(t, { query: "#v=1&scene=complete&samples=4&digit=3&erase=left" });
  await fullSpeed(page);
  await caption(page, /^4 samples at the end/);
  assert.match(await text(page, "completing-note"), /^392 of 784 pixels of an unseen \d erased/);
  const half = await text(page, "r-print");
  await page.locator("#given").click({ position: { x: 60, y: 40 } });
  await page.waitForFunction((print) => document.getElementById("r-print")?.textContent !== print, half);
  await caption(page, /^4 samples at the end/);
  await page.waitForFunction(() => /erase=[\w-]{131}$/.test(location.hash));
  const print = await text(page, "r-print");
  const other = await open(t, { query: new URL(page.url()).hash });
  await fullSpeed(other);
  await caption(other, /^4 samples at the end/);
  assert.equal(await text(other, "completing-note"), await text(page, "completing-note"));
  assert.equal(await text(other, "r-print"), print);
});

test("a class asked for comes back from the link with the same bits", async (t) => {
  const query = "#v=1&scene=classes&each=20&iterations=6&samples=10&generate_time=0.5&cool=0.2&class=7";
  const page = await open(t, { query });
  await fullSpeed(page);
  await caption(page, /^10 samples at the end/);
  assert.equal(await page.getAttribute("#classes [data-class='7']", "aria-pressed"), "true");
  const print = await text(page, "r-print");
  await page.click("#classes [data-class='each']");
  await page.waitForFunction((before) => document.getElementById("r-print")?.textContent !== before, print);
  await page.waitForFunction(() => !location.hash.includes("class="));
  await caption(page, /^10 samples at the end/);
  await page.click("#classes [data-class='7']");
  await page.waitForFunction((before) => document.getElementById("r-print")?.textContent === before, print);
  await enter(page, "samples", "1");
  await caption(page, /^1 samples? at the end/);
});
