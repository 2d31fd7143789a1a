// Own data: drawn with a pointer and by keyboard, typed, read from pictures and IDX files; bad files.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { pack, unpack } from "../../www/own/drawing.js";
import { characters, tone } from "../../www/own/raster.js";
import { Sheet } from "../../www/own/sheet.js";
import { speak } from "../../www/texts.js";
import { complete, finished, fullSpeed, meanBestOverlap, open, share, text } from "./browser.mjs";

await speak("later");

/** @typedef {import("playwright-core").Page} Page */

test("a sheet draws lines, undoes, makes room and refuses what does not fit", () => {
  const sheet = new Sheet();
  sheet.mark();
  sheet.stroke([0, 0], [3, 3], 3);
  assert.deepEqual(
    [0, 15, 30, 45].map((i) => sheet.pattern[i]),
    [3, 3, 3, 3],
  );
  sheet.paint(-1, 99, 3);
  sheet.invert();
  assert.equal(sheet.pattern[0], 0);
  sheet.undo();
  sheet.undo();
  assert.ok(!sheet.pattern.some(Boolean));
  const full = new Uint8Array(196).fill(2);
  assert.equal(sheet.add(Array.from({ length: 14 }, () => full)), 12);
  assert.equal(sheet.addBlank(), false);
  assert.equal(sheet.resizeTo(28), false, "twelve of 28 × 28 do not go into a link");
  assert.equal(unpack(sheet.drawing, 14).length, 12);
  for (let k = 0; k < 12; k++) sheet.remove();
  assert.equal(sheet.drawing, "");
  sheet.load(pack([full]), 14);
  assert.ok(sheet.resizeTo(20));
  assert.equal(sheet.pattern.length, 400);
});

test("characters are what a reader sees, and tones are said", () => {
  assert.deepEqual(characters(" aé👩‍👧 "), ["a", "é", "👩‍👧"]);
  const light = Array.from({ length: 64 }, (_, i) => (i === 27 ? 40 : 200));
  const made = tone(light, 8, []);
  assert.deepEqual(made.done.slice(1), [
    "contrast stretched",
    "inverted, as its background is light",
    "reduced to four grey levels",
  ]);
  assert.equal(made.levels[27], 3);
  assert.equal(made.levels[0], 0);
});

/** Opens the scene of own patterns. @param {import("node:test").TestContext} t @param {object} [options] */
async function own(t, options = {}) {
  const page = await open(t, options);
  await fullSpeed(page);
  await page.check("input[value=own]");
  await page.waitForSelector("#own .pad");
  await page.waitForFunction(() => document.querySelectorAll("#own .thumb").length === 2);
  return page;
}

/** @param {Page} page @param {number} count */
const learned = async (page, count) => {
  await page.waitForFunction((n) => document.querySelectorAll("#patterns canvas").length === n, count);
  await finished(page);
};

/** @param {Page} page @param {number} x @param {number} y pixels of the pattern @returns {Promise<{x: number, y: number}>} */
async function spot(page, x, y) {
  await page.locator("#own .pad").scrollIntoViewIfNeeded();
  const box = await page.locator("#own .pad").boundingBox();
  assert.ok(box);
  return { x: box.x + ((x + 0.5) * box.width) / 14, y: box.y + ((y + 0.5) * box.height) / 14 };
}

