// Files of images and labels as people have them: in any order, several at once, cut short, on their side, as .npy.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { complete, fullSpeed, open, ownSays } from "../browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

const u32 = (/** @type {number} */ n) => [n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255];
/** @param {number} kind of its elements @param {number[]} sizes @param {number[]} bytes */
const idx = (kind, sizes, bytes) => Buffer.from([0, 0, kind, sizes.length, ...sizes.flatMap(u32), ...bytes]);

const stripes = (/** @type {number} */ count, side = 28) =>
  idx(
    8,
    [count, side, side],
    Array.from({ length: count * side * side }, (_, i) => (i % side < side / 2 ? 255 : 0)),
  );
const named = (/** @type {string} */ name, /** @type {Buffer} */ buffer) => ({ name, buffer, mimeType: "" });

test("labels find their images, and what is wrong with them is said of labels", async (t) => {
  const page = await open(t, { query: "#v=1&scene=own" });
  await fullSpeed(page);
  await complete(page);
  await page.waitForSelector("#own .pad");
  const choose = (/** @type {{name: string, buffer: Buffer, mimeType: string}[]} */ ...files) =>
    page.setInputFiles("#own input[type=file]", files);
  const wide = idx(
    12,
    [6, 8],
    Array.from({ length: 48 }, (_, i) => (i % 8 === 0 ? [0, 0, 0, i / 8] : [0, 0, 9, 9])).flat(),
  );
  await choose(
    named("test-labels", idx(8, [4], [1, 2, 3, 4])),
    named("qmnist-labels", wide),
    named("train", gzipSync(stripes(6))),
  );
  await ownSays(page, /train: 6 images of 28 × 28, 6 labels/);
  await choose(named("cut", idx(8, [6], [1, 2])));
  await ownSays(page, /cut: .*labels.*cut short|cut: .*labels: /);
  const said = await page.evaluate(() => document.querySelector("#own .problem")?.textContent ?? "");
  assert.doesNotMatch(said, /images have 3/);
  await choose(named("emnist-letters-images", stripes(5)));
  await ownSays(page, /5 images of 28 × 28.*If they lie on their side/);
  const first = () =>
    page
      .locator("#patterns canvas")
      .first()
      .evaluate((/** @type {HTMLCanvasElement} */ canvas) => {
        const copy = new OffscreenCanvas(canvas.width, canvas.height);
        const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
          copy.getContext("2d", { willReadFrequently: true })
        );
        context.drawImage(canvas, 0, 0);
        const at = (/** @type {number} */ x, /** @type {number} */ y) =>
          context.getImageData(x * canvas.width, y * canvas.height, 1, 1).data[0] > 128;
        return [at(0.25, 0.75), at(0.75, 0.25)];
      });
  await page.waitForFunction(() => document.querySelectorAll("#patterns canvas").length > 0);
  assert.deepEqual(await first(), [true, false]);
  await page.click("#own button:text('Turn the images')");
  await page.waitForTimeout(800);
  assert.deepEqual(await first(), [false, true]);
  const head = "{'descr': '|u1', 'fortran_order': False, 'shape': (3, 8, 8), }";
  const padded = `${head.padEnd(117)}\n`;
  const npy = Buffer.concat([
    Buffer.from("\x93NUMPY\x01\x00", "latin1"),
    Buffer.from([118, 0]),
    Buffer.from(padded),
    Buffer.alloc(192, 7),
  ]);
  npy.fill(200, npy.length - 100);
  await choose(named("three.npy", npy));
  await ownSays(page, /three\.npy: 3 images of 8 × 8/);
  await choose(named("one.idx", stripes(2)), named("two.idx", stripes(3)));
  await ownSays(page, /one is learned, one\.idx; not read: two\.idx/);
});
