// Every state of the page on every screen: axe, overflow, size of targets, and a picture to look at in
// tests/screenshots/. Then the same page by keyboard alone, with less motion, and in forced colours.

import { strict as assert } from "node:assert";
import { join } from "node:path";
import { test } from "node:test";
import { enter, findings, finished, fullSpeed, open, screenshots, smallTargets, text } from "../browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

const screens = {
  wide: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true },
  tablet: { viewport: { width: 768, height: 1024 }, hasTouch: true },
  large: { viewport: { width: 2560, height: 1440 } },
  landscape: { viewport: { width: 740, height: 360 }, hasTouch: true },
  zoomed: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }, // 1280 × 800 at 200 %
};

/** @type {Record<string, (page: Page) => Promise<unknown>>} states, each from the one before */
const states = {
  first: (page) => finished(page),
  hidden: (page) => page.click("#hidden-units"),
  stills: async (page) => {
    await page.click("#stills");
    await page.waitForFunction(() => document.getElementById("samples")?.dataset.rows === "16");
  },
  changed: async (page) => {
    await page.click("#stills");
    await page.click("#hidden-units");
    await page.focus("#live-generate_kt");
    await page.keyboard.press("End");
    await page.waitForSelector("#events li");
    await finished(page);
  },
  compared: async (page) => {
    await page.click("#compare");
    await page.click("#against button:text('Compare')");
    await page.waitForFunction(() =>
      /^At time 7\.00 /.test(document.querySelector("#comparison .note")?.textContent ?? ""),
    );
  },
  own: async (page) => {
    await page.click("#comparison button:text('End the comparison')");
    await page.check("input[value=own]");
    await page.waitForSelector("#own .pad");
    await page.locator("#own .pad").scrollIntoViewIfNeeded();
    await finished(page);
  },
  letters: async (page) => {
    await page.fill("#own-letters", "ABCDEFGHIJKLM");
    await page.press("#own-letters", "Enter");
    await page.waitForFunction(() => document.querySelectorAll("#own .thumb").length === 12);
    await finished(page);
  },
  choose: async (page) => {
    await page.check("input[value=glyphs]");
    await page.waitForSelector("#choose:visible");
    await page.click("#choose summary");
    await page.fill("#each", "0");
    await page.press("#each", "Tab");
    await finished(page);
  },
  refused: (page) => enter(page, "kt", "cold"),
  failed: async (page) => {
    await enter(page, "generate_time", "0.001");
    await page.waitForFunction(() => document.getElementById("p-generate_dt-problem")?.textContent);
  },
};

for (const [screen, options] of Object.entries(screens)) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    test(`every state is accessible and fits: ${screen}, ${colorScheme}`, async (t) => {
      const page = await open(t, { ...options, colorScheme });
      await fullSpeed(page);
      for (const [state, reach] of Object.entries(states)) {
        await reach(page);
        await page.screenshot({ path: join(screenshots, `${state}-${screen}-${colorScheme}.png`) });
        assert.deepEqual(await findings(page), [], state);
        const across = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(across <= options.viewport.width, `${state}: ${across} px wide`);
        if (screen !== "wide" && screen !== "large") assert.deepEqual(await smallTargets(page), [], state);
      }
    });
  }
}

for (const [screen, options] of Object.entries(screens)) {
  test(`forced colours: ${screen}`, async (t) => {
    const page = await open(t, { ...options, forcedColors: "active" });
    await fullSpeed(page);
    await finished(page);
    await page.check("input[value=own]");
    await page.waitForSelector("#own .pad");
    await finished(page);
    await page.screenshot({ path: join(screenshots, `forced-${screen}.png`), fullPage: screen === "phone" });
    assert.deepEqual(await findings(page), []);
  });

  test(`less motion: ${screen}`, async (t) => {
    const page = await open(t, { ...options, reducedMotion: "reduce" });
    await finished(page);
    await page.waitForFunction(() => document.getElementById("samples")?.dataset.rows === "16");
    await page.screenshot({ path: join(screenshots, `stills-${screen}.png`) });
    assert.equal(await page.textContent("#play span"), "Play");
    assert.deepEqual(await findings(page), []);
  });

  test(`printed: ${screen}`, async (t) => {
    const page = await open(t, options);
    await fullSpeed(page);
    await finished(page);
    await page.emulateMedia({ media: "print" });
    await page.screenshot({ path: join(screenshots, `print-${screen}.png`), fullPage: true });
    assert.equal(await page.isVisible("#play"), false);
    assert.equal(await page.isVisible("#r-heat"), true);
  });
}

test("by keyboard alone: every control is reached in order, and none traps the focus", async (t) => {
  const page = await open(t, { query: "#v=1&scene=own" });
  await page.waitForSelector("#own .pad");
  await page.waitForFunction(() => Number(document.getElementById("r-time")?.textContent) > 4.9);
  /** @type {string[]} */
  const reached = [];
  for (let k = 0; k < 120; k++) {
    await page.keyboard.press("Tab");
    const where = await page.evaluate(() => {
      const e = /** @type {HTMLElement} */ (document.activeElement);
      const box = e.getBoundingClientRect();
      const seen = getComputedStyle(e).outlineStyle !== "none" || e.closest("label") !== null;
      return e === document.body ? "" : `${e.id || e.className || e.tagName}${box.width > 0 && seen ? "" : " unseen"}`;
    });
    if (where === "") break;
    reached.push(where);
  }
  assert.deepEqual(
    reached.filter((name) => name.endsWith("unseen")),
    [],
  );
  const order = [
    "share",
    "samples",
    "scrub",
    "play",
    "count",
    "tab-setup",
    "pad",
    "own-letters",
    "p-trainer",
    "search",
  ];
  const places = order.map((id) => reached.indexOf(id));
  assert.ok(!places.includes(-1), `${order.filter((_, i) => places[i] < 0)} of ${reached}`);
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
    `${reached}`,
  );
});

test("where storage is refused the page works and says what is not kept", async (t) => {
  const page = await open(t, {
    before: (p) =>
      p.addInitScript(() => {
        Object.defineProperty(globalThis, "localStorage", {
          get() {
            throw new DOMException("refused", "SecurityError");
          },
        });
      }),
  });
  await fullSpeed(page);
  await finished(page);
  await page.click("#theme");
  assert.equal(await page.getAttribute("html", "data-theme"), "light");
  assert.match((await page.getAttribute("#theme", "title")) ?? "", /refuses to store/);
  assert.ok((await text(page, "r-print")).length > 10);
});
