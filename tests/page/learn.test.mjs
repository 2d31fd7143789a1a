// The page that explains: both rungs run and agree with Boltzmann's law, terms light up, nothing is loaded
// that it does not need, axe finds nothing.

import { strict as assert } from "node:assert";
import { join } from "node:path";
import { test } from "node:test";
import { findings, open, screenshots, smallTargets } from "./browser.mjs";

/** @param {import("playwright-core").Page} page @param {string} id @param {number} samples */
const counted = (page, id, samples) =>
  page.waitForFunction(
    ([id, n]) => Number(document.getElementById(String(id))?.dataset.samples) >= Number(n),
    [id, samples],
    {
      timeout: 60_000,
    },
  );

test("from the first page to the lesson: both rungs agree with their exact density, and terms light up", async (t) => {
  const page = await open(t, {
    path: "learn.html",
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    colorScheme: "dark",
  });
  /** @type {string[]} */
  const loaded = [];
  page.on("request", (request) => loaded.push(request.url()));
  await page.locator("#rung-one .picture").scrollIntoViewIfNeeded();
  await counted(page, "rung-one", 10_000);
  assert.equal(await page.getAttribute("#rung-one", "data-agrees"), "true");
  assert.match((await page.textContent("#verdict-one")) ?? "", /χ² over \d+ classes: .* The two agree/);
  await page.screenshot({ path: join(screenshots, "learn-one-phone.png") });
  const before = await page.getAttribute("#rung-one .unit", "cx");
  await page.waitForFunction((x) => document.querySelector("#rung-one .unit")?.getAttribute("cx") !== x, before);
  await page.click('#one button[data-term="noise"]');
  assert.equal(await page.getAttribute("#one", "data-lit"), "noise");
  assert.ok(await page.$("#rung-one .noise.lit"));
  assert.ok(await page.$("#one math .term-noise.lit"));
  await page.locator("#rung-two .picture").scrollIntoViewIfNeeded();
  await counted(page, "rung-two", 5_000);
  assert.equal(await page.getAttribute("#rung-two", "data-agrees"), "true");
  await page.screenshot({ path: join(screenshots, "learn-two-phone.png") });
  for (const details of await page.$$("details:not([open]) > summary")) await details.click();
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(await smallTargets(page), []);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  assert.deepEqual(
    loaded.filter((url) => /tools|engine|data\//.test(url)),
    [],
  );
});
