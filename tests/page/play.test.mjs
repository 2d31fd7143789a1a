// The first page: its picture condenses, melts, and condenses into what is asked for; a photograph is learned as it is; a
// link and a receipt make the picture again, to the bit.

import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ended, findings, fullSpeed, native, open, screenshots, share, smallTargets } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** Opens the first page and waits until it can be played with. @param {import("node:test").TestContext} t @param {import("./browser.mjs").Options & {query?: string}} [options] */
async function play(t, options = {}) {
  const page = await open(t, { path: "", ...options });
  await page.waitForSelector("body[data-complete]", { timeout: 60_000 });
  return page;
}

/** How alike the pixels of the picture are to those of a remembered one (correlation), as the canvases have them.
 * @param {Page} page @param {number} which */
const likeness = (page, which) =>
  page.evaluate((which) => {
    const pixels = (/** @type {HTMLCanvasElement} */ canvas) => {
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
      if (!copy) throw new Error("no picture");
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      return Array.from(data).filter((_, i) => i % 4 < 3);
    };
    const all = /** @type {HTMLCanvasElement[]} */ ([...document.querySelectorAll("#memory canvas")]);
    const [a, b] = [/** @type {HTMLCanvasElement} */ (document.getElementById("picture")), all[which]].map(pixels);
    const mean = (/** @type {number[]} */ v) => v.reduce((sum, x) => sum + x, 0) / v.length;
    const [ma, mb] = [mean(a), mean(b)];
    const dot = (/** @type {(i: number) => number} */ of) => a.reduce((sum, _, i) => sum + of(i), 0);
    const both = dot((i) => (a[i] - ma) * (b[i] - mb));
    return both / Math.sqrt(dot((i) => (a[i] - ma) ** 2) * dot((i) => (b[i] - mb) ** 2));
  }, which);

/** Waits until the core's overlap is on one side of a value. @param {Page} page @param {"above" | "below"} side @param {number} value */
const overlap = (page, side, value) =>
  page.waitForFunction(
    ([side, value]) => {
      const now = Number(document.getElementById("picture")?.dataset.overlap);
      return side === "above" ? now > Number(value) : now < Number(value);
    },
    [side, value],
    { timeout: 60_000 },
  );

/** Waits until a state is said. @param {Page} page @param {RegExp} words */
const said = (page, words) =>
  page.waitForFunction((w) => new RegExp(w).test(document.getElementById("state")?.textContent ?? ""), words.source, {
    timeout: 60_000,
  });

/** @param {Page} page @param {number} place of the slider */
const bathe = (page, place) =>
  page.evaluate((place) => {
    const bath = /** @type {HTMLInputElement} */ (document.getElementById("bath"));
    bath.value = String(place);
    bath.dispatchEvent(new Event("input", { bubbles: true }));
  }, place);

/** @param {Page} page @param {string} key of what the canvas says of the moment */
const moment = (page, key) => page.evaluate((key) => document.getElementById("picture")?.dataset[key] ?? "", key);

/** Stands still, with the moment shown. @param {Page} page */
async function pause(page) {
  await page.click("#pause");
  await page.waitForSelector("#pause[aria-pressed=true]");
}

/** The link to the moment shown. @param {Page} page */
async function linkOf(page) {
  await share(page, "link");
  await page.waitForFunction(() => /** @type {HTMLInputElement} */ (document.getElementById("link")).value !== "");
  return page.inputValue("#link");
}

test("the picture condenses, rests, melts and condenses into another one, by itself", async (t) => {
  const page = await play(t);
  await said(page, /^At rest: sunset/);
  assert.ok((await likeness(page, 0)) > 0.8, `${await likeness(page, 0)}`);
  await said(page, /^Melting/);
  await overlap(page, "below", 0.4);
  await said(page, /^At rest: fish/);
  assert.ok((await likeness(page, 1)) > 0.8, `${await likeness(page, 1)}`);
  assert.match(
    (await page.textContent("#lede")) ?? "",
    /^12\u2009800 noisy units learned 3 pictures in [\d.]+ s, on this/,
  );
  assert.match((await page.textContent("#heat")) ?? "", /^Heat given off: \d+ photons of green light$/);
});

