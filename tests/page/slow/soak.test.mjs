// A long run: the memory of a page does not grow with the steps made.

import { strict as assert } from "node:assert";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { residentBytes, scriptBytes } from "../../../scripts/memory.mjs";
import { fullSpeed, open } from "../browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

const steps = 100_000;
const mega = 2 ** 20;

/** @param {Page} page @param {number} step */
const reached = (page, step) =>
  page.waitForFunction(
    (step) => Number(/step (\d+)/.exec(document.getElementById("r-step")?.textContent ?? "")?.[1]) >= step,
    step,
    { timeout: 400_000, polling: 200 },
  );
const linux = readdirSync("/").includes("proc");

test("memory does not grow in 100,000 steps", { skip: !linux && "reads /proc" }, async (t) => {
  const page = await open(t, { query: "#v=1&scene=glyphs&samples=16&generate_time=1000" });
  await fullSpeed(page);
  await reached(page, steps / 4);
  const [before, heldBefore] = [await residentBytes(page), await scriptBytes(page)];
  await reached(page, steps);
  const [after, heldAfter] = [await residentBytes(page), await scriptBytes(page)];
  const words = (/** @type {number} */ bytes) => `${(bytes / mega).toFixed(1)} MB`;
  console.log(`resident ${words(before)}, then ${words(after)}; held ${words(heldBefore)}, then ${words(heldAfter)}`);
  // Three quarters of the run: 100 bytes lost with each step would show as 7 MB.
  assert.ok(heldAfter - heldBefore < 4 * mega, `scripts: ${words(heldBefore)}, then ${words(heldAfter)}`);
  assert.ok(after - before < 24 * mega, `all: ${words(before)}, then ${words(after)}`);
});
