// Iterations as a slider: the same samples through the course of the training; the optimum it nears.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { enter, finished, fullSpeed, meanBestOverlap, open, text } from "./browser.mjs";

/** Moves the slider as a key would. @param {import("playwright-core").Page} page @param {string} key */
async function slide(page, key) {
  await page.focus("#iteration");
  await page.keyboard.press(key);
}

test("the slider moves the same samples from the untrained computer to the trained one", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  const end = await text(page, "r-print");
  const trained = await meanBestOverlap(page);
  await slide(page, "Home");
  await page.waitForFunction((print) => document.getElementById("r-print")?.textContent !== print, end);
  await finished(page);
  assert.equal(await page.inputValue("#p-iterations"), "0");
  assert.match(await text(page, "train-note"), /after 0 of 20 iterations/);
  assert.ok((await meanBestOverlap(page)) < 0.3);
  await slide(page, "ArrowRight");
  await slide(page, "ArrowRight");
  await page.waitForFunction(() => document.getElementById("train-note")?.textContent?.includes("after 2 of 20"));
  await finished(page);
  const two = await text(page, "r-print");
  assert.ok((await meanBestOverlap(page)) > 0.3);
  await slide(page, "End");
  await page.waitForFunction((print) => document.getElementById("r-print")?.textContent === print, end);
  assert.ok(Math.abs((await meanBestOverlap(page)) - trained) < 1e-9);

  // A training of two iterations alone has the same bits.
  const before = await text(page, "r-model");
  await enter(page, "seed", "2");
  // Only when the model differs are the first training's models gone.
  await page.waitForFunction((before) => {
    const note = document.getElementById("train-note")?.textContent ?? "";
    return document.getElementById("r-model")?.textContent !== before && note.endsWith(" 20 iterations.");
  }, before);
  await finished(page);
  await enter(page, "iterations", "2");
  await page.waitForFunction(() => document.getElementById("train-note")?.textContent?.includes("after 2 of 20"));
  await finished(page);
  await enter(page, "seed", "1");
  await page.waitForFunction(() => document.getElementById("train-note")?.textContent?.endsWith(" 2 iterations."));
  await page.waitForFunction((print) => document.getElementById("r-print")?.textContent === print, two);
});

test("where no models were kept the slider trains again", async (t) => {
  const page = await open(t);
  await page.waitForSelector("#iteration:enabled");
  const before = await text(page, "r-model");
  await page.selectOption("#p-trainer", "sgd");
  // The model differs once the new trainer is done.
  await page.waitForFunction((before) => {
    const note = document.getElementById("train-note")?.textContent ?? "";
    return document.getElementById("r-model")?.textContent !== before && note.endsWith(" 20 iterations.");
  }, before);
  await page.waitForSelector("#iteration:enabled");
  await page.waitForFunction(() => {
    const { value, max } = /** @type {HTMLInputElement} */ (document.getElementById("iteration"));
    return value === "20" && max === "20"; // all are done, and the thumb says so
  });
  await slide(page, "ArrowLeft");
  await page.waitForFunction(() => document.getElementById("train-note")?.textContent?.endsWith(" 19 iterations."));
});

test("the optimum is drawn and named on the loss chart", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  await page.waitForFunction(() => document.getElementById("loss")?.textContent?.includes("optimum"));
  const words = (await page.getAttribute("#loss", "aria-label")) ?? "";
  const [, now, best] = /, ([−\d.]+) now; the optimum is ([−\d.]+)/.exec(words) ?? [];
  assert.ok(Number(best.replace("−", "-")) <= Number(now.replace("−", "-")), words);
});
