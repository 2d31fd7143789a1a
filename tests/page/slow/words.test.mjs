// German everywhere: in every state of the page all that is read or said is in the language that is spoken,
// and nothing overflows a narrow phone. Words are held against the English ones, which must not be there.

import { strict as assert } from "node:assert";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { findings, finished, fullSpeed, open, screenshots, share } from "../browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

const folder = new URL("../../../www/texts/", import.meta.url);

/** @param {string} language @returns {Promise<Record<string, string | {one: string, other: string}>>} */
async function texts(language) {
  const files = readdirSync(new URL(`${language}/`, folder));
  const modules = await Promise.all(files.map((file) => import(new URL(`${language}/${file}`, folder).href)));
  return Object.assign({}, ...modules.map((module) => module.default));
}

const [english, german] = await Promise.all(["en", "de"].map(texts));
const forms = (/** @type {string | {one: string, other: string}} */ entry) =>
  typeof entry === "string" ? [entry] : Object.values(entry);

/** English phrases that German never says, as patterns; short ones must be the whole of what is said. */
const phrases = Object.keys(english)
  .flatMap((key) => forms(english[key]).filter((form) => !forms(german[key]).includes(form)))
  .map((form) => form.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")))
  .filter((parts) => /[a-z]{3}/i.test(parts.join("")))
  .map((parts) => new RegExp(`^\\s*${parts.join(".*?")}\\s*$`, "s"));

/** All that is said: what is seen, and names for those who do not see. @param {Page} page @returns {Promise<string[]>} */
const said = (page) =>
  page.evaluate(() => {
    const words = new Set();
    const foreign = "[lang]:not(html), script, style, noscript, .mono";
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = /** @type {Element} */ (node.parentElement);
      if (parent.checkVisibility() && !parent.closest(foreign) && node.textContent?.trim())
        words.add(node.textContent.trim());
    }
    for (const element of document.querySelectorAll("*")) {
      if (!element.checkVisibility() || element.closest(foreign)) continue;
      if (element.children.length > 0 && element.textContent && !element.querySelector("[lang], .mono"))
        words.add(element.textContent.trim());
      for (const name of [
        "title",
        "aria-label",
        "aria-valuetext",
        "aria-roledescription",
        "placeholder",
        "alt",
        "label",
      ])
        if (element.getAttribute(name)?.trim()) words.add(element.getAttribute(name));
    }
    return [...words];
  });

/** Words that no German sentence here has; parts of names and code that are the same in both are none of them. */
const never =
  /\b(the|and|with|without|from|samples?|heat|units?|training image|learn(s|ing|ed)?|please|could not|must be)\b/i;

const names =
  /^(none|copy|projection|class|copy\+class|auto|paper|variance|nearest|all|exact|sgd|online|pm1|unit|l2max)$/;
const quoted = /„[^“]*“|Generative thermodynamic computing|\bunit\b|pm1|variance|copy\+class/g;

/** What of a state is not German, or does not fit. @param {Page} page @param {string} state @returns {Promise<string[]>} */
async function wrong(page, state) {
  const all = (await said(page)).filter((words) => words.length < 500 && !names.test(words));
  assert.ok(all.length > 100, `${state}: ${all.length} words`);
  await page.screenshot({ path: join(screenshots, `german-${state}.png`), timeout: 60_000 });
  const left = all.filter((words) => phrases.some((phrase) => phrase.test(words)));
  const strange = all.filter((words) => never.test(words.replaceAll(quoted, "")));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const problems = [...new Set([...left, ...strange])].map((words) => `${state}: ${words}`);
  return wide > 0 ? [...problems, `${state}: ${wide} px too wide`] : problems;
}

test("every state of the page is German where German is spoken, also on a phone", async (t) => {
  const page = await open(t, { locale: "de", viewport: { width: 360, height: 740 }, hasTouch: true });
  /** @type {string[]} */
  const bad = [];
  await page.waitForFunction(() => document.documentElement.lang === "de");
  await fullSpeed(page);
  await page.waitForFunction(() => document.getElementById("caption")?.textContent?.includes("am Ende"), null, {
    timeout: 60_000,
  });
  for (const details of await page.locator("#parameters details").all()) await details.locator("summary").click();
  await page.click("#hidden-units");
  await page.click("#compare");
  await page.click("#against button:not([type=button])");
  await page.waitForSelector("#comparison .note:not(:empty)");
  bad.push(...(await wrong(page, "first")));
  bad.push(...(await findings(page)));
  await page.fill("#p-kt", "viel");
  await page.press("#p-kt", "Tab");
  await page.fill("#lesion", "x");
  await page.press("#lesion", "Enter");
  bad.push(...(await wrong(page, "errors")));
  for (const tab of ["link", "film", "picture", "embed", "lesson", "data", "cite"]) {
    await share(page, tab);
    bad.push(...(await wrong(page, `share ${tab}`)));
  }
  await page.keyboard.press("Escape");
  for (const panel of await page.locator("#inspector [data-panel]").all()) {
    const name = (await panel.getAttribute("data-panel")) ?? "";
    await page.click(`[data-panel=${name}]`);
    await page.waitForSelector(`section.panel.${name} :is(table, canvas, svg, li, button)`, { timeout: 60_000 });
    await page.waitForTimeout(2000);
    bad.push(...(await wrong(page, name)));
  }
  await page.click("#scenes [value=own]");
  await page.waitForSelector("#own canvas");
  bad.push(...(await wrong(page, "own")));
  assert.deepEqual(bad, []);
});

test("what was said in English is said in German after the switch, in a panel too", async (t) => {
  const page = await open(t);
  /** @type {string[]} */
  const bad = [];
  await fullSpeed(page);
  await finished(page);
  for (const panel of ["charts", "heat", "ledger", "couplings", "inside", "paths", "energy", "checks", "receipt"]) {
    await page.click(`#inspector [data-panel=${panel}]`);
    await page.waitForSelector(`section.panel.${panel} :is(table, canvas, svg, li, button)`, { timeout: 60_000 });
    await page.waitForTimeout(2000);
    await page.selectOption("#language", "de");
    await page.waitForFunction(() => document.documentElement.lang === "de");
    await page.waitForTimeout(700);
    bad.push(...(await wrong(page, `switched-${panel}`)));
    await page.selectOption("#language", "en");
    await page.waitForFunction(() => document.documentElement.lang === "en");
  }
  assert.deepEqual(bad, []);
});

for (const state of ["classes", "complete"]) {
  test(`the scene ${state} is German`, async (t) => {
    const page = await open(t, { locale: "de", query: `#v=1&scene=${state}&each=6&iterations=4` });
    await page.waitForFunction(() => document.documentElement.lang === "de");
    await page.waitForFunction(() => /Probe/.test(document.getElementById("caption")?.textContent ?? ""), null, {
      timeout: 60_000,
    });
    assert.deepEqual(await wrong(page, state), []);
  });
}
