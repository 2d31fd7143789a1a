// For everyone: axe in both themes, keyboard alone, less motion, small screens, no script.

import { strict as assert } from "node:assert";
import { join } from "node:path";
import { test } from "node:test";
import { complete, findings, finished, fullSpeed, open, screenshots, smallTargets, text } from "../browser.mjs";

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const [name, viewport] of Object.entries({
    wide: { width: 1280, height: 800 },
    phone: { width: 360, height: 740 },
    landscape: { width: 740, height: 360 },
  })) {
    test(`axe finds nothing and nothing overflows: ${name}, ${colorScheme}`, async (t) => {
      const page = await open(t, { colorScheme, viewport });
      await fullSpeed(page);
      await finished(page);
      await page.screenshot({ path: join(screenshots, `${name}-${colorScheme}.png`) });
      for (const details of await page.$$("details:not([open]) > summary")) await details.click();
      assert.deepEqual(await findings(page), []);
      const across = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(across <= viewport.width, `${across} px wide`);
    });
  }
}

/** Texts of a header that lie over each other: names of pairs. @param {import("playwright-core").Page} page */
const overlapping = (page) =>
  page.evaluate(() => {
    const header = /** @type {Element} */ (document.querySelector("header.top"));
    const walker = document.createTreeWalker(header, NodeFilter.SHOW_TEXT);
    /** @type {{name: string, box: DOMRect, of: Element}[]} */
    const texts = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = /** @type {Element} */ (node.parentElement);
      const name = node.textContent?.trim();
      // Texts that are only read aloud have a box of one pixel, those that are not shown have none.
      if (!name || parent.closest("select") || parent.getBoundingClientRect().width <= 2) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width > 0) texts.push({ name, box, of: parent.closest("p") ?? parent });
    }
    const apart = (/** @type {DOMRect} */ a, /** @type {DOMRect} */ b) =>
      a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
    return texts.flatMap((a, i) =>
      texts.slice(i + 1).flatMap((b) => (a.of === b.of || apart(a.box, b.box) ? [] : [`${a.name} over ${b.name}`])),
    );
  });

for (const path of ["", "lab.html", "learn.html"]) {
  test(`no two texts of the header lie over each other: ${path || "the first page"}`, async (t) => {
    const page = await open(t, { path });
    for (const width of [360, 390, 480, 600, 820, 1024, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      assert.deepEqual(await overlapping(page), [], `${width} px`);
    }
  });
}

test("axe finds nothing and nothing overflows where a digit is completed, on a phone", async (t) => {
  const page = await open(t, { colorScheme: "dark", viewport: { width: 360, height: 740 }, hasTouch: true });
  await fullSpeed(page);
  await page.check("input[value=complete]");
  await page.waitForFunction(
    () => document.getElementById("train-note")?.textContent?.includes("784 pixels, 0 hidden"),
    null,
    {
      timeout: 90_000,
    },
  );
  await finished(page, 90_000);
  await page.locator("#completing").scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(screenshots, "complete-phone-dark.png") });
  assert.deepEqual(await findings(page), []);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  const small = await page.$$eval("#completing button", (all) =>
    all.map((e) => e.getBoundingClientRect()).filter(({ width, height }) => width < 44 || height < 44),
  );
  assert.deepEqual(small, []);
});

test("axe finds nothing and nothing overflows in any panel of the inspector", async (t) => {
  const page = await open(t, { viewport: { width: 360, height: 740 }, hasTouch: true });
  await fullSpeed(page);
  await finished(page);
  for (const panel of ["charts", "heat", "ledger", "couplings", "inside", "paths", "energy", "checks", "receipt"]) {
    await page.click(`[data-panel=${panel}]`);
    await page.waitForSelector(`section.${panel} .row, section.${panel} .prices`);
    await page.locator(`section.${panel}`).scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(screenshots, `inspector-${panel}.png`) });
    assert.deepEqual(await findings(page), [], panel);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, panel);
  }
});

test("readers who prefer less motion get stills of every sample, large, and no animation", async (t) => {
  const page = await open(t, { reducedMotion: "reduce" });
  /** @type {string[]} */
  const shown = [];
  await page.exposeFunction("shown", (/** @type {string} */ rows) => shown.push(rows));
  await page.evaluate(() => {
    const stage = /** @type {HTMLElement} */ (document.getElementById("samples"));
    const note = () => /** @type {any} */ (globalThis).shown(`${stage.dataset.columns} × ${stage.dataset.rows}`);
    new MutationObserver(note).observe(stage, { attributes: true, attributeFilter: ["data-rows"] });
  });
  await finished(page);
  await page.waitForFunction(() => document.getElementById("samples")?.dataset.rows === "16");
  const { columns, scale, width } = await page.$eval("#samples", (e) => ({
    .../** @type {HTMLElement} */ (e).dataset,
  }));
  assert.ok(Number(columns) >= 4 && Number(scale) * Number(width) >= 64, `${columns} of ${scale} × ${width}`);
  assert.ok(
    shown.every((grid) => grid.endsWith("× 16") || grid === "2 × 2" || grid === "3 × 1"), // or what is learned
    `grids shown: ${shown}`,
  );
  assert.equal(await page.getAttribute("#stills", "aria-pressed"), "true");
  await page.screenshot({ path: join(screenshots, "stills.png") });
});

