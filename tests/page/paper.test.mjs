// The published experiment: the page says what is to be expected before a run and what came of it after, and offers the
// same with another scale of pixels beside it.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { complete, finished, fullSpeed, open, text } from "./browser.mjs";

test("Paper says before a run that about half come out inverted, and after it how many did", async (t) => {
  const small = "#v=1&scene=paper&iterations=4&hidden=16&generate_time=0.2&generate_dt=0.02&samples=2&trainer=exact";
  const page = await open(t, { query: small });
  await complete(page);
  await page.waitForFunction(() =>
    document.getElementById("paper")?.textContent?.includes("about half of the samples"),
  );
  const said = await text(page, "paper");
  assert.match(said, /2\.9×10³ kT .* 1\.37×10³ kT/);
  assert.equal(await page.getAttribute("#paper a", "href"), "learn.html#measured-mirror");
  await fullSpeed(page);
  await finished(page, 120_000);
  await page.waitForFunction(() =>
    /\d of 2 samples are inverted/.test(document.getElementById("paper")?.textContent ?? ""),
  );
  await page.click("#paper button");
  await page.waitForSelector("#second canvas:visible");
  assert.equal(await page.getAttribute("#tab-compared", "aria-selected"), "true");
  await page.waitForFunction(() => location.hash.includes("compare=scale:pm1"));
});

test("while another scene learns the stage shows its images, and how long it takes is a range after two seconds", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  await page.evaluate(() => {
    const told = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { told });
    const veil = /** @type {HTMLElement} */ (document.getElementById("veil-note"));
    new MutationObserver(() => told.push(veil.textContent ?? "")).observe(veil, { childList: true });
  });
  await page.check("input[value=classes]");
  const began = Date.now();
  await page.waitForFunction(() => document.getElementById("samples")?.dataset.width === "28", null, {
    timeout: 60_000,
  });
  assert.match(await text(page, "veil-title"), /Learning/);
  assert.ok(Date.now() - began < 20_000);
  await page.waitForFunction(
    () => /** @type {any} */ (globalThis).told.some((/** @type {string} */ words) => / to .* left/.test(words)),
    null,
    { timeout: 60_000 },
  );
  const told = await page.evaluate(() => /** @type {any} */ (globalThis).told);
  assert.ok(told.filter((/** @type {string} */ words) => words.includes("left")).length < told.length);
  await page.click("#halt");
});
