// The page that explains: every beat runs a real computation, whose value is held against what is known; the check
// against Boltzmann's law, terms light up, few words, nothing is loaded that it does not need, axe finds nothing.

import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "node-html-parser";
import { findings, open, root, screenshots, smallTargets } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page @param {string} id @param {number} samples */
const counted = (page, id, samples) =>
  page.waitForFunction(
    ([id, n]) => Number(document.getElementById(String(id))?.dataset.samples) >= Number(n),
    [id, samples],
    { timeout: 60_000 },
  );

/** Scrolls to where a beat is so far, from 0 to 1. @param {Page} page @param {string} name @param {number} part */
export const scroll = (page, name, part) =>
  page.evaluate(
    ([name, part]) => {
      const section = document.getElementById(String(name));
      const line = 0.6 * innerHeight;
      const top = (section?.getBoundingClientRect().top ?? 0) + scrollY;
      const begin = Math.max(0, top - line);
      scrollTo({
        top: begin + Number(part) * (top + (section?.offsetHeight ?? 0) - line - begin),
        behavior: "instant",
      });
    },
    [name, part],
  );

/** The numbers of a beat, once they hold. @param {Page} page @param {string} name @param {string} holds an expression of `f` */
async function facts(page, name, holds) {
  const of = await page.waitForFunction(
    ([name, holds]) => {
      const f = JSON.parse(document.getElementById(name)?.dataset.facts ?? "null");
      return f && new Function("f", `return ${holds}`)(f) ? f : null;
    },
    [name, holds],
    { timeout: 90_000 },
  );
  return of.jsonValue();
}

test("every beat is a run whose numbers are right", async (t) => {
  const page = await open(t, { path: "learn.html", bypassCSP: true });
  const first = await facts(page, "open", "f.heat !== null");
  assert.ok(first.heat > 200 && first.heat < 600, `heat of the opening picture ${first.heat}`);
  await scroll(page, "one", 0.25);
  const one = await facts(page, "one", "f.samples > 10000");
  assert.ok(Math.abs(one.off) < 4, `one unit is ${one.off} standard deviations from Boltzmann's law`);
  await scroll(page, "two", 0.85);
  const two = await facts(page, "two", "f.coupling === -4 && f.samples > 3000");
  assert.ok(Math.abs(two.off) < 4, `two units are ${two.off} standard deviations from Boltzmann's law`);
  await scroll(page, "film", 0.44);
  const film = await facts(page, "film", "f.units > 0 && f.share !== null");
  assert.equal(film.units, 14 * 14 + 96);
  assert.ok(film.share > 0.2 && film.share < 0.5, String(film.share));
  await scroll(page, "backwards", 0.3);
  const before = await facts(page, "backwards", "f.updates === 0");
  assert.ok(Math.abs(before.mean) > 0.35, `untrained, the kicks are not ordinary: ${before.mean}`);
  await facts(page, "backwards", "f.levels === 7");
  await page.click('[data-level="6"]');
  const after = await facts(page, "backwards", "f.updates === 300");
  assert.ok(Math.abs(after.mean) < 0.7 * Math.abs(before.mean), `${after.mean} of ${before.mean}`);
  assert.ok(after.coupling !== 0 && after.loss < 1, JSON.stringify(after));
  await scroll(page, "fall", 0.9);
  const fall = await facts(page, "fall", "f.heat > 0");
  assert.ok(fall.heat > 200 && fall.lowest < -200, JSON.stringify(fall));
  await scroll(page, "prices", 0.95);
  const prices = await facts(page, "prices", "f.published > 0");
  assert.ok(Math.abs(prices.published / (5.24e14 / 2.9e3) - 1) < 0.01, String(prices.published));
  assert.ok(Math.abs(prices.bound / 2.5e10 - 1) < 0.02, String(prices.bound));
  // 784 reads at 1.9 pJ, in kT at 300 K.
  const reads = (784 * 1.9e-12) / (1.380649e-23 * 300);
  assert.ok(Math.abs(prices.converter / (5.24e14 / (2.9e3 + reads)) - 1) < 0.01, String(prices.converter));
});

test("on a phone: the check agrees with the exact density, terms light up, and nothing is too small", async (t) => {
  const page = await open(t, {
    path: "learn.html",
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    colorScheme: "dark",
  });
  /** @type {string[]} */
  const loaded = [];
  page.on("request", (request) => loaded.push(request.url()));
  for (const details of await page.$$("details:not([open]) > summary")) await details.click();
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
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(await smallTargets(page), []);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  assert.deepEqual(
    loaded.filter((url) => /tools|engine|data\//.test(url)),
    [],
  );
});

test("outside of what folds out a beat has at most 90 words, and all of it at most 900", () => {
  for (const name of ["learn.html", "learn.de.html"]) {
    const page = parse(readFileSync(join(root, "dist/site", name), "utf8"));
    for (const fold of page.querySelectorAll("details, footer, header, script, noscript")) fold.remove();
    const words = (/** @type {string} */ text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    for (const beat of page.querySelectorAll(".beat .words")) {
      const count = words(
        beat
          .querySelectorAll("p:not(.hint)")
          .map((p) => p.structuredText)
          .join(" "),
      );
      assert.ok(count <= 90, `${name}: ${count} words in “${beat.querySelector("h1, h2")?.text}”`);
    }
    const all = words(page.querySelector("body")?.structuredText ?? "");
    assert.ok(all <= 900, `${name}: ${all} words`);
  }
});
