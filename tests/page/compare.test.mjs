// Two settings side by side: the same noise, one difference, both held against each other.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { eventOf, firstDifference } from "../../www/link/events.js";
import { enter, finished, fullSpeed, open, text } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page @param {string} name @param {string} value */
async function beside(page, name, value) {
  if (!(await page.$("#differs"))) await page.click("#compare");
  await page.selectOption("#differs", name);
  await page.fill("#differs-value", value);
  await page.press("#differs-value", "Enter");
}

/** The table's cells once both have come to the end. @param {Page} page */
async function both(page) {
  await finished(page);
  await page.waitForFunction(() =>
    /^At time [57]\.00 /.test(document.querySelector("#comparison .note")?.textContent ?? ""),
  );
  return page.$$eval("#comparison td.num", (cells) => cells.map((cell) => cell.textContent ?? ""));
}

/** Whether the two stages show the same picture. @param {Page} page */
const samePicture = (page) =>
  page.evaluate(() => {
    const read = (/** @type {string} */ selector) => {
      const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector(selector));
      const small = new OffscreenCanvas(64, 64).getContext("2d");
      small?.drawImage(canvas, 0, 0, 64, 64);
      return String(small?.getImageData(0, 0, 64, 64).data);
    };
    return read("#samples") === read("#second canvas");
  });

test("events are compared by the step up to which they are the same", () => {
  const [a, b, c] = ["10:j2:1", "20:j2:2", "30:j2:3"].map(eventOf);
  assert.equal(firstDifference([a, b], [a, b, c]), 30);
  assert.equal(firstDifference([a, c], [a, b]), 20);
  assert.equal(firstDifference([a], [eventOf("10:j2:1")]), Number.POSITIVE_INFINITY);
});

test("a hotter bath beside the first: the same noise, other heat; it follows, and ends", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  const alone = await text(page, "r-print");
  await beside(page, "generate_kt", "3");
  assert.match((await page.textContent("#comparison .differences")) ?? "", /Generation temperature 3 instead of 1/);
  const cells = await both(page);
  const [heat, other, overlap, blurred] = cells.map((cell) => Number(cell.replace("−", "-").replace("\u2009", "")));
  assert.equal(String(heat), await text(page, "r-heat"));
  assert.ok(Math.abs(other - heat) > 20, `${heat} and ${other} kT`);
  assert.ok(blurred < overlap - 0.05, `${overlap} and ${blurred}`);
  assert.equal(await text(page, "r-print"), alone, "the first one is as it was");
  await page.waitForFunction(() => location.hash === "#v=3&compare=generate_kt:3");
  await enter(page, "samples", "4");
  await page.waitForFunction(
    () => /** @type {HTMLElement} */ (document.querySelector("#second canvas")).dataset.columns === "2",
  );
  await both(page);
  await page.click("#comparison button:text('End the comparison')");
  assert.equal(await page.isVisible("#comparison"), false);
  await page.waitForFunction(() => location.hash === "#v=3&samples=4");
  assert.equal(page.workers().length, 1, "the second computer's worker has ended");
});

test("a difference that changes nothing shows the same bits, and acts reach both", async (t) => {
  const page = await open(t, { query: "#v=1&compare=rate:2" });
  await fullSpeed(page);
  await page.waitForSelector("#second canvas");
  await both(page);
  assert.ok(await samePicture(page), "the exact trainer has no learning rate");
  await page.focus("#live-generate_kt");
  await page.keyboard.press("End");
  await page.waitForSelector("#events li");
  const cells = await both(page);
  assert.equal(cells[0], cells[1]);
  assert.ok(await samePicture(page));
});

test("a difference in training is learned by the second computer alone; a bad one is told", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  await beside(page, "kt", "-4");
  assert.match(await text(page, "differs-problem"), /Thermal energy must be from 0 to 10/);
  await beside(page, "seed", "1");
  assert.match(await text(page, "differs-problem"), /Seed is the same in both/);
  await beside(page, "iterations", "2");
  await both(page);
  assert.equal(await samePicture(page), false);
  assert.equal(await page.inputValue("#p-iterations"), "20");
  await page.focus("#scrub");
  await page.keyboard.press("Home");
  await page.waitForFunction(() =>
    /^At time 0\.00 /.test(document.querySelector("#comparison .note")?.textContent ?? ""),
  );
  assert.ok(await samePicture(page), "both start from the same noise");
});
