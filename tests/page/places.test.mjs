// Places that figures stand in: scaled and hidden slides, pages from right to left, pages that load the element twice.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { ended, hosted, script, siteUrl, stateOf } from "./hosts.mjs";

const figure =
  '<thermo-gen samples="4" generate_time="1" iterations="4" view="heat" controls="play time"></thermo-gen>';

test("a figure on a hidden slide begins when it is shown; on a scaled one it has its size and hits its marks", async (t) => {
  const slide = `<section id="slide" style="display: none; width: 500px; transform: scale(0.5); transform-origin: 0 0">${figure}</section>`;
  const page = await hosted(t, slide + script);
  await page.waitForTimeout(500);
  assert.equal(await stateOf(page), null, "nothing runs unseen");
  await page.evaluate(() => /** @type {any} */ (document.getElementById("slide")).style.removeProperty("display"));
  await ended(page);
  const sizes = await page.evaluate(() => {
    const root = document.querySelector("thermo-gen")?.shadowRoot;
    const [canvas, chart] = ["canvas", "svg.plot"].map((name) => /** @type {any} */ (root?.querySelector(name)));
    return {
      canvas: canvas.getBoundingClientRect().width,
      chart: chart.getBoundingClientRect().width,
      drawn: chart.clientWidth,
    };
  });
  assert.ok(sizes.canvas > 150 && sizes.canvas <= 250, `${sizes.canvas}`);
  assert.ok(Math.abs(sizes.chart * 2 - sizes.drawn) < 2);
  await page.evaluate(() => addEventListener("thermogen-frame", () => Object.assign(globalThis, { again: true })));
  await page.locator("thermo-gen button.primary").click();
  await page.waitForFunction(() => /** @type {any} */ (globalThis).again);
});

test("in a page from right to left pictures and charts stay as they are", async (t) => {
  const page = await hosted(t, `<div dir="rtl">${figure}</div>${script}`);
  await ended(page);
  const facts = await page.evaluate(() => {
    const root = document.querySelector("thermo-gen")?.shadowRoot;
    const chart = /** @type {Element} */ (root?.querySelector("svg.plot"));
    const box = chart.getBoundingClientRect();
    const texts = [...chart.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
    return {
      direction: getComputedStyle(chart).direction,
      inside: texts.every(({ left, right }) => left >= box.left - 2 && right <= box.right + 2),
      overflow: document.documentElement.scrollWidth > innerWidth,
    };
  });
  assert.deepEqual(facts, { direction: "ltr", inside: true, overflow: false });
});

test("a page that loads the element twice, from two addresses, has figures that run once", async (t) => {
  const again = `<script type="module" src="${siteUrl}thermo-gen.js?again"></script>`;
  const page = await hosted(t, figure + script + again);
  await ended(page);
  assert.ok(page.workers().length <= 1);
  assert.equal((await stateOf(page)).samples, 4);
});

test("on paper an unseen figure is its still", async (t) => {
  const still = `<thermo-gen><p id="still">A still of it.</p></thermo-gen>`;
  const page = await hosted(t, `<div style="height: 5000px"></div>${still}${script}`);
  await page.waitForTimeout(300);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#still").isVisible(), true);
});

/** Pictures in a PDF, by their widths in pixels. @param {Buffer} pdf */
const pictureWidths = (pdf) =>
  [
    ...pdf
      .toString("latin1")
      .matchAll(/\/Subtype\s*\/Image[^>]*?\/Width (\d+)|\/Width (\d+)[^>]*?\/Subtype\s*\/Image/g),
  ].map(([, one, other]) => Number(one ?? other));

test("a frame that loads lazily and is printed unseen is the still of its scene", async (t) => {
  const frame = (/** @type {string} */ query) =>
    `<iframe loading="lazy" width="480" height="400" src="SITE/embed.html${query}"></iframe>`;
  const far = '<div style="height: 9000px"></div>';
  for (const [query, widths] of /** @type {[string, number[]][]} */ ([
    ["", [1200]],
    ["?preset=quick", [1200]],
    ...["digits", "pictures", "own"].map((scene) => [`?scene=${scene}&seed=3`, [1200]]),
    ["?preset=nosuch", []],
  ])) {
    const page = await hosted(t, far + frame(query));
    assert.deepEqual([...new Set(pictureWidths(await page.pdf()))], widths, query);
    assert.equal(page.workers().length, 0, "nothing runs unseen");
  }
});
