// Changes made while a generation runs: they act, are recorded, and give the same bits again.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { eventOf, eventText, lesionsAt, valueAt, withEvent } from "../../www/link/events.js";
import { complete, enter, finished, fullSpeed, open, text } from "./browser.mjs";

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
const listed = (page) => page.$$eval("#events li", (items) => items.map((item) => item.textContent ?? ""));

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

/** Presses the picture of a sample at a place of it, from 0 to 1. @param {Page} page @param {number} x @param {number} y */
async function press(page, x, y) {
  await page.waitForSelector(".stage.touched");
  const position = await page.$eval(
    "#samples",
    (canvas, [x, y]) => {
      const { width = "", height = "", scale = "" } = /** @type {HTMLElement} */ (canvas).dataset;
      const ratio = /** @type {HTMLCanvasElement} */ (canvas).width / canvas.getBoundingClientRect().width;
      const side = (/** @type {string} */ units, /** @type {number} */ at) =>
        (at * Number(units) * Number(scale)) / ratio;
      return { x: side(width, x), y: side(height, y) };
    },
    [x, y],
  );
  await page.click("#samples", { position });
}

test("a hand on the picture holds a disc, lets it go and melts it, with the same bits from the link", async (t) => {
  const page = await open(t);
  await page.waitForFunction(() => Number(document.getElementById("r-time")?.textContent) > 0.4);
  await page.click("#play");
  await complete(page);
  await page.check("input[value=hold]", { force: true });
  await press(page, 0.5, 0.5);
  await page.waitForFunction(() => document.querySelector("#events li")?.textContent?.includes("held the disc 7,7,2"));
  await page.click("#forth");
  await page.click("#let-go");
  await page.waitForSelector("#let-go:disabled");
  await page.click("#forth");
  await page.check("input[value=melt]", { force: true });
  await press(page, 0.25, 0.75);
  await fullSpeed(page);
  await page.click("#play");
  await atEnd(page);
  const [held, released, melted] = await listed(page);
  assert.match(held, /held the disc 7(\.\d)?,7(\.\d)?,2 /);
  assert.match(released, /let the held disc go$/);
  assert.match(melted, /melted the disc 3\.\d,10\.\d,2 /);
  await page.waitForFunction(() => /:hold:7.*;\d+:hold:-1;\d+:melt:3/.test(decodeURIComponent(location.hash)));
  const print = await text(page, "r-print");
  const other = await open(t, { query: `?workers=1${new URL(page.url()).hash}` });
  await fullSpeed(other);
  await atEnd(other);
  assert.equal(await text(other, "r-print"), print);
});

test("a hand does nothing while another tab is shown", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  await complete(page);
  await page.click("#samples", { position: { x: 30, y: 30 } });
  assert.deepEqual(await listed(page), []);
});

test("a change during a run acts, is listed and in the link, and replays to the same bits with 1 and 2 workers", async (t) => {
  const page = await open(t);
  await page.waitForFunction(() => Number(document.getElementById("r-time")?.textContent) > 0.4);
  await turn(page, "generate_kt", "End");
  await page.waitForSelector("#events li");
  await page.waitForFunction(() => Number(document.getElementById("r-time")?.textContent) > 1.2);
  await turn(page, "j2", "ArrowRight", 4);
  await fullSpeed(page);
  await atEnd(page);
  const told = await listed(page);
  assert.match(told[0], /^t = [\d.]+: Generation temperature 5 kT$/);
  assert.match(told.at(-1) ?? "", /Quadratic coefficient 1\.2 E₀$/);
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
  assert.deepEqual(await listed(other), told);
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
  await page.waitForFunction(() => document.querySelector("#events li")?.textContent?.startsWith("t = 2.00"));
  assert.equal(
    await page.$eval("#scrub", (e) => /** @type {HTMLElement} */ (e).style.getPropertyValue("--recorded")),
    "40%",
  );
  await page.click("#play");
  await atEnd(page);
  assert.notEqual(await text(page, "r-print"), before);
  await page.focus("#undo-events");
  await page.keyboard.press("Enter");
  assert.equal(
    await page.evaluate(() => document.activeElement?.id),
    "live-generate_kt",
    "the focus stays with the knobs",
  );
  await page.waitForFunction((print) => document.getElementById("r-print")?.textContent === print, before);
  assert.deepEqual(await listed(page), []);
});

test("a change to a run that is over makes it longer and acts there; taken back, the run ends as before", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  const before = await text(page, "r-print");
  await turn(page, "j4", "End");
  await page.waitForFunction((print) => document.getElementById("r-print")?.textContent !== print, before);
  await atEnd(page);
  assert.deepEqual(await listed(page), ["t = 5.00: Quartic coefficient 5 E₀"]);
  assert.equal(await text(page, "r-step"), "step 700 of 700");
  assert.equal(await page.inputValue("#p-generate_time"), "7");
  await page.click("#undo-events");
  await page.waitForFunction((print) => document.getElementById("r-print")?.textContent === print, before);
  assert.equal(await page.inputValue("#p-generate_time"), "5");
});

test("a run plays again and again, unless that is switched off, which is kept", async (t) => {
  const page = await open(t, { loop: true });
  await fullSpeed(page);
  await finished(page);
  await page.waitForFunction(() => Number(document.getElementById("r-time")?.textContent) < 5);
  await finished(page);
  await page.click("#loop");
  await finished(page);
  await page.waitForFunction(() => document.querySelector("#play span")?.textContent === "Play");
  await page.reload();
  await page.waitForSelector("#loop[aria-pressed=false]");
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
  await complete(page);
  await page.focus("#scrub");
  await page.keyboard.press("Home");
  const spot = await page.$eval("#samples", (canvas) => {
    const { width = "", scale = "" } = /** @type {HTMLElement} */ (canvas).dataset;
    const ratio = /** @type {HTMLCanvasElement} */ (canvas).width / canvas.getBoundingClientRect().width;
    return { x: ((Number(width) - 10 + 3.5) * Number(scale)) / ratio, y: (2.5 * Number(scale)) / ratio };
  });
  await page.click("#samples", { position: spot });
  await page.waitForFunction(() => document.querySelector("#events li")?.textContent?.endsWith("hidden unit 23"));
  await page.click("#play");
  await atEnd(page);
  assert.notEqual(await text(page, "r-print"), before);
  await page.fill("#lesion", "128");
  await page.press("#lesion", "Enter");
  assert.match(await text(page, "lesion-problem"), /Hidden unit must be a whole number from 0 to 127; “128”/);
  await page.focus("#scrub");
  await page.keyboard.press("Home");
  await page.fill("#lesion", "23");
  await page.press("#lesion", "Enter");
  await page.waitForFunction(() =>
    document.querySelector("#events li:last-child")?.textContent?.includes("switched on"),
  );
  await page.click("#play");
  await page.waitForFunction((print) => document.getElementById("r-print")?.textContent === print, before);
});