test("two letters are drawn with a pointer and learned, and travel in the link", async (t) => {
  const page = await own(t);
  for (const _ of [1, 2]) await page.click("#own button:text('Remove')");
  for (const [from, to] of [
    [
      [3, 2],
      [3, 11],
    ],
    [
      [3, 11],
      [10, 11],
    ],
  ]) {
    const [a, b] = [await spot(page, from[0], from[1]), await spot(page, to[0], to[1])];
    await page.mouse.move(a.x, a.y);
    await page.mouse.down();
    await page.mouse.move(b.x, b.y, { steps: 4 });
    await page.mouse.up();
  }
  await page.click("#own [aria-label='Add a pattern']");
  for (const [from, to] of [
    [
      [2, 2],
      [11, 2],
    ],
    [
      [7, 2],
      [7, 12],
    ],
  ]) {
    const [a, b] = [await spot(page, from[0], from[1]), await spot(page, to[0], to[1])];
    await page.mouse.move(a.x, a.y);
    await page.mouse.down();
    await page.mouse.move(b.x, b.y, { steps: 4 });
    await page.mouse.up();
  }
  await learned(page, 2);
  assert.ok((await meanBestOverlap(page)) > 0.6);
  const start = "#v=3&scene=own&draw=";
  const marks = () => {
    const [l, tee] = unpack(new URL(page.url()).hash.replace(start, ""), 14);
    return [l?.[2 * 14 + 3], l?.[11 * 14 + 10], tee?.[2 * 14 + 11], tee?.[12 * 14 + 7]];
  };
  // The address follows a moment after the drawing.
  for (let tries = 0; tries < 100 && marks().some((mark) => mark !== 3); tries++) await page.waitForTimeout(50);
  assert.deepEqual(marks(), [3, 3, 3, 3]);
  const other = await open(t, { query: new URL(page.url()).hash });
  await fullSpeed(other);
  await finished(other);
  await page.waitForFunction(
    (print) => document.getElementById("r-print")?.textContent === print,
    await text(other, "r-print"),
  );
  await other.waitForSelector("#own .thumb");
});

test("a pattern is drawn by keyboard alone, and said", async (t) => {
  const page = await own(t);
  await page.focus("#own [aria-label='Add a pattern']");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.classList.contains("pad"));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("2");
  assert.equal(await page.textContent("#own .desk [role=status]"), "Row 2, column 2: level 2");
  await learned(page, 3);
  await page.waitForFunction(() => location.hash.includes("draw="));
  const drawn = unpack(new URL(page.url()).hash.split("draw=")[1], 14)[2];
  assert.deepEqual([drawn[14], drawn[15]], [3, 2]);
  await page.click("#own button:text('Undo')");
  await page.focus("#own .pad");
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.querySelector("#own .thumb:nth-of-type(3) small")?.textContent === "blank");
});

test("letters are typed, and those that find no room are named", async (t) => {
  const page = await own(t);
  await page.fill("#own-letters", "TX");
  await page.press("#own-letters", "Enter");
  await learned(page, 2); // in place of the examples
  await page.fill("#own-letters", "abcdefghijkl");
  await page.press("#own-letters", "Enter");
  await learned(page, 12);
  assert.match(
    (await page.textContent("#own .problem")) ?? "",
    /2 of 12 found no room: at most 12 patterns of 14 × 14/,
  );
  await page.check("input[value=glyphs]");
  await learned(page, 3);
  await page.check("input[value=own]");
  await learned(page, 12);
  await page.selectOption("#own-size", "28");
  assert.match(
    (await page.textContent("#own .problem")) ?? "",
    /At 28 × 28 at most 6 patterns go into a link; there are 12/,
  );
  assert.equal(await page.inputValue("#own-size"), "14");
});

/** @param {Page} page @param {{name: string, buffer: Buffer, mimeType?: string}[]} files */
const choose = (page, ...files) =>
  page.setInputFiles(
    "#own input[type=file]",
    files.map((file) => ({ mimeType: "application/octet-stream", ...file })),
  );

/** @param {number} kind @param {number[]} sizes @param {number[]} bytes */
const idx = (kind, sizes, bytes) =>
  Buffer.from([0, 0, 8, kind, ...sizes.flatMap((n) => [n >> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255]), ...bytes]);

test("a picture becomes a pattern, with what was done to it; a bad file is named and nothing is lost", async (t) => {
  const page = await own(t);
  const url = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [300, 200];
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no canvas");
    context.fillStyle = "#eee";
    context.fillRect(0, 0, 300, 200);
    context.fillStyle = "#333";
    context.fillRect(130, 30, 40, 140);
    return canvas.toDataURL("image/png");
  });
  const buffer = Buffer.from(url.split(",")[1], "base64");
  await choose(page, { name: "bar.png", buffer, mimeType: "image/png" });
  await learned(page, 1);
  assert.match(
    (await page.textContent("#own .note")) ?? "",
    /bar\.png, 300 × 200: cropped to its middle square, scaled to 14 × 14, contrast stretched, inverted, as its background is light, reduced/,
  );
  const before = await text(page, "r-print");
  const bad = { name: "broken.png", buffer: buffer.subarray(0, 30), mimeType: "image/png" };
  await choose(page, bad, { name: "notes.txt", buffer: Buffer.from("hello") });
  await page.waitForFunction(() => document.querySelector("#own .problem")?.textContent?.includes("notes.txt"));
  const said = (await page.textContent("#own .problem")) ?? "";
  assert.match(said, /broken\.png: cannot be read as a picture/);
  assert.match(said, /notes\.txt: no picture, and as IDX: /);
  assert.equal(await text(page, "r-print"), before);
});

