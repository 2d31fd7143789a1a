// What a reader opens: every panel of the inspector, the dialog for authors, the completing scene and the page
// that explains, on four screens in both themes and languages: axe, overflow, size of targets, and a picture of
// each to look at in tests/screenshots/. Then what a screen reader is told while a run goes on.

import { strict as assert } from "node:assert";
import { join } from "node:path";
import { test } from "node:test";
import { findings, finished, fullSpeed, open, screenshots, smallTargets } from "../browser.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {"light" | "dark"} Scheme */

const screens = {
  wide: { viewport: { width: 1280, height: 800 }, language: "en", colorScheme: /** @type {Scheme} */ ("dark") },
  phone: {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    language: "de",
    colorScheme: /** @type {Scheme} */ ("light"),
  },
  landscape: {
    viewport: { width: 740, height: 360 },
    hasTouch: true,
    language: "en",
    colorScheme: /** @type {Scheme} */ ("light"),
  },
  zoomed: {
    viewport: { width: 640, height: 400 },
    deviceScaleFactor: 2,
    language: "de",
    colorScheme: /** @type {Scheme} */ ("dark"),
  },
};
const panels = ["charts", "heat", "ledger", "couplings", "inside", "paths", "energy", "checks", "receipt"];

/** @param {Page} page @param {string} language */
async function speak(page, language) {
  await page.selectOption("#language", language);
  await page.waitForFunction((code) => document.documentElement.lang === code, language);
}

/** Nothing is measured any more. @param {Page} page @param {string} panel */
const still = (page, panel) =>
  page.waitForFunction(
    (name) => {
      const region = document.querySelector(`.panel.${name}`);
      const bars = [...(region?.querySelectorAll("progress") ?? [])];
      return (region?.children.length ?? 0) > 1 && bars.every((bar) => bar.hidden);
    },
    panel,
    { timeout: 90_000 },
  );

/** @param {Page} page @param {string} what @param {string} screen @param {number} width */
async function fits(page, what, screen, width) {
  await page.screenshot({ path: join(screenshots, `${what}-${screen}.png`), fullPage: screen === "phone" });
  assert.deepEqual(await findings(page), [], what);
  const across = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(across <= width, `${what}: ${across} px wide`);
  if (screen !== "wide") assert.deepEqual(await smallTargets(page), [], what);
}

for (const [screen, { language, ...options }] of Object.entries(screens)) {
  const { width } = options.viewport;

  test(`every panel is accessible and fits: ${screen}`, async (t) => {
    const page = await open(t, options);
    await fullSpeed(page);
    await finished(page);
    await speak(page, language);
    for (const panel of panels) {
      await page.click(`[data-panel=${panel}]`);
      await page.waitForSelector(`.panel.${panel} > :nth-child(2)`, { state: "attached" });
      await still(page, panel);
      await page.$eval(`.panel.${panel}`, (e) => e.scrollIntoView());
      await fits(page, `panel-${panel}`, screen, width);
    }
  });

  test(`the completing scene is accessible and fits: ${screen}`, async (t) => {
    const page = await open(t, { ...options, query: "#v=1&scene=complete&iterations=1&each=3" });
    await fullSpeed(page);
    await finished(page);
    await speak(page, language);
    await page.$eval("#completing", (e) => e.scrollIntoView());
    await fits(page, "completing", screen, width);
  });
}

test("while a run goes on, a screen reader is told of it a few times, politely, in one place", async (t) => {
  const page = await open(t);
  await page.evaluate(() => {
    const told = /** @type {string[]} */ ([]);
    Object.assign(window, { told });
    const regions = document.querySelectorAll("[aria-live], [role=status], [role=alert], [role=log]");
    for (const region of regions)
      new MutationObserver(() => told.push(`${region.id}: ${region.textContent}`)).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
  });
  await finished(page);
  const told = await page.evaluate(() => /** @type {any} */ (window).told);
  assert.ok(told.length >= 1 && told.length <= 6, told.join("\n"));
  assert.ok(
    told.every((/** @type {string} */ words) => words.startsWith("live: ")),
    told.join("\n"),
  );
  assert.match(told.at(-1), /at the end: mean likeness .* kT of heat emitted/);
});

test("a lab that vanishes without a word is missed, told, and started again when asked", async (t) => {
  const page = await open(t, { complaints: true });
  await fullSpeed(page);
  await finished(page);
  const coming = page.waitForEvent("worker");
  await page.click("[data-panel=checks]");
  const lab = await coming;
  await still(page, "checks");
  await page.click(".panel.checks .measure button");
  await lab.evaluate(() => setTimeout(() => self.close()));
  await page.waitForFunction(
    () => document.querySelector(".panel.checks .measure .note")?.textContent?.includes("it stopped answering"),
    null,
    { timeout: 60_000 },
  );
  assert.equal(await page.textContent(".panel.checks .verdict"), "");
  await page.click(".panel.checks .measure button");
  await page.waitForFunction(
    () => /^All \d+ rows pass/.test(document.querySelector(".panel.checks .verdict")?.textContent ?? ""),
    null,
    { timeout: 60_000 },
  );
});
