// The page that explains, at length: what must not agree, what is refused, what is measured on request, the game, less
// motion, paper, wide and dark.

import { strict as assert } from "node:assert";
import { join } from "node:path";
import { test } from "node:test";
import { findings, open, screenshots } from "../browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** Moves a slider. @param {Page} page @param {string} id @param {number} value */
const slide = (page, id, value) =>
  page.$eval(
    `#${id}`,
    (slider, to) => {
      /** @type {HTMLInputElement} */ (slider).value = String(to);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    },
    value,
  );

/** @param {Page} page @param {string} id @param {RegExp} words */
const verdict = (page, id, words) =>
  page.waitForFunction(
    ([name, pattern]) => new RegExp(pattern).test(document.getElementById(name)?.textContent ?? ""),
    [id, words.source],
    { timeout: 60_000 },
  );

/** Folds out what an element is in. @param {Page} page @param {string} id */
const unfold = (page, id) => page.$eval(`#${id}`, (element) => element.closest("details")?.setAttribute("open", ""));

test("a long step is seen by the test and said before, a barrier shows, and what has no density is refused", async (t) => {
  const page = await open(t, { path: "learn.html" });
  await unfold(page, "rung-one");
  await page.locator("#rung-one").scrollIntoViewIfNeeded();
  await verdict(page, "verdict-one", /^[\d\u2009]{5,} counted.* The two agree/);
  await slide(page, "dt-1", -1.5);
  await verdict(page, "verdict-one", /^5\d\u2009\d{3} counted.* The two agree/);
  const said = /χ² over (\d+) classes: ([\d\u2009.]+); expected ([\d\u2009.]+) ±/.exec(
    (await page.textContent("#verdict-one")) ?? "",
  );
  const [classes, chi, expected] = (said ?? []).slice(1).map((word) => Number(word.replaceAll("\u2009", "")));
  assert.ok(chi > 1.5 * classes && expected > 1.5 * classes, `${chi} of ${expected} over ${classes}`);
  await page.click("#rung-one .reset");
  await slide(page, "j2-1", -1.9);
  await slide(page, "bias-1", 0.15);
  await slide(page, "wait-1", 1);
  await verdict(page, "verdict-one", /do not agree/);
  await unfold(page, "rung-two");
  await page.locator("#rung-two").scrollIntoViewIfNeeded();
  await slide(page, "j4-2", 0);
  await verdict(page, "verdict-two", /^This cannot be: j4/);
  await page.click("#rung-two .reset");
  await verdict(page, "verdict-two", /^[\d\u2009]{4,} counted.* The two agree/);
});

test("heat rises from nothing with training, and half of the samples invert where pictures have mean 0", async (t) => {
  const page = await open(t, { path: "learn.html", colorScheme: "dark" });
  await page.click("#measured-heat .show");
  await page.waitForSelector("#measured-heat[data-done=true]", { timeout: 120_000 });
  const heats = await page.$$eval("#measured-heat tbody td:nth-child(2)", (cells) =>
    cells.map((cell) => Number((cell.textContent ?? "").split(" ")[0].replace("−", "-"))),
  );
  assert.ok(Math.abs(heats[0]) < 10 && heats[4] > 100 && (heats.at(-1) ?? 0) > heats[1], String(heats));
  await unfold(page, "measured-mirror");
  await page.click("#measured-mirror .fetch");
  await page.waitForSelector("#measured-mirror[data-done=true]", { timeout: 120_000 });
  const inverted = (await page.getAttribute("#measured-mirror", "data-inverted"))?.split(" ").map(Number) ?? [];
  assert.ok(inverted[0] < 16 && inverted[1] > 16 && inverted[1] < 48, String(inverted));
  await unfold(page, "slow");
  await page.locator("#backwards h2").scrollIntoViewIfNeeded();
  await page.waitForSelector("#slow[data-done=true]", { timeout: 120_000 });
  const product = (await page.textContent("#slow .sums li:nth-child(3)")) ?? "";
  const [a, b, c, d, all] = [...product.matchAll(/−?\d+\.\d+/g)].map(([word]) => Number(word.replace("−", "-")));
  assert.ok(Math.abs(a * b + c * d - all) < 2e-4, product);
  for (const id of ["slow", "measured-heat", "measured-mirror"])
    await page.locator(`#${id}`).screenshot({ path: join(screenshots, `learn-${id}.png`) });
  assert.deepEqual(await findings(page), []);
});

test("the game: the odds fall as training goes on, and an answer is counted", async (t) => {
  const page = await open(t, { path: "learn.html" });
  await page.locator("#guess").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => /300/.test(document.querySelector("#guess .score")?.textContent ?? ""), null, {
    timeout: 120_000,
  });
  const odds = async () => Number(await page.getAttribute("#guess", "data-odds"));
  const trained = await odds();
  await slide(page, "guess-level", 0);
  const untrained = await odds();
  assert.ok(untrained > 1000 && trained < 0.1 * untrained && trained > -20, `${untrained} ${trained}`);
  const reversed = await page.getAttribute("#guess", "data-reversed");
  await page.click(`#guess [data-film="${reversed}"]`);
  assert.equal(await page.getAttribute("#guess", "data-right"), "1 1");
  assert.equal(await page.textContent("#guess .told"), "Right.");
});

test("readers who prefer less motion see stills, which their time line changes", async (t) => {
  const page = await open(t, { path: "learn.html", reducedMotion: "reduce" });
  await page.waitForFunction(() => /Time 5\.0/.test(document.getElementById("now")?.textContent ?? ""));
  await page.mouse.wheel(0, 120);
  await page.focus("#stage .time");
  await page.keyboard.press("Home");
  await page.waitForFunction(() => /Time 0\.0/.test(document.getElementById("now")?.textContent ?? ""));
  await unfold(page, "rung-one");
  await page.locator("#rung-one").scrollIntoViewIfNeeded();
  await verdict(page, "verdict-one", /^[\d\u2009]{4,} counted/);
  const place = () => page.getAttribute("#rung-one .unit", "cx");
  const before = await place();
  await page.waitForTimeout(500);
  assert.equal(await place(), before);
  assert.match((await page.textContent("#now-one")) ?? "", /The unit is at −?\d/);
  await page.click("#rung-one .run");
  await page.waitForFunction((x) => document.querySelector("#rung-one .unit")?.getAttribute("cx") !== x, before);
});

test("on paper every beat that has run is a still with its words", async (t) => {
  const page = await open(t, { path: "learn.html" });
  await page.waitForFunction(() => /Time/.test(document.getElementById("now")?.textContent ?? ""));
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator(".still").count(), 7);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await page.locator(".still").count(), 0);
});

test("terms light up by keyboard and by mouse", async (t) => {
  const page = await open(t, { path: "learn.html" });
  for (const id of ["one", "two"]) await page.$eval(`#${id} details`, (details) => details.setAttribute("open", ""));
  await page.locator("#one math .term-force").first().scrollIntoViewIfNeeded();
  await page.hover("#one math .term-force");
  assert.equal(await page.getAttribute("#one", "data-lit"), "force");
  await page.mouse.move(5, 5);
  await page.focus('#two button[data-term="coupling"]');
  await page.keyboard.press("Enter");
  assert.equal(await page.getAttribute('#two button[data-term="coupling"]', "aria-pressed"), "true");
  assert.ok(await page.$("#two math .term-coupling.lit"));
  await page.keyboard.press("Enter");
  assert.equal(await page.$("#two math .term-coupling.lit"), null);
  await page.keyboard.press("Tab");
  assert.equal(await page.getAttribute("#two", "data-lit"), "noise", "the next one has the focus");
});