test("keys act inside the figure and nowhere else", async (t) => {
  const page = await open(t);
  await page.waitForFunction(() => Number(document.getElementById("r-time")?.textContent) > 0);
  await page.focus("#samples");
  await page.keyboard.press("Space");
  /** @param {string} word */
  const playSays = (word) => page.waitForFunction((w) => document.querySelector("#play span")?.textContent === w, word);
  await playSays("Play");
  const step = await text(page, "r-step");
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction((s) => document.getElementById("r-step")?.textContent !== s, step);
  await page.keyboard.press("End");
  await finished(page);
  await page.focus("#theme");
  await page.keyboard.press("Space");
  assert.equal(await page.getAttribute("html", "data-theme"), "light", "space on a button presses the button");
  assert.equal(await page.textContent("#play span"), "Play");
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
  const end = await text(page, "r-step");
  await page.keyboard.press("ArrowLeft");
  await page.waitForTimeout(100);
  assert.equal(await text(page, "r-step"), end);
});

test("every control can be reached and is large enough to touch", async (t) => {
  const page = await open(t, { viewport: { width: 360, height: 740 }, hasTouch: true });
  await fullSpeed(page);
  await finished(page);
  assert.deepEqual(await smallTargets(page), []);
});

test("on a phone a handle makes the inspector small, half of the screen and large", async (t) => {
  const page = await open(t, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await complete(page);
  const end = async () => Math.round((await page.locator("#figure").boundingBox())?.height ?? 0);
  const near = (/** @type {number} */ is, /** @type {number} */ part) => Math.abs(is / 844 - part) < 0.05;
  assert.ok(near(await end(), 0.46));
  await page.focus("#handle");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.getAttribute("#handle", "aria-valuetext"), "large");
  assert.ok(near(await end(), 0.16));
  assert.deepEqual(await findings(page), []);
  const box = await page.locator("#handle").boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + 100, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 100, 680, { steps: 4 });
  await page.mouse.up();
  assert.equal(await page.getAttribute("#handle", "aria-valuetext"), "small");
  assert.ok(near(await end(), 0.82));
});

test("without script the page says what it needs", async (t) => {
  const page = await open(t, { javaScriptEnabled: false });
  assert.match((await page.textContent("noscript")) ?? "", /needs JavaScript and WebAssembly/);
});

test("on a phone and on a tablet held upright the pictures stay in view while the inspector is used", async (t) => {
  for (const viewport of [
    { width: 360, height: 740 },
    { width: 768, height: 1024 },
    { width: 820, height: 1180 },
  ]) {
    const page = await open(t, { viewport, hasTouch: true });
    await fullSpeed(page);
    await finished(page);
    await complete(page);
    await page.locator("#parameters details").last().scrollIntoViewIfNeeded();
    const { top, bottom, width } = await page.$eval("#samples", (e) => e.getBoundingClientRect());
    assert.ok(top >= 0 && bottom <= viewport.height && width > 60, `${top} to ${bottom}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), viewport.width);
  }
});

test("the stage has 45 % of the width or more, from 1024 to 2560 px", async (t) => {
  const page = await open(t, { viewport: { width: 1024, height: 768 } });
  for (const [width, height] of [
    [1024, 768],
    [1280, 800],
    [1920, 1080],
    [2560, 1440],
  ]) {
    await page.setViewportSize({ width, height });
    const stage = await page.$eval(".stage", (e) => e.getBoundingClientRect());
    assert.ok(stage.width >= 0.45 * width && stage.bottom <= height, `${stage.width} of ${width}`);
    assert.ok((await page.$eval(".bar", (e) => e.getBoundingClientRect().bottom)) <= height);
    await page.waitForFunction(() => {
      const box = (/** @type {string} */ part) =>
        /** @type {Element} */ (document.querySelector(part)).getBoundingClientRect();
      const [stage, pictures] = [box(".stage"), box("#samples")];
      return pictures.width > 0.9 * (stage.width - 24) || pictures.height > 0.9 * (stage.height - 24);
    });
    const {
      scale,
      width: units,
      gap,
    } = await page.$eval("#samples", (e) => ({ .../** @type {HTMLElement} */ (e).dataset }));
    assert.ok(Number(gap) <= 0.13 * Number(scale) * Number(units), "tiles fill their cells");
  }
});

test("back to how it opens takes back settings and changes", async (t) => {
  const page = await open(t, { query: "#v=1&kt=0.2&samples=4&names=star&events=10:j2:2" });
  await fullSpeed(page);
  await page.waitForFunction(() => document.getElementById("caption")?.textContent?.startsWith("4 samples at the end"));
  assert.equal(await page.isVisible("#defaults"), true);
  await page.click("#defaults");
  await page.waitForFunction(() => location.hash === "");
  await page.waitForFunction(() =>
    document.getElementById("caption")?.textContent?.startsWith("16 samples at the end"),
  );
  assert.equal(await page.inputValue("#p-kt"), "0.1");
  assert.equal(await page.isVisible("#defaults"), false, "nothing differs from how it opens");
});

test("what cannot be used now is still read", async (t) => {
  const page = await open(t);
  await complete(page);
  const faint = await page.$$eval(":is(button, select):disabled", (all) =>
    all.filter((e) => getComputedStyle(e).opacity !== "1").map((e) => e.id),
  );
  assert.deepEqual(faint, []);
});
