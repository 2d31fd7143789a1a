// Settings: every row of the one table has a control; bad values are told apart and named.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import words from "../../www/built/labels.js";
import table from "../../www/built/parameters.js";
import { parse } from "../../www/link/link.js";
import { presetSettings, restartBetween } from "../../www/link/settings.js";
import { speak } from "../../www/texts.js";
import { complete, enter, finished, fullSpeed, open, text } from "./browser.mjs";
import "./grammar.mjs";

/** @typedef {import("../../www/link/settings.js").Parameter} Parameter */
const rows = /** @type {Parameter[]} */ (/** @type {unknown} */ (table));
/** @param {Parameter} p @returns {{label: string, help: string}} */
const said = ({ name }) => /** @type {Record<string, {label: string, help: string}>} */ (words)[name];
await speak("later", "parameters");

test("every default of the table is accepted as it is printed", () => {
  for (const p of rows) assert.deepEqual(parse(p, String(p.default)), { value: p.default, error: "" });
});

test("values outside the range are refused with the range", () => {
  for (const p of rows.filter((row) => row.kind === "number" || row.kind === "integer")) {
    for (const raw of ["", "abc", "NaN", "1e999", String((p.min ?? 0) - 1)]) {
      const { value, error } = parse(p, raw);
      assert.equal(value, null, `${p.name} = ${raw}`);
      assert.match(error, new RegExp(`^${said(p).label} must be .*from`));
    }
  }
});

test("a change restarts the latest phase that needs it", () => {
  const before = presetSettings("quick");
  assert.equal(restartBetween(before, { ...before }), "nothing");
  assert.equal(restartBetween(before, { ...before, samples: 4 }), "generation");
  assert.equal(restartBetween(before, { ...before, samples: 4, kt: 0.2 }), "training");
});

test("the page has a named, described control for every row", async (t) => {
  const page = await open(t);
  await complete(page);
  for (const p of rows) {
    assert.ok((await text(page, `p-${p.name}-help`)).includes(said(p).help), p.name);
    const label = await page.textContent(`label[for=p-${p.name}]`);
    assert.ok(label?.startsWith(said(p).label), p.name);
  }
});

test("a bad value is explained at its field and changes nothing; a good one acts", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  const before = await text(page, "r-print");
  await enter(page, "kt", "minus one");
  assert.match(await text(page, "p-kt-problem"), /must be from 0 .*minus one/);
  assert.equal(await page.getAttribute("#p-kt", "aria-invalid"), "true");
  assert.equal(await text(page, "r-print"), before);
  await enter(page, "kt", "0.1");
  assert.equal(await text(page, "p-kt-problem"), "");
  await enter(page, "samples", "9");
  await page.waitForFunction(() => document.getElementById("samples")?.dataset.columns === "3");
  await finished(page);
  assert.match(await text(page, "caption"), /^9 samples/);
});

test("an error of the core appears at its field and on the stage", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  await enter(page, "generate_time", "0.001");
  await page.waitForFunction(() => document.getElementById("p-generate_dt-problem")?.textContent);
  assert.match(await text(page, "p-generate_dt-problem"), /generate_dt/);
  await enter(page, "generate_time", "1");
  await page.waitForFunction(() => document.getElementById("p-generate_dt-problem")?.textContent === "");
  await finished(page);
});

test("the seed is the seed used: the same one gives the same bits, a fresh one others", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  const before = await text(page, "r-print");
  const seed = await text(page, "r-seed");
  await page.click("#fresh");
  await page.waitForFunction((s) => document.getElementById("r-seed")?.textContent !== s, seed);
  await finished(page);
  assert.notEqual(await text(page, "r-print"), before);
  await enter(page, "seed", seed);
  await page.waitForFunction(() => document.getElementById("r-replay")?.textContent?.includes("same bits"));
  assert.equal(await text(page, "r-print"), before);
});

test("what is typed into one field outlives a change of another", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  await complete(page);
  await page.evaluate(async () => {
    const field = (/** @type {string} */ name) =>
      /** @type {HTMLInputElement} */ (document.getElementById(`p-${name}`));
    const type = (/** @type {string} */ name, /** @type {string} */ value) => {
      field(name).focus();
      field(name).value = value;
    };
    type("seed", "2");
    field("seed").dispatchEvent(new Event("change"));
    type("iterations", "3"); // before the page has drawn the change of the seed
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    field("iterations").dispatchEvent(new Event("change"));
  });
  await page.waitForFunction(() => document.getElementById("train-note")?.textContent?.endsWith(" 3 iterations."));
  assert.equal(await page.inputValue("#p-seed"), "2");
  assert.equal(await page.inputValue("#p-iterations"), "3");
});

test("a change made while the one before has not begun wins", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  await complete(page);
  await page.evaluate(() => {
    for (const [name, value] of Object.entries({ seed: "2", iterations: "4", kt: "0.2", samples: "4" })) {
      const field = /** @type {HTMLInputElement} */ (document.getElementById(`p-${name}`));
      field.value = value;
      field.dispatchEvent(new Event("change"));
    }
  });
  await page.waitForFunction(() => document.getElementById("train-note")?.textContent?.endsWith(" 4 iterations."));
  await page.waitForFunction(() => document.getElementById("caption")?.textContent?.startsWith("4 samples at the end"));
  const late = await text(page, "r-print");
  await page.evaluate(() => {
    for (const [name, value] of Object.entries({ seed: "1", iterations: "20" })) {
      const field = /** @type {HTMLInputElement} */ (document.getElementById(`p-${name}`));
      field.value = value;
      field.dispatchEvent(new Event("change"));
    }
  });
  await page.waitForFunction(() => document.getElementById("train-note")?.textContent?.endsWith(" 20 iterations."));
  await enter(page, "seed", "2");
  await enter(page, "iterations", "4");
  await page.waitForFunction((print) => document.getElementById("r-print")?.textContent === print, late);
});

test("the trainer and six parameters stand first; a search finds the others by name and explanation", async (t) => {
  const page = await open(t);
  await complete(page);
  const first = ["trainer", "iterations", "hidden", "generate_kt", "generate_time", "samples", "seed"];
  const shown = () =>
    page.$$eval(".parameter label", (labels) =>
      labels
        .filter((label) => label.checkVisibility({ contentVisibilityAuto: true }))
        .map((label) => label.getAttribute("for")),
    );
  const names = first.map((name) => `p-${name}`);
  assert.deepEqual(await shown(), names);
  await page.fill("#search", "mobil");
  assert.equal(await page.isVisible("#p-mobility"), true);
  assert.equal(await page.isVisible("#p-j2"), false);
  await page.fill("#search", "");
  assert.equal(await page.isVisible("#p-mobility"), false);
  assert.deepEqual(await shown(), names);
});

test("tabs answer to arrow keys and have one stop of the tab key", async (t) => {
  const page = await open(t);
  await page.focus("#tab-setup");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.isVisible("#knobs"), true);
  assert.equal(await page.isVisible("#scenes"), false);
  await page.keyboard.press("End");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "tab-trust");
  assert.equal(await page.locator("[role=tab][tabindex='0']").count(), 1);
});
