// Many digits: classes asked for by a button, an early stop, an erased digit completed.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { classMeans, correlation } from "../../www/means.js";
import { Completion } from "../../www/session/completion.js";
import { Conditioning } from "../../www/session/conditioning.js";
import { enter, finished, fullSpeed, open, text } from "./browser.mjs";

test("a class is shown by the mean of its images", () => {
  const { labels, means } = classMeans(new Uint8Array([0, 2, 9, 9, 4, 6]), new Uint8Array([7, 3, 7]));
  assert.deepEqual([...labels], [3, 7]);
  assert.deepEqual([...means], [9, 9, 2, 4]);
  assert.ok(Math.abs(correlation([1, 2, 3], [2, 4, 6]) - 1) < 1e-12);
  assert.ok(Number.isNaN(correlation([1, 1], [0, 1])));
});

test("the class of a sample depends on its global index alone", () => {
  const conditioning = new Conditioning();
  const set = /** @type {import("../../www/data.js").PatternSet} */ ({ source: "mnist", names: ["1", "0", "5"] });
  assert.deepEqual([...conditioning.classes(set, 0, 4)], [0, 1, 5, 0]);
  assert.deepEqual([...conditioning.classes(set, 4, 2)], [1, 5]);
  conditioning.asked = 5;
  assert.deepEqual([...conditioning.classes(set, 4, 2)], [5, 5]);
});

test("what is left of a digit is held, what is restored is held against the truth", () => {
  const puzzle = new Completion({ label: 1, pixels: new Uint8Array([0, 255, 255, 0]), width: 2, height: 2 });
  assert.deepEqual([...puzzle.erased], [0, 0, 1, 1]);
  const { mask, values } = puzzle.clamp(0.5, 0);
  assert.deepEqual([...mask], [1, 1, 0, 0]);
  assert.deepEqual([...values], [-0.5, 0.5, 0.5, -0.5]);
  assert.deepEqual([...puzzle.clamp(0.5, 0.25).values], [-0.25, 0.75, 0.75, -0.25]);
  const frame = /** @type {any} */ ({ pixels: new Uint8Array([0, 0, 9, 1, 0, 0, 1, 9]), heat: new Float64Array(2) });
  assert.ok(Math.abs(puzzle.score(frame).each) < 1e-12);
  puzzle.erase("left");
  assert.deepEqual([...puzzle.erased], [1, 0, 1, 0]);
  puzzle.erase("none");
  assert.equal(puzzle.count, 0);
});

test("a training is stopped early, and the class asked for is in the bits", async (t) => {
  const page = await open(t, { query: "#v=4&scene=classes" });
  await fullSpeed(page);
  await page.waitForFunction(
    () => /iteration ([2-9]|\d\d)/.test(document.getElementById("train-note")?.textContent ?? ""),
    null,
    { timeout: 60_000 },
  );
  await page.click("#halt");
  await page.waitForSelector("#classes button");
  assert.ok(Number(await page.inputValue("#p-iterations")) < 60, "the settings say what was learned");
  await enter(page, "samples", "10");
  await enter(page, "generate_time", "0.3");
  await enter(page, "cool", "0.2");
  const ended = () =>
    page.waitForFunction(() =>
      document.getElementById("caption")?.textContent?.startsWith("10 samples at the end, cooled"),
    );
  await ended();
  const each = await text(page, "r-print");
  assert.match(await text(page, "r-cooling"), /kT in the final cooling/);
  assert.match(await text(page, "asking-note"), /reads \d+ of 10 samples as the class asked for/);
  await page.click("#classes [data-class='7']");
  await page.waitForSelector("#classes [data-class='7'][aria-pressed=true]");
  await page.waitForFunction((print) => document.getElementById("r-print")?.textContent !== print, each);
  await ended();
  assert.notEqual(await text(page, "r-print"), each);
  await page.click("#classes [data-class='each']");
  await page.waitForFunction(() => document.getElementById("r-replay")?.textContent?.includes("same bits"));
  assert.equal(await text(page, "r-print"), each);
});

test("a training stopped before its first iteration can be started again", async (t) => {
  const page = await open(t);
  await page.waitForSelector("#play:enabled");
  await enter(page, "trainer", "sgd").catch(() => page.selectOption("#p-trainer", "sgd"));
  await enter(page, "iterations", "1000");
  await enter(page, "dt", "0.000001");
  await page.waitForFunction(() => document.getElementById("veil-note")?.textContent?.includes("Press Play to begin"));
  await page.click("#play");
  await page.click("#halt");
  await page.waitForFunction(() => document.getElementById("veil-title")?.textContent === "Stopped");
  await page.click("#play");
  await page.waitForFunction(() => document.getElementById("veil-title")?.textContent === "Learning");
});

test("an erased half is restored better than noise, and other parts can be erased", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await page.check("input[value=complete]");
  const note = () => text(page, "completing-note");
  const said = (/** @type {string} */ words) =>
    page.waitForFunction((w) => document.getElementById("completing-note")?.textContent?.includes(w), words, {
      timeout: 90_000,
    });
  await page.waitForFunction(
    () => document.getElementById("train-note")?.textContent?.includes("784 pixels, 0 hidden"),
    null,
    {
      timeout: 90_000,
    },
  );
  await finished(page, 90_000);
  const score = Number(/by \+?([−\d.]+) each/.exec(await note())?.[1].replace("−", "-"));
  assert.ok(score > 0.4, await note());
  assert.match(await note(), /^392 of 784 pixels of an unseen 0 erased/);
  await page.focus("#erase [data-part=left]");
  await page.keyboard.press("Enter");
  await finished(page, 90_000);
  await page.click("#erase [data-part=none]");
  await said("Nothing is erased");
  const box = await page.locator("#given").boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction(() => /^\d\d of 784/.test(document.getElementById("completing-note")?.textContent ?? ""));
  await page.click("#next-digit");
  await said("392 of 784 pixels of an unseen 7");
});
