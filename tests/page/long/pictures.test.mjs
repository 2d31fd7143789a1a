// The scene Pictures: three pictures in colour are learned and come out of noise, with the bits of native runs; a
// photograph that is dropped is learned in its colours.

import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { visibleHidden } from "../../../www/embed/couplings.js";
import { memoryOf, pairsOf, secondsOf, sideFor, unitsOf } from "../../../www/own/scale.js";
import { ended, finished, fullSpeed, meanBestOverlap, open, share, text } from "../browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

const settings = {
  hidden: 512,
  hidden_couplings: true,
  visible_couplings: "all",
  generate_time: 5,
  cool: 2,
  generate_dt: 0.02,
  samples: 16,
  iterations: 20,
};

test("size and cost are known before", () => {
  assert.equal(unitsOf(64), 12_288);
  assert.equal(pairsOf(12_288, settings), (12_800 * 12_799) / 2);
  assert.equal(pairsOf(10, { ...settings, hidden: 2, visible_couplings: "none", hidden_couplings: false }), 20);
  assert.ok(memoryOf(128, 3, settings) > memoryOf(64, 3, settings));
  assert.ok(secondsOf(64, settings, 2) > secondsOf(64, settings, 1));
  assert.equal(sideFor(settings, 1), 64);
  assert.equal(sideFor(settings, 1e6), 32);
});

/** The mean colour of the middle of the first sample on the stage. @param {Page} page @returns {Promise<number[]>} */
const middle = (page) =>
  page.evaluate(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("samples"));
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
    if (!copy) throw new Error("no canvas");
    copy.drawImage(canvas, 0, 0);
    const side = Number(canvas.dataset.scale) * Number(canvas.dataset.width);
    const { data } = copy.getImageData(Math.round(side * 0.4), Math.round(side * 0.4), 10, 10);
    const mean = (/** @type {number} */ c) => data.filter((_, i) => i % 4 === c).reduce((a, b) => a + b / 100, 0);
    return [0, 1, 2].map(mean);
  });

test("sixteen samples of three pictures end upright and crisp, and one can be asked for", async (t) => {
  const page = await open(t, { query: "#v=3&scene=pictures" });
  await fullSpeed(page);
  await finished(page);
  assert.ok((await meanBestOverlap(page)) >= 0.95, "cooled");
  assert.equal(await text(page, "r-inverted"), "none inverted");
  assert.match(await text(page, "r-cooling"), /kT in the final cooling/);
  await page.waitForSelector("#colour-scale");
  assert.match(await text(page, "colour-scale"), /12.288 \+ 512 units · 82 million couplings, never stored: 6 factors/);
  assert.match(await text(page, "colour-scale"), /about \d+ MB and, on this device, about .* of computing/);
  await page.click("#classes button:has-text('fish')");
  await finished(page);
  await page.waitForFunction(() => document.getElementById("asking-note")?.textContent?.includes("16 of 16"));
  const counts = await page.$$eval("#patterns li span", (all) => all.map(({ textContent }) => textContent));
  assert.deepEqual(counts, ["0 samples", "16 samples", "0 samples"]);
  await page.waitForFunction(() => location.hash === "#v=3&scene=pictures&class=1");
  // Uncooled, the noise is still there, and so is the picture.
  await page.goto(`${page.url().split("#")[0]}#v=3&scene=pictures&cool=0`);
  await page.waitForFunction(() => document.getElementById("r-step")?.textContent?.endsWith("of 250"));
  await finished(page);
  assert.ok((await meanBestOverlap(page)) >= 0.9, "hot");
  assert.equal(await text(page, "r-inverted"), "none inverted");
});

test("a link of pictures ends in the bits of the native run", async (t) => {
  const { runs } = JSON.parse(readFileSync(new URL("../../links.json", import.meta.url), "utf8"));
  const run = runs.find((/** @type {{link: string}} */ { link }) => link.includes("scene=pictures"));
  const page = await open(t, { query: `#${run.link}` });
  await fullSpeed(page);
  assert.equal(await ended(page, run.generation), run.generation);
  assert.match(await text(page, "r-model"), new RegExp(run.model));
});

