// Browsers at the stated floor: with what came later taken away, and without light-dark(), the page learns, generates and
// has its colours; below the floor it says so for good.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { complete, finished, fullSpeed, open, text } from "../browser.mjs";
import { ended as figureEnded, hosted, script } from "../hosts.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** Takes away what a browser of 2023 does not have; in a worker too, where the page may start one. */
function older() {
  const kinds = [Array, Uint8Array, Float32Array, Float64Array];
  for (const name of ["toSorted", "toReversed", "toSpliced", "with"])
    for (const kind of kinds) {
      Reflect.deleteProperty(kind.prototype, name);
      Reflect.deleteProperty(Object.getPrototypeOf(kind.prototype), name);
    }
  const gone = /** @type {[object, string][]} */ ([
    [Promise, "withResolvers"],
    [Promise, "try"],
    [Object, "groupBy"],
    [Map, "groupBy"],
    [Array, "fromAsync"],
    [Set.prototype, "union"],
    [AbortSignal, "any"],
    [URL, "canParse"],
    [URL, "parse"],
    [globalThis, "Iterator"],
    [globalThis, "scheduler"],
  ]);
  for (const [object, name] of gone) Reflect.deleteProperty(object, name);
  for (const name of ["popover", "togglePopover"]) Reflect.deleteProperty(HTMLElement.prototype, name);
  for (const name of Object.getOwnPropertyNames(Element.prototype))
    if (/^aria|^role$/.test(name)) Reflect.deleteProperty(Element.prototype, name);
}

/** Sheets as a browser without light-dark() reads them. @param {Page} page */
const oldSheets = (page) =>
  page.route(/\.(css|js)$/, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replaceAll("light-dark(", "unknown-function(");
    await route.fulfill({ response, body });
  });

/** @param {Page} page */
async function before(page) {
  await page.addInitScript(older);
  await oldSheets(page);
}

for (const [scheme, paper] of /** @type {const} */ ([
  ["light", "rgb(250, 248, 244)"],
  ["dark", "rgb(18, 19, 22)"],
]))
  test(`the lab in a browser at the floor, ${scheme}`, async (t) => {
    const page = await open(t, { query: "#v=1&seed=4&samples=1", colorScheme: scheme, before });
    await fullSpeed(page);
    await finished(page);
    await complete(page);
    assert.match(await text(page, "r-print"), /[0-9a-f]{8}/);
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(await ground(), paper);
    await page.click("#theme");
    await page.click("#theme");
    await page.waitForFunction(() => document.documentElement.dataset.theme);
    const theme = await page.evaluate(() => document.documentElement.dataset.theme);
    assert.equal(await ground(), theme === "dark" ? "rgb(18, 19, 22)" : "rgb(250, 248, 244)");
    for (const panel of await page.locator("[data-panel]").all())
      await page.click(`[data-panel=${await panel.getAttribute("data-panel")}]`);
    assert.equal(await page.locator("#floor").isHidden(), true);
  });

test("a figure in a browser at the floor", async (t) => {
  const page = await hosted(t, `<thermo-gen samples="1" theme="dark" controls="play time kt"></thermo-gen>${script}`, {
    before,
    colorScheme: "light",
  });
  await figureEnded(page);
  const ground = await page.locator("thermo-gen .figure").evaluate((box) => getComputedStyle(box).backgroundColor);
  assert.equal(ground, "rgb(18, 19, 22)");
  assert.equal(await page.locator("thermo-gen button.primary").getAttribute("aria-label"), "Play");
});

test("below the floor one sentence says so, and stays", async (t) => {
  for (const path of ["lab.html", "learn.html"]) {
    const page = await open(t, {
      path,
      complaints: true,
      before: (page) => page.addInitScript(() => Reflect.deleteProperty(globalThis, "OffscreenCanvas")),
    });
    await page.waitForSelector("#floor:not([hidden])");
    assert.match(await text(page, "floor"), /Chrome or Edge 111, Firefox 115, Safari 16\.4/);
    await page.waitForTimeout(1000); // whatever the page does meanwhile
    assert.equal(await page.locator("#floor").isVisible(), true, path);
  }
});

test("a script that the browser cannot read counts as below the floor", async (t) => {
  const page = await open(t, {
    complaints: true,
    before: (page) =>
      page.route(/lab\.js/, (route) => route.fulfill({ contentType: "text/javascript", body: "a ?? = 1" })),
  });
  await page.waitForSelector("#floor:not([hidden])");
});
