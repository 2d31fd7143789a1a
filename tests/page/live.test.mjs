// Changes made while a generation runs: they act, are recorded, and give the same bits again.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { eventOf, eventText, lesionsAt, valueAt, withEvent } from "../../www/link/events.js";
import { enter, finished, fullSpeed, open, text } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** Moves a knob by keys. @param {Page} page @param {string} name @param {string} key @param {number} [times] */
async function turn(page, name, key, times = 1) {
  await page.focus(`#live-${name}`);
  for (let k = 0; k < times; k++) await page.keyboard.press(key);
}

/** @param {Page} page */
const atEnd = (page) =>
  page.waitForFunction(() => / at the end/.test(document.getElementById("caption")?.textContent ?? ""));

/** @param {Page} page */
const acts = (page) => page.$$eval("#acts li", (items) => items.map((item) => item.textContent ?? ""));

test("events are text and back, and a later act forgets what would have come after it", () => {
  const event = { step: 12, name: "clamp", value: "5=0.5" };
  assert.deepEqual(eventOf(eventText(event)), event);
  const [a, b, c] = ["10:j2:1", "20:j2:2", "30:generate_kt:3"].map(eventOf);
  const d = eventOf("20:j2:4");
  assert.deepEqual(withEvent([a, b, c], d), [a, d]);
  const holds = ["5:clamp:1=0", "5:clamp:2=0"].map(eventOf);
  assert.deepEqual(withEvent([holds[0]], holds[1]), holds);
  assert.equal(valueAt([a, b, c], "j2", 19, 7), 1);
  assert.equal(valueAt([a, b, c], "j2", 9, 7), 7);
  const lesions = ["3:lesion:5", "4:lesion:6", "8:restore:5"].map(eventOf);
  assert.deepEqual([lesionsAt(lesions, 4), lesionsAt(lesions, 8)], [[5, 6], [6]]);
});

test("a pixel is held from a step on and let go again, and what is no pixel is refused", async (t) => {
  const page = await open(t);
  await page.waitForFunction(() => Number(document.getElementById("r-time")?.textContent) > 0.4);
  await page.fill("#act-pixel", "196");
  // Pressed before the code of its card is there, it is answered as soon as that is.
  await page.click("#act-holding button[type=submit]");
  await page.waitForFunction(() => document.getElementById("act-problem")?.textContent);
  assert.match(await text(page, "act-problem"), /from 0 to 195; “196”/);
  await page.fill("#act-pixel", "97");
  await page.fill("#act-value", "x");
  await page.click("#act-holding button[type=submit]");
  assert.match(await text(page, "act-problem"), /number from −10 to 10; “x”/);
  await page.fill("#act-value", "−0.5");
  await page.click("#act-holding button[type=submit]");
  await page.waitForFunction(() => Number(document.getElementById("r-time")?.textContent) > 1.2);
  await page.click("#act-release");
  await fullSpeed(page);
  await atEnd(page);
  const [held, released] = await acts(page);
  assert.match(held, /pixel 97 held at −0\.5$/);
  assert.match(released, /pixel 97 let go$/);
  await page.waitForFunction(() => location.hash.endsWith(":release:97"));
  const print = await text(page, "r-print");
  const other = await open(t, { query: `?workers=1${new URL(page.url()).hash}` });
  await fullSpeed(other);
  await atEnd(other);
  assert.equal(await text(other, "r-print"), print);
});

test("a change during a run acts, is listed and in the link, and replays to the same bits with 1 and 2 workers", async (t) => {
  const page = await open(t);
  await page.waitForFunction(() => Number(document.getElementById("r-time")?.textContent) > 0.4);
  await turn(page, "generate_kt", "End");
  await page.waitForSelector("#acts li");
  await page.waitForFunction(() => Number(document.getElementById("r-time")?.textContent) > 1.2);
  await turn(page, "j2", "ArrowRight", 4);
  await fullSpeed(page);
  await atEnd(page);
  const listed = await acts(page);
  assert.match(listed[0], /^t = [\d.]+: Generation temperature 5 kT$/);
  assert.match(listed.at(-1) ?? "", /Quadratic coefficient 1\.2 E₀$/);
  const print = await text(page, "r-print");
  const overlap = Number((await text(page, "r-overlap")).replace("−", "-"));
  assert.ok(overlap < 0.8, `a bath five times as hot blurs the images, ${overlap}`);
  await page.click("#replay");
  await page.waitForFunction(() => document.getElementById("r-replay")?.textContent?.includes("same bits"));
  assert.equal(await text(page, "r-print"), print);
  await page.waitForFunction(() => /:generate_kt:5;.*:j2:1\.2$/.test(location.hash));
  const other = await open(t, { query: `?workers=2${new URL(page.url()).hash}` });
  await fullSpeed(other);
  await atEnd(other);
  assert.match(await text(other, "r-workers"), /2 workers/);
  assert.equal(await text(other, "r-print"), print);
  assert.deepEqual(await acts(other), listed);
});