test("IDX files are read, gzipped or not, with and without labels, by class and count", async (t) => {
  const page = await own(t);
  const image = (/** @type {number} */ k) => Array.from({ length: 64 }, (_, i) => ((i >> 3) % 4 === k % 4 ? 255 : 0));
  const many = Array.from({ length: 40 }, (_, k) => image(k));
  const images = idx(3, [40, 8, 8], many.flat());
  await choose(page, { name: "stripes.gz", buffer: gzipSync(images) });
  await learned(page, 12);
  assert.match((await page.textContent("#own .note")) ?? "", /stripes\.gz: 40 images of 8 × 8, no labels/);
  const labels = idx(
    1,
    [40],
    many.map((_, k) => k % 4),
  );
  await choose(page, { name: "labels.idx", buffer: labels });
  await page.waitForFunction(() => document.querySelector("#own .note")?.textContent?.includes("4 labels"));
  await learned(page, 12);
  await page.click("#choose summary");
  await page.click("#chips [data-name='3']");
  await learned(page, 9);
  await page.fill("#each", "2");
  await page.press("#each", "Tab");
  await learned(page, 6);
  await page.fill("#each", "0");
  await page.press("#each", "Tab");
  assert.match(
    await text(page, "each-problem"),
    /Examples of each must be a whole number from 1 to 150; “0” was entered/,
  );
  await choose(page, { name: "few.idx", buffer: idx(1, [3], [0, 1, 2]) });
  await page.waitForFunction(() =>
    document.querySelector("#own .problem")?.textContent?.includes("3 labels for 40 images"),
  );
  await choose(page, { name: "large.idx", buffer: idx(3, [1, 40, 40], new Array(1600).fill(9)) });
  await page.waitForFunction(() =>
    document.querySelector("#own .problem")?.textContent?.includes("40 × 40 pixels; sides from 2 to 32"),
  );
  await share(page, "link");
  await page.waitForFunction(() =>
    document.querySelector("#sharing-link .left")?.textContent?.includes("images of a file"),
  );
  assert.equal(await page.isVisible('#sharing-link [data-file="json"]'), true, "a receipt instead");
  await page.keyboard.press("Escape");
  await page.click("#own button:text('Draw instead')");
  await learned(page, 2);
});

test("a file dropped anywhere opens the scene of own patterns", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  await complete(page);
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(20, 20);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no canvas");
    const files = new DataTransfer();
    files.items.add(new File([await canvas.convertToBlob()], "empty.png", { type: "image/png" }));
    context.fillRect(4, 8, 12, 4);
    files.items.add(new File([await canvas.convertToBlob()], "dash.png", { type: "image/png" }));
    dispatchEvent(new DragEvent("drop", { dataTransfer: files, cancelable: true }));
  });
  await page.waitForSelector("input[value=own]:checked");
  await page.waitForFunction(() => document.querySelectorAll("#own .thumb").length === 1);
  await page.waitForFunction(() => location.hash.startsWith("#v=3&scene=own&draw="));
  assert.match((await page.textContent("#own .note")) ?? "", /^dash\.png, 20 × 20: scaled/);
  assert.match((await page.textContent("#own .problem")) ?? "", /empty\.png: is of one tone/);
});

test("several examples of each glyph and digit", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  await page.click("#choose summary");
  await page.fill("#each", "3");
  await page.press("#each", "Tab");
  await learned(page, 9);
  await page.waitForFunction(() => location.hash === "#v=3&each=3");
});
