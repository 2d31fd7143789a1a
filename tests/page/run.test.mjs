// The page as a first visitor meets it: it learns, generates, pauses, scrubs and replays.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { enter, finished, fullSpeed, meanBestOverlap, open, text } from "./browser.mjs";

test("opens, learns and makes the training images out of noise, without a click", async (t) => {
  const page = await open(t);
  await page.waitForFunction(() => document.getElementById("r-print")?.textContent !== "–");
  // The first run may have ended already; then it stands still and there is nothing to pause.
  await page.evaluate(() => {
    const play = document.getElementById("play");
    if (play?.textContent?.includes("Pause")) play.click();
  });
  await page.focus("#scrub");
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.getElementById("r-time")?.textContent === "0.000");
  assert.ok((await meanBestOverlap(page)) < 0.3, "the start is noise");
  await fullSpeed(page);
  await page.click("#play");
  await finished(page);
  const overlap = await meanBestOverlap(page);
  assert.ok(overlap >= 0.6, `mean best overlap ${overlap}`);
  const claimed = Number((await text(page, "r-overlap")).replace("−", "-"));
  assert.ok(Math.abs(claimed - overlap) < 0.15, `the page says ${claimed}, its pixels say ${overlap}`);
  assert.match(await text(page, "r-heat"), /^[\d\u2009.]+$/);
  assert.match(await text(page, "train-note"), /Learned in .* on your device/);
});

test("an untrained computer makes nothing", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  const trained = await text(page, "r-print");
  await enter(page, "iterations", "0");
  await page.waitForFunction(() => document.getElementById("train-note")?.textContent?.includes("after 0 of 20"));
  await page.waitForFunction((print) => document.getElementById("r-print")?.textContent !== print, trained);
  await finished(page);
  const overlap = await meanBestOverlap(page);
  assert.ok(overlap < 0.3, `mean best overlap ${overlap}`);
});

test("pause answers at once, steps go both ways, and reset replays the same bits", async (t) => {
  const page = await open(t);
  await page.waitForFunction(() => Number(document.getElementById("r-time")?.textContent) > 0.1);
  const paused = await page.evaluate(async () => {
    const step = () => document.getElementById("r-step")?.textContent;
    document.getElementById("play")?.click();
    await new Promise((done) => setTimeout(done, 100));
    const soon = step();
    await new Promise((done) => setTimeout(done, 500));
    return { soon, late: step() };
  });
  assert.equal(paused.soon, paused.late);
  await page.click("#back");
  await page.waitForFunction((s) => document.getElementById("r-step")?.textContent !== s, paused.late);
  const earlier = await text(page, "r-print");
  await page.click("#forth");
  await page.waitForFunction((s) => document.getElementById("r-step")?.textContent === s, paused.late);
  assert.notEqual(await text(page, "r-print"), earlier);

  await fullSpeed(page);
  await page.click("#play");
  await finished(page);
  const end = await text(page, "r-print");
  await page.click("#replay");
  await page.waitForFunction(() => document.getElementById("r-replay")?.textContent?.includes("same bits"));
  await finished(page);
  assert.equal(await text(page, "r-print"), end);
  await page.click("#more");
  await page.waitForFunction((s) => document.getElementById("r-print")?.textContent !== s, end);
  await finished(page);
  assert.notEqual(await text(page, "r-print"), end, "other samples have other bits");
});

test("training pauses and goes on", async (t) => {
  const page = await open(t);
  await page.waitForSelector("#play:enabled");
  await enter(page, "iterations", "20000");
  const note = () => text(page, "train-note");
  await page.waitForFunction(() => /iteration [1-9]/.test(document.getElementById("train-note")?.textContent ?? ""));
  await page.click("#play");
  await page.waitForTimeout(100);
  const held = await note();
  await page.waitForTimeout(400);
  assert.match(held, /^Paused/);
  assert.equal(await note(), held);
  await page.click("#play");
  await page.waitForFunction(() => document.getElementById("train-note")?.textContent?.startsWith("Learning"));
});

test("the scrubber computes ahead of what was shown", async (t) => {
  const page = await open(t);
  await page.waitForFunction(() => Number(document.getElementById("r-time")?.textContent) > 0);
  await page.click("#play");
  await page.focus("#scrub");
  await page.keyboard.press("End");
  await finished(page);
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.getElementById("r-time")?.textContent === "0.000");
});

test("three MNIST digits are one click away, and other patterns can be chosen", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await page.check("input[value=digits]");
  await page.waitForFunction(() => document.getElementById("train-note")?.textContent?.includes("784 pixels"), null, {
    timeout: 120_000,
  });
  await finished(page, 120_000);
  const overlap = await meanBestOverlap(page);
  assert.ok(overlap >= 0.6, `mean best overlap ${overlap}`);
  await page.check("input[value=glyphs]");
  await page.click("summary:text('Choose patterns')");
  await page.click("#chips [data-name='7']");
  await page.waitForFunction(() => document.querySelectorAll("#patterns canvas").length === 4);
  await finished(page);
});

test("negative heat is drawn below a line of zero, and both scales of the chart are labelled", async (t) => {
  const page = await open(t, { query: "#v=1&iterations=0&generate_kt=3" });
  await fullSpeed(page);
  await finished(page);
  await page.waitForSelector("#curves .zero-line", { state: "attached" }); // a line without height is never "visible"
  assert.match(await text(page, "r-heat"), /^−/);
  const { below, left, right } = await page.$eval("#curves", (curves) => {
    const zero = curves.querySelector(".zero-line")?.getBoundingClientRect();
    const curve = curves.querySelector(".curve.ink-heat")?.getBoundingClientRect();
    const words = (/** @type {string} */ side) => [...curves.querySelectorAll(`.${side}`)].map((e) => e.textContent);
    return { below: (curve?.bottom ?? 0) > (zero?.bottom ?? 0) + 5, left: words("left"), right: words("right") };
  });
  assert.ok(below);
  assert.ok(left.includes("0") && left.some((word) => word?.startsWith("−")), `${left}`);
  assert.ok(right.length >= 2, `${right}`);
});

test("the speed is the reader's: nothing else changes it", async (t) => {
  const page = await open(t, { loop: true });
  const speed = () => page.inputValue("#speed");
  assert.equal(await speed(), "1");
  await page.waitForFunction(() => Number(document.getElementById("r-time")?.textContent) > 0.5);
  assert.equal(await speed(), "1");
  await finished(page);
  await page.waitForFunction(() => Number(document.getElementById("r-time")?.textContent) < 4);
  assert.equal(await speed(), "1");
});