/** Drops pictures that a canvas draws: on white, a square of each colour in the middle. @param {Page} page @param {string[]} colours */
const drop = (page, ...colours) =>
  page.evaluate(async (all) => {
    const files = new DataTransfer();
    for (const colour of all) {
      const canvas = new OffscreenCanvas(90, 60);
      const context = canvas.getContext("2d");
      if (!context) throw new Error("no canvas");
      context.fillStyle = "#fff";
      context.fillRect(0, 0, 90, 60);
      context.fillStyle = colour;
      context.fillRect(30, 15, 30, 30);
      files.items.add(new File([await canvas.convertToBlob()], `${colour}.png`, { type: "image/png" }));
    }
    dispatchEvent(new DragEvent("drop", { dataTransfer: files, cancelable: true }));
  }, colours);

test("photographs that are dropped, and emoji, are learned in colour; a link leaves them out and says so", async (t) => {
  const page = await open(t, { query: "#v=3&scene=pictures&size=32&samples=4" });
  await fullSpeed(page);
  await finished(page);
  await page.waitForSelector("#colour-scale");
  await drop(page, "red", "blue", "white");
  await page.waitForFunction(() => document.querySelectorAll("#patterns canvas").length === 2);
  assert.match((await page.textContent("#colour .problem")) ?? "", /white\.png: is of one tone/);
  await page.waitForSelector("#classes button:text('blue')");
  await page.click("#classes button:text('blue')");
  await page.waitForFunction(() => document.getElementById("asking-note")?.textContent?.includes("4 of 4"));
  await page.waitForFunction(() => {
    const counts = [...document.querySelectorAll("#patterns li span")].map(({ textContent }) => textContent);
    return counts.join() === "0 samples,4 samples"; // the run before, of each in turn, has 4 of 4 right too
  });
  await finished(page);
  assert.ok((await meanBestOverlap(page)) >= 0.95);
  const [red, green, blue] = await middle(page);
  assert.ok(blue > red + 60 && blue > green + 60, `${[red, green, blue]}`);
  await share(page, "link");
  await page.waitForFunction(() =>
    document.querySelector("#sharing-link .left")?.textContent?.includes("images of a file"),
  );
  assert.equal(await page.isVisible('#sharing-link [data-file="json"]'), true, "a receipt instead");
  await page.keyboard.press("Escape");
  await page.fill("#colour-emoji", "🐟");
  await page.press("#colour-emoji", "Enter");
  await page.waitForFunction(() => document.querySelectorAll("#patterns canvas").length === 3);
  await page.click("#colour button:text('red ×')");
  await page.waitForFunction(() => document.querySelectorAll("#patterns canvas").length === 2);
  await page.click("#colour button:text('The drawn pictures')");
  await page.waitForSelector("#classes button:has-text('balloon')");
});

test("the camera is asked for only on a press, and its refusal is said", async (t) => {
  const before = (/** @type {Page} */ page) =>
    page.addInitScript(() => {
      const media = {
        getUserMedia: () => {
          document.documentElement.dataset.asked = "yes";
          return Promise.reject(new Error("not allowed"));
        },
      };
      Object.defineProperty(navigator, "mediaDevices", { value: media });
    });
  const page = await open(t, { query: "#v=3&scene=pictures&size=32&samples=1", before });
  await page.waitForSelector("#colour-scale");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.asked), undefined);
  await page.click("#colour button:text('Camera')");
  await page.waitForFunction(() => document.querySelector("#colour .problem")?.textContent?.includes("not allowed"));
});

test("couplings in factors are shown as they are: F_v M F_hᵀ", () => {
  const factors = {
    factors_visible: Float32Array.of(1, 2),
    factors_hidden: Float32Array.of(3, 0.5),
    core: Float32Array.of(9, 2, 2, 9),
  };
  const data = /** @type {any} */ ({ couplings_vh: new Float32Array(0), ...factors });
  assert.deepEqual([...visibleHidden(data, 2, 2)], [6, 1, 12, 2]);
  const dense = /** @type {any} */ ({ couplings_vh: Float32Array.of(1, 2, 3, 4) });
  assert.deepEqual([...visibleHidden(dense, 2, 2)], [1, 2, 3, 4]);
});
