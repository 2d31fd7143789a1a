// Steering: the pad of latent codes makes events with work, which a link and the command line repeat to the bit; by keys
// alone, and on a phone.

import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { withEvent } from "../../www/link/events.js";
import { resampled } from "../../www/own/drawn.js";
import { Codes } from "../../www/session/codes.js";
import { ended, findings, finished, fullSpeed, native, open, screenshots, smallTargets, text } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** A computer with latent codes that learns in a moment. */
const small =
  "#v=4&scene=classes&each=4&hidden_drive=latent&hidden=60&latent_components=8&visible_couplings=all&visible_biases=on&iterations=3&samples=4&generate_dt=0.05&generate_time=1&cool=0.2&latent_drive=4";

test("an event of the same numbers at one step takes the place of the one before", () => {
  const event = (/** @type {string} */ value, name = "latent") => ({ step: 5, name, value });
  const [a, b, c] = [event("slant=1,ink=0"), event("slant=2,ink=1"), event("0=1")];
  assert.deepEqual(withEvent(withEvent([], a), b), [b]);
  assert.deepEqual(withEvent([b], c), [b, c]);
  assert.deepEqual(withEvent([event("4", "code")], event("5,0.5", "code")), [event("5,0.5", "code")]);
});

test("codes of pictures are those of the core's formula, in bytes", () => {
  const codes = new Codes(
    /** @type {any} */ ({
      settings: { scale: "pm1", scale_factor: 0.5 },
      classes: Uint8Array.of(3, 7),
      class_shares: Float32Array.of(1, 1),
      latent_mean: Float32Array.of(0, 0.25),
      latent_components: Float32Array.of(1, 0, 0, 1),
      latent_deviations: Float32Array.of(0.25, 0.5),
      latent_codes: Float32Array.of(1, -1, 2, 0.5),
      latent_groups: Uint32Array.of(1, 0),
      latent_directions: Float32Array.of(0.6, 0.8, 0, 0, 0, 0),
    }),
  );
  assert.deepEqual(codes.names, ["slant", "0", "1"]);
  assert.deepEqual(codes.classes, [7, 3]);
  assert.deepEqual([...codes.scaled([0, 255])], [-0.5, 0.5]);
  assert.equal(codes.written([0, 255]), "x4090"); // -2 and 0.5
  const [first, second] = codes.places(codes.axis("slant"));
  assert.ok(Math.abs(first + 0.2) < 1e-7 && Math.abs(second - 1.6) < 1e-7);
  assert.ok(Math.abs(codes.place(codes.axis("slant"), codes.scaled([0, 255])) + 0.8) < 1e-7);
  assert.deepEqual([...codes.picture(0)], [255, 0]);
});

test("a drawing is moved to the middle", () => {
  const levels = new Uint8Array(16);
  levels[0] = 3;
  const picture = resampled(levels, 4, 5, 5);
  assert.equal(picture.indexOf(Math.max(...picture)), 12);
  assert.equal(Math.max(...resampled(new Uint8Array(16), 4, 5, 5)), 0);
});

/** Opens the small computer at its end, with the pad. @param {import("node:test").TestContext} t @param {import("./browser.mjs").Options & {query?: string}} [options] */
async function steered(t, options = {}) {
  const page = await open(t, { query: small, ...options });
  await fullSpeed(page);
  await finished(page);
  await page.click("#tab-disturb");
  await page.waitForSelector(".steer-pad[data-marks='4']");
  return page;
}

/** @param {Page} page @param {RegExp} what of the address */
const linked = (page, what) =>
  page.waitForFunction((w) => new RegExp(w).test(decodeURIComponent(location.hash)), what.source, { timeout: 60_000 });

/** The link repeats the run: in another page with one worker, and natively. @param {import("node:test").TestContext} t @param {Page} page */
async function repeated(t, page) {
  const print = await text(page, "r-print");
  const other = await open(t, { query: `?workers=1${new URL(page.url()).hash}` });
  await fullSpeed(other);
  assert.equal(await ended(other, print), print);
  if (existsSync(native))
    assert.match(execFileSync(native, ["replay", page.url()], { encoding: "utf8" }), new RegExp(print));
}

/** A place of the pad, in standard deviations. @param {Page} page @param {number} x @param {number} y @returns {Promise<[number, number]>} */
async function place(page, x, y) {
  await page.locator(".steer-pad").scrollIntoViewIfNeeded();
  const box = await page.locator(".steer-pad").boundingBox();
  assert.ok(box);
  return [box.x + (box.width * (x + 3)) / 6, box.y + (box.height * (3 - y)) / 6];
}

