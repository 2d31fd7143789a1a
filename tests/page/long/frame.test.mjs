// The page for iframes, in a sandbox of another origin, and the controls of a host: a core of slow/embedding.test.mjs.

import { strict as assert } from "node:assert";
import { join } from "node:path";
import { test } from "node:test";
import { screenshots } from "../browser.mjs";
import { hosted, siteUrl } from "../hosts.mjs";

/** Keeps what the frame posts in `window.told`. */
const listen = "<script>told = []; addEventListener('message', ({data}) => told.push(data))</script>";

/** @param {import("playwright-core").Page} page @param {string} name @param {(data: any) => boolean} [is] */
export const told = (page, name, is = () => true) =>
  page.waitForFunction(
    ([what, test]) => {
      const good = new Function(`return ${test}`)();
      return /** @type {any} */ (globalThis).told.findLast((/** @type {any} */ m) => m.thermogen === what && good(m));
    },
    [name, String(is)],
    { timeout: 60_000 },
  );

/** @param {import("playwright-core").Page} page @param {object} message */
export const post = (page, message) =>
  page.evaluate((m) => document.querySelector("iframe")?.contentWindow?.postMessage(m, "*"), message);

test("a sandboxed frame runs, posts its height, and does what messages say", async (t) => {
  const frame = `<iframe id="figure" sandbox="allow-scripts" width="320" height="420" src="${siteUrl}embed.html?preset=glyphs&samples=4&seed=3&controls=play+time"></iframe>`;
  const slider =
    '<p><thermo-gen-slider for="figure" param="generate_kt" min="0" max="5" step="0.1" value="1">kT</thermo-gen-slider></p>';
  const controls = '<script type="module" src="SITE/thermo-gen-controls.js"></script>';
  const page = await hosted(t, listen + frame + slider + controls);
  const end = await (await told(page, "end")).jsonValue();
  assert.equal(end.seed, 3);
  assert.equal(end.samples, 4);
  const { height } = await (await told(page, "height")).jsonValue();
  assert.ok(height > 320 && height < 600);
  await post(page, { thermogen: "snapshot", id: "a" });
  const size = await page.waitForFunction(() => {
    const { told } = /** @type {any} */ (globalThis);
    return told.find((/** @type {any} */ m) => m.thermogen === "reply" && m.id === "a")?.result?.size;
  });
  assert.ok((await size.jsonValue()) > 1000);
  await page.locator("thermo-gen-slider input").fill("4");
  const hot = await (await told(page, "end", (m) => m.heat !== undefined && m.fingerprint !== undefined)).jsonValue();
  assert.ok(hot);
  const other = await page.waitForFunction(
    (before) => {
      const { told } = /** @type {any} */ (globalThis);
      return told.findLast((/** @type {any} */ m) => m.thermogen === "end" && m.fingerprint !== before);
    },
    end.fingerprint,
    { timeout: 60_000 },
  );
  assert.notEqual((await other.jsonValue()).heat, end.heat);
  await post(page, { thermogen: "set", name: "kt", value: "hot" });
  const { field } = await (await told(page, "error")).jsonValue();
  assert.equal(field, "kt");
  await page.screenshot({ path: join(screenshots, "embed-frame.png") });
});

test("a figure fits its frame, whatever the frame's shape, and plays again and again", async (t) => {
  for (const [width, height] of [
    [560, 315],
    [700, 520],
    [300, 300],
    [320, 640],
  ]) {
    const frame = `<iframe sandbox="allow-scripts allow-same-origin" width="${width}" height="${height}" src="${siteUrl}embed.html?loop=on&preset=glyphs&samples=4&controls=play+time+generate_kt"></iframe>`;
    const page = await hosted(t, listen + frame);
    await told(page, "end");
    const [inner] = page.frames().slice(1);
    const boxes = await inner.locator(".figure").evaluate((figure) =>
      [".stage canvas", ".bar", ".bar input", ".caption"].map((part) => {
        const { left, top, right, bottom, width } = /** @type {Element} */ (
          figure.querySelector(part)
        ).getBoundingClientRect();
        return {
          part,
          left,
          top,
          right,
          bottom,
          width,
          inside: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight,
        };
      }),
    );
    const shape = `${width} × ${height}: ${JSON.stringify(boxes)}`;
    for (const { inside } of boxes.slice(0, height < 320 ? 3 : 4)) assert.ok(inside, shape);
    const [picture, bar] = boxes;
    assert.ok(picture.right <= bar.left || picture.bottom <= bar.top, `nothing covers the controls: ${shape}`);
    assert.ok(boxes[0].width >= 0.3 * Math.min(width, height), shape);
    assert.equal(await inner.evaluate(() => document.documentElement.scrollHeight > innerHeight), false, shape);
    if (width === 560) await told(page, "frame", (m) => m.step < m.steps);
    await page.close();
  }
});

test("a slider in the host's text says its value next to its name and does not look disabled", async (t) => {
  const slider =
    '<p><thermo-gen-slider for="figure" param="generate_kt" min="0" max="5" value="1">kT</thermo-gen-slider> the samples dissolve</p>';
  const controls = '<script type="module" src="SITE/thermo-gen-controls.js"></script>';
  const page = await hosted(t, `<div id="figure"></div>${slider}${controls}`);
  const order = await page.locator("thermo-gen-slider").evaluate(({ shadowRoot }) => {
    const [output, input] = ["output", "input"].map((name) => /** @type {Element} */ (shadowRoot?.querySelector(name)));
    const colour = getComputedStyle(input).accentColor;
    return { before: output.getBoundingClientRect().right <= input.getBoundingClientRect().left, colour };
  });
  assert.equal(order.before, true);
  assert.match(order.colour, /^rgb\(179, 64, 13\)$/);
});
