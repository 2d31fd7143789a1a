// What browsers do to a page: they hide the pixels of canvases, and they put translated words in place of its own.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { complete, finished, fullSpeed, open, text } from "./browser.mjs";

/** @typedef {"bits" | "white" | "noise"} Mode */

/** As browsers do that protect from being recognised. @param {Mode} mode */
function hide(mode) {
  for (const kind of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
    const real = kind.prototype.getImageData;
    /** @this {any} @param {...any} given */
    kind.prototype.getImageData = function (...given) {
      const got = real.apply(this, /** @type {any} */ (given));
      for (let i = 0; i < got.data.length; i++) {
        if (mode === "white") got.data[i] = 255;
        else if (mode === "noise") got.data[i] = Math.floor(256 * Math.random());
        else if (Math.random() < 0.02) got.data[i] ^= 1;
      }
      return got;
    };
  }
}

for (const mode of /** @type {Mode[]} */ (["bits", "white", "noise"]))
  test(`where a browser answers pixels with ${mode}, that is said and nothing false is learned`, async (t) => {
    const page = await open(t, { query: "#v=1&scene=own", before: (page) => page.addInitScript(hide, mode) });
    await fullSpeed(page);
    await complete(page);
    await page.waitForSelector("#own .pad");
    await finished(page);
    const before = page.url();
    const picture = await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(40, 40);
      const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
      context.fillStyle = "#fff";
      context.fillRect(0, 0, 40, 40);
      context.fillStyle = "#000";
      context.fillRect(18, 4, 6, 32);
      return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
    });
    await page.setInputFiles("#own input[type=file]", {
      name: "one.png",
      mimeType: "image/png",
      buffer: Buffer.from(picture),
    });
    const said = () => page.locator("#own").textContent();
    if (mode === "bits") {
      await page.waitForFunction(() => /a little noisy/.test(document.getElementById("own")?.textContent ?? ""));
    } else {
      await page.waitForFunction(() => /hides the pixels/.test(document.getElementById("own")?.textContent ?? ""));
      await page.fill("#own-letters", "A");
      await page.press("#own-letters", "Enter");
      assert.match((await said()) ?? "", /hides the pixels/);
      assert.equal(page.url(), before, "nothing of it is learned");
    }
  });

/** As a browser that translates does: every text becomes two nested elements, also those that come later. */
function translate() {
  let turns = 0;
  /** @type {Map<string, number>} */
  const counts = new Map();
  Object.assign(globalThis, { turns: () => turns, counts });
  /** @param {Text} node */
  const turn = (node) => {
    const parent = node.parentElement;
    if (!parent || parent.closest("[translate=no], script, style, font, option") || !/\p{L}{2}/u.test(node.data))
      return;
    const [outer, inner] = [document.createElement("font"), document.createElement("font")];
    inner.textContent = `«${node.data}»`;
    outer.append(inner);
    node.replaceWith(outer);
    turns++;
    const where = parent.closest("[id]")?.id ?? "";
    counts.set(where, (counts.get(where) ?? 0) + 1);
  };
  const all = (/** @type {Node} */ root) => {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walk.nextNode()) found.push(/** @type {Text} */ (walk.currentNode));
    found.forEach(turn);
  };
  all(document.body);
  new MutationObserver((list) => {
    for (const { addedNodes } of list)
      for (const node of addedNodes) {
        if (node instanceof Text) turn(node);
        else if (node instanceof HTMLElement && node.tagName !== "FONT") all(node);
      }
  }).observe(document.body, { childList: true, subtree: true });
}

test("a page under a translator writes only what has changed, and keeps its numbers", async (t) => {
  const page = await open(t, { query: "#v=1&seed=4&samples=1" });
  await complete(page);
  await page.evaluate(translate);
  await fullSpeed(page);
  await page.click("#replay");
  await finished(page);
  await page.selectOption("#speed", "1");
  /** Texts rewritten from now on, and the page's own seconds for it. @param {number} ms */
  const rewritten = (ms) =>
    page.evaluate(async (ms) => {
      const { turns } = /** @type {any} */ (globalThis);
      const [before, begin] = [turns(), performance.now()];
      await new Promise((done) => setTimeout(done, ms));
      return { count: turns() - before, seconds: (performance.now() - begin) / 1000 };
    }, ms);
  while ((await rewritten(500)).count > 0); // until what follows the run's end has been written
  const rest = await rewritten(1500);
  assert.ok(rest.count <= 2, `${rest.count} rewritten in ${rest.seconds} s at rest`);
  assert.match(await text(page, "r-print"), /^[0-9a-f]{16}$/);
  const marked = await page.evaluate(() =>
    [...document.querySelectorAll("canvas, output, .num, .mono")]
      .filter((e) => !e.closest("[translate=no]"))
      .map((e) => e.outerHTML),
  );
  assert.deepEqual(marked, []);
  await page.click("#replay");
  const moving = await rewritten(2000);
  // The caption and the step change four times a second, and the beginning writes some texts once.
  assert.ok(
    moving.count <= 10 + 8 * moving.seconds,
    `${moving.count} rewritten in ${moving.seconds} s of a run: ${await page.evaluate(() => JSON.stringify([.../** @type {any} */ (globalThis).counts]))}`,
  );
});