test("a drag on the pad makes events with work, which the link repeats to the bit", async (t) => {
  const page = await steered(t);
  await page.mouse.move(...(await place(page, -2, 0)));
  await page.mouse.down();
  await linked(page, /:latent:slant=-2/);
  await page.mouse.move(...(await place(page, 2, 1)), { steps: 4 });
  await linked(page, /:latent:slant=2(\.0\d)?,ink=1(\.0\d)?$|:latent:slant=1\.9\d?,ink=(1|0\.9\d?)$/);
  await page.mouse.up();
  await finished(page);
  const said = await page.$$eval("#events li", (items) => items.map((item) => item.textContent ?? ""));
  assert.match(said[0], /^t = 1\.00: latent codes set to slant = [−-]2/);
  assert.ok(said.length <= 6, `${said.length} events for a stroke of five moves`);
  assert.equal(await page.$eval(".steer-pad", (pad) => Number(/** @type {HTMLElement} */ (pad).dataset.x) > 1.8), true);
  await page.click("[data-panel=ledger]");
  await page.waitForFunction(() => document.querySelector("section.ledger .legend")?.textContent?.includes("work"));
  const row = page.locator("section.panel.ledger tr", { has: page.locator("th", { hasText: "Work of events" }) });
  assert.notEqual(Number.parseFloat((await row.locator("td").first().textContent()) ?? "0"), 0);
  await page
    .locator("section.panel.ledger")
    .getByText(/the bits on the stage\.$/)
    .waitFor({ timeout: 60_000 });
  await repeated(t, page);
});

test("by keys alone: the pad, a slider, more like one, a path; each in the link, to the bit", async (t) => {
  const page = await steered(t);
  await page.focus(".steer-pad");
  await page.keyboard.press("Home");
  await linked(page, /:latent:slant=0,ink=0/);
  await page.keyboard.press("Shift+ArrowRight");
  await linked(page, /:latent:slant=0\.5,ink=0/);
  await page.keyboard.press("ArrowDown");
  await linked(page, /:latent:slant=0\.5,ink=-0\.1/);
  await page.waitForFunction(() =>
    /^slant 0\.5, amount of ink −0\.1$/.test(
      document.querySelector("#steering .hidden[role=status]")?.textContent ?? "",
    ),
  );
  await page.focus("#steer-value-0");
  await page.keyboard.press("End");
  await linked(page, /:latent:width=3/);
  const button = page.locator("#steering button");
  await button.nth(0).focus();
  await page.keyboard.press("Enter");
  await linked(page, /:code:x[0-9a-f]{16},0\.6/);
  await button.nth(1).focus();
  await page.keyboard.press("Enter");
  await linked(page, /:code:x[0-9a-f]{16},x[0-9a-f]{16},4$/);
  await finished(page);
  await repeated(t, page);
  await page.click("#undo-events");
  await page.waitForFunction(() => !location.hash.includes("events="));
});

test("what is drawn is drawn again, on a phone without overflow", async (t) => {
  const page = await steered(t, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.click("#steering details:last-of-type summary");
  await page.focus("#steering .pad");
  for (const key of [...Array(7).fill("ArrowRight"), ...Array(3).fill("ArrowDown")]) await page.keyboard.press(key);
  for (let k = 0; k < 8; k++) {
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
  }
  await page.getByRole("button", { name: "Redraw" }).click();
  await linked(page, /:code:x[0-9a-f]{16}$/);
  await finished(page);
  await page.locator("#steering").scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(screenshots, "steer-phone.png"), fullPage: true });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(await smallTargets(page), []);
  await repeated(t, page);
});

test("the first page's digit is steered by a drag, and the Lab opens its run", async (t) => {
  const page = await open(t, { path: "" });
  await page.waitForSelector("body[data-complete]", { timeout: 60_000 });
  await page.locator("#digit").scrollIntoViewIfNeeded();
  const step = (/** @type {number} */ least) =>
    page.waitForFunction(
      (n) => Number(/** @type {HTMLElement} */ (document.querySelector("#digit .stage canvas"))?.dataset.step) > n,
      least,
      { timeout: 120_000 },
    );
  await step(60);
  const mean = (/** @type {number} */ least) =>
    page.waitForFunction(
      (n) => Number(/** @type {HTMLElement} */ (document.querySelector(".steer-pad"))?.dataset.meanX) > n,
      least,
      { timeout: 60_000 },
    );
  await page.mouse.move(...(await place(page, 0, 0)));
  await page.mouse.down();
  await page.mouse.move(...(await place(page, 2.5, 0)), { steps: 3 });
  await mean(0.5);
  await page.mouse.up();
  await page.screenshot({ path: join(screenshots, "steer-play.png") });
  await page.getByRole("button", { name: "Open it in the Lab" }).click();
  await page.waitForURL(/lab\.html#.*events=/);
  await fullSpeed(page);
  await finished(page, 120_000);
  assert.match(decodeURIComponent(new URL(page.url()).hash), /:latent:slant=2\.5\d?,ink=/);
  await repeated(t, page);
});