test("a remembered picture that is pressed melts what is there and condenses", async (t) => {
  const page = await play(t);
  await page.click("#memory button >> nth=2");
  await overlap(page, "below", 0.4);
  await said(page, /^At rest: balloon/);
  assert.ok((await likeness(page, 2)) > 0.8, `${await likeness(page, 2)}`);
  assert.equal(await page.getAttribute("#memory button >> nth=2", "aria-pressed"), "true");
});

test("heat melts the picture and lets go of what was asked for; cold brings back one of those remembered", async (t) => {
  const page = await play(t);
  await overlap(page, "above", 0.8);
  await bathe(page, 92);
  await overlap(page, "below", 0.2);
  assert.equal(await page.locator("#memory button[aria-pressed=true]").count(), 0);
  await bathe(page, 45);
  await overlap(page, "above", 0.85);
  const all = await Promise.all([0, 1, 2].map((which) => likeness(page, which)));
  assert.ok(Math.max(...all) > 0.75, `${all}`);
});

test("a link and a receipt of what was done make the picture again, to the bit", async (t) => {
  const page = await play(t);
  await overlap(page, "above", 0.8);
  await page.click("#memory button >> nth=1");
  await said(page, /^At rest: fish/);
  const box = await page.locator("#picture").boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + 0.4 * box.width, box.y + 0.5 * box.height);
  await page.mouse.down();
  for (let k = 0; k < 6; k++) {
    await page.mouse.move(box.x + (0.4 + 0.03 * k) * box.width, box.y + 0.5 * box.height);
    await page.waitForTimeout(70); // a hand that moves as people do
  }
  await page.mouse.up();
  await overlap(page, "below", 0.97);
  await pause(page);
  const [print, step] = [await moment(page, "fingerprint"), Number(await moment(page, "step"))];
  const url = await linkOf(page);
  assert.match(url, /lab\.html#v=3&scene=pictures.*:class:1.*:melt:/);
  await share(page, "data");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click('[data-file="json"]:visible')]);
  const receipt = JSON.parse(readFileSync(await download.path(), "utf8"));
  assert.equal(receipt.generation.fingerprint, print);
  assert.equal(Math.round(receipt.generation.settings.generate_time / receipt.generation.settings.generate_dt), step);
  const lab = await open(t, { query: new URL(url).hash });
  await fullSpeed(lab);
  assert.equal(await ended(lab, print), print);
  if (existsSync(native)) assert.match(execFileSync(native, ["replay", url], { encoding: "utf8" }), new RegExp(print));
});

test("a photograph opens alone, in all its colours, as large as the device steps", async (t) => {
  const page = await play(t);
  const file = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(300, 200);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no picture");
    for (let x = 0; x < 300; x++)
      for (let y = 0; y < 200; y++) {
        context.fillStyle = `rgb(${Math.round(0.55 * x + 0.45 * y)} ${255 - y} ${Math.round(127 + 120 * Math.sin(x / 23) * Math.cos(y / 17))})`;
        context.fillRect(x, y, 1, 1);
      }
    return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
  });
  await page.setInputFiles("#file", { name: "holiday.png", mimeType: "image/png", buffer: Buffer.from(file) });
  await said(page, /^At rest: holiday/);
  assert.equal(await page.locator("#memory canvas").count(), 1);
  const [side, levels] = await page.evaluate(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector("#memory canvas"));
    const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return [canvas.width, new Set(Array.from(data).filter((_, i) => i % 4 === 0)).size];
  });
  assert.ok(side >= 32, `${side}`);
  assert.ok(levels > 100, `${levels} levels of red are not four`);
  assert.equal(await page.evaluate(() => /** @type {any} */ (document.getElementById("picture")).width), side);
  // It rests from an overlap of 0.85 on, and cools from there.
  const until = performance.now() + 20_000;
  while ((await likeness(page, 0)) <= 0.9 && performance.now() < until) await page.waitForTimeout(100);
  assert.ok((await likeness(page, 0)) > 0.9, `${await likeness(page, 0)}`);
});