test("a change after scrubbing back cuts the run off there, and can be taken back", async (t) => {
  const page = await open(t, { query: "?workers=2" });
  await fullSpeed(page);
  await finished(page);
  const before = await text(page, "r-print");
  await page.evaluate(() => {
    const scrub = /** @type {HTMLInputElement} */ (document.getElementById("scrub"));
    scrub.value = "200";
    scrub.dispatchEvent(new Event("input"));
  });
  await page.waitForFunction(() => document.getElementById("r-step")?.textContent === "step 200 of 500");
  await turn(page, "generate_kt", "Home");
  await page.waitForFunction(() => document.querySelector("#acts li")?.textContent?.startsWith("t = 2.00"));
  assert.equal(
    await page.$eval("#scrub", (e) => /** @type {HTMLElement} */ (e).style.getPropertyValue("--recorded")),
    "40%",
  );
  await page.click("#play");
  await atEnd(page);
  assert.notEqual(await text(page, "r-print"), before);
  await page.focus("#undo-acts");
  await page.keyboard.press("Enter");
  assert.equal(
    await page.evaluate(() => document.activeElement?.id),
    "live-generate_kt",
    "the focus stays with the knobs",
  );
  await page.waitForFunction((print) => document.getElementById("r-print")?.textContent === print, before);
  assert.deepEqual(await acts(page), []);
});

test("a change to a run that is over starts it again from noise", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  const before = await text(page, "r-print");
  await turn(page, "j4", "End");
  await page.waitForFunction((print) => document.getElementById("r-print")?.textContent !== print, before);
  await atEnd(page);
  assert.deepEqual(await acts(page), ["t = 0.00: Quartic coefficient 5 E₀"]);
});

test("the number of samples, and the hidden units beside them", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  for (const count of ["1", "64", "4"]) {
    await page.selectOption("#count", count);
    await page.waitForFunction(
      (n) => document.getElementById("caption")?.textContent?.match(`^${n} samples? at the end`),
      count,
    );
    assert.equal(await page.inputValue("#p-samples"), count);
  }
  await enter(page, "samples", "7");
  await page.waitForFunction(() => /** @type {HTMLSelectElement} */ (document.getElementById("count")).value === "7");
  const print = await text(page, "r-print");
  await page.click("#hidden-units");
  await page.waitForFunction(() => document.getElementById("samples")?.dataset.hidden === "10");
  assert.equal(await page.getAttribute("#hidden-units", "aria-pressed"), "true");
  await page.focus("#samples");
  await page.keyboard.press("h");
  await page.waitForFunction(() => document.getElementById("samples")?.dataset.hidden === "0");
  assert.ok(print.length > 0);
});

test("a hidden unit is switched off and on, by a click and by its number", async (t) => {
  const page = await open(t, { query: "#v=1&samples=1" });
  await fullSpeed(page);
  await atEnd(page);
  const before = await text(page, "r-print");
  await page.click("#hidden-units");
  await page.waitForFunction(() => document.getElementById("samples")?.dataset.hidden === "10");
  const spot = await page.$eval("#samples", (canvas) => {
    const { width = "", scale = "" } = /** @type {HTMLElement} */ (canvas).dataset;
    const ratio = /** @type {HTMLCanvasElement} */ (canvas).width / canvas.getBoundingClientRect().width;
    return { x: ((Number(width) - 10 + 3.5) * Number(scale)) / ratio, y: (2.5 * Number(scale)) / ratio };
  });
  await page.click("#samples", { position: spot });
  await page.waitForFunction(() => document.querySelector("#acts li")?.textContent?.endsWith("hidden unit 23"));
  await page.waitForFunction((print) => document.getElementById("r-print")?.textContent !== print, before);
  await atEnd(page);
  await page.fill("#lesion", "128");
  await page.press("#lesion", "Enter");
  assert.match(await text(page, "lesion-problem"), /Hidden unit must be a whole number from 0 to 127; “128”/);
  await page.focus("#scrub");
  await page.keyboard.press("Home");
  await page.fill("#lesion", "23");
  await page.press("#lesion", "Enter");
  await page.waitForFunction(() => document.querySelector("#acts li:last-child")?.textContent?.includes("switched on"));
  await page.click("#play");
  await page.waitForFunction((print) => document.getElementById("r-print")?.textContent === print, before);
});
