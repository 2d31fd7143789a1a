// A long run: the memory of a page does not grow with the steps made.

import { strict as assert } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fullSpeed, open } from "../browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

const steps = 100_000;
const mega = 2 ** 20;

/** Bytes that the browser's processes for pages hold in memory, workers and WebAssembly included (Linux).
 * @param {Page} page */
async function resident(page) {
  const session = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send("SystemInfo.getProcessInfo")) ?? { processInfo: [] };
  await session?.detach();
  const pages = processInfo.filter(({ type }) => type === "renderer");
  const status = pages.map(({ id }) => readFileSync(`/proc/${id}/status`, "utf8"));
  return status.reduce((sum, text) => sum + 1024 * Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? 0), 0);
}

/** Bytes of what the page's own scripts hold. @param {Page} page */
async function held(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

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
  const [before, heldBefore] = [await resident(page), await held(page)];
  await reached(page, steps);
  const [after, heldAfter] = [await resident(page), await held(page)];
  const words = (/** @type {number} */ bytes) => `${(bytes / mega).toFixed(1)} MB`;
  console.log(`resident ${words(before)}, then ${words(after)}; held ${words(heldBefore)}, then ${words(heldAfter)}`);
  // Three quarters of the run: 100 bytes lost with each step would show as 7 MB.
  assert.ok(heldAfter - heldBefore < 4 * mega, `scripts: ${words(heldBefore)}, then ${words(heldAfter)}`);
  assert.ok(after - before < 24 * mega, `all: ${words(before)}, then ${words(after)}`);
});