test("the three scenes below: a drawing is learned, what is rubbed grows back, a digit is asked for", async (t) => {
  const page = await play(t);
  await page.locator("#draw").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => Number(document.querySelector(".samples canvas")?.getAttribute("data-columns")) > 1);
  // The heart is an example: one tap leaves a drawing of one pixel.
  const inked = () =>
    page.$eval("#draw .pad", (pad) => {
      const { width, height } = /** @type {HTMLCanvasElement} */ (pad);
      const to = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
      to?.drawImage(/** @type {HTMLCanvasElement} */ (pad), 0, 0);
      const data = to?.getImageData(0, 0, width, height).data ?? [];
      let bright = 0;
      for (let i = 0; i < data.length; i += 4) bright += Number(data[i] > 200);
      return bright / (width * height);
    });
  assert.ok((await inked()) > 0.3, `${await inked()} of the pad is the heart`);
  await page.locator("#draw .pad").click({ position: { x: 20, y: 20 } });
  assert.ok((await inked()) < 0.05, `${await inked()} of the pad after a tap`);
  await page.locator("#digit").scrollIntoViewIfNeeded();
  await page.click("#digit .chips button >> nth=3");
  const digit = (/** @type {number} */ above) =>
    page.waitForFunction(
      (least) => Number(/** @type {HTMLElement} */ (document.querySelector("#digit canvas")).dataset.overlap) > least,
      above,
      { timeout: 60_000 },
    );
  await digit(0.5); // likeness to the mean of thirty, which no single digit reaches
  await page.locator("#rub .stage").scrollIntoViewIfNeeded();
  const rub = (/** @type {"above" | "below"} */ side, /** @type {number} */ value) =>
    page.waitForFunction(
      ([side, value]) => {
        const now = Number(/** @type {HTMLElement} */ (document.querySelector("#rub canvas")).dataset.overlap);
        return side === "above" ? now > Number(value) : now < Number(value);
      },
      [side, value],
      { timeout: 60_000 },
    );
  await rub("above", 0.95);
  const whole = Number(await page.getAttribute("#rub canvas", "data-overlap"));
  await page.focus("#rub canvas");
  for (const key of ["Enter", "ArrowLeft", "ArrowLeft", "Enter", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  await rub("below", whole - 0.01);
  await rub("above", whole - 0.005);
});

for (const [name, width, height] of /** @type {[string, number, number][]} */ ([
  ["phone", 360, 740],
  ["tablet", 820, 1180],
  ["wide", 1440, 900],
])) {
  test(`axe finds nothing, nothing overflows, fingers find their targets: ${name}`, async (t) => {
    const page = await play(t, { viewport: { width, height }, reducedMotion: "reduce", colorScheme: "dark" });
    await page.click("#film");
    await page.locator("#draw").scrollIntoViewIfNeeded();
    await page.waitForSelector("#draw .pad");
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: join(screenshots, `play-${name}.png`) });
    assert.deepEqual(await findings(page), []);
    assert.deepEqual(await smallTargets(page), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
  });
}

test("German words, from ?lang=de, also in the state of the run", async (t) => {
  const page = await play(t, { query: "?lang=de" });
  await page.waitForFunction(() => document.documentElement.lang === "de");
  assert.equal(await page.textContent("h2"), "Wärme ist Zufall. Hier malt sie.");
  await said(page, /^(Es entsteht|In Ruhe|Es schmilzt)/);
});
