// Measures the page against what it promises, on desktop and on a slow phone's terms, in Chromium:
//   node scripts/measure.mjs [play|lab|learn]      (`make measure`); dist/site/ must be built; one page alone
// Medians of several visits with an empty cache. The slow visits have the page's thread slowed four times
// (the browser cannot slow its workers) and every byte, the workers' too, through one link of 1.6 Mbit/s
// with a round trip of 150 ms (slow-link.mjs). Times depend on the machine and on what else it does.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { launching } from "./chromium.mjs";
import { learnRows, visitLearn } from "./measure-learn.mjs";
import { playRows, visitPlay } from "./measure-play.mjs";
import { serve } from "./serve.mjs";
import { slowLink } from "./slow-link.mjs";
import { answer, framesPerSecond, kilobytes, longTasks, reached, seconds, visited } from "./visit.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "dist/site");
const visits = { desktop: 5, slow: 3 };

/** @typedef {{early: number, bytes: number, trained: number, image: number, tasks: number, longest: number, fps: number, pause: number, link: number, others: number}} Visit */

/** Notes in the page when a trained computer is shown, and when its samples are images. */
function note() {
  const noted = /** @type {any} */ (globalThis).noted;
  const shown = (/** @type {string} */ id) => Number.parseFloat(document.getElementById(id)?.textContent ?? "");
  const look = () => {
    const now = performance.now();
    if (shown("r-time") >= 0) noted.trained ??= now;
    if (shown("r-time") > 0 && shown("r-overlap") >= 0.8) noted.image ??= now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** One visit of the Lab. @param {import("playwright-core").Browser} browser @param {string} url @param {() => number} bytes @param {boolean} slow @returns {Promise<Visit>} */
const visit = (browser, url, bytes, slow) =>
  visited(browser, `${url}lab.html`, {
    slow,
    longTask: 50,
    note,
    act: async (page) => {
      await reached(page, "trained");
      const early = bytes();
      await reached(page, "image");
      const sent = bytes();
      const fps = await framesPerSecond(page);
      const { trained, image } = await page.evaluate(() => /** @type {any} */ (globalThis).noted);
      return { early, bytes: sent, trained, image, fps };
    },
    after: async (page) => {
      const pause = await answer(page, "play", "play");
      await page.selectOption("#count", "4");
      await page.waitForFunction(() => location.hash !== "");
      return { pause, link: await page.evaluate(() => location.href.length) };
    },
  });

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/**
 * The median of each figure of several visits.
 * @template {Record<string, number>} V
 * @param {(browser: import("playwright-core").Browser, url: string, bytes: () => number, slow: boolean) => Promise<V>} visit
 * @param {boolean} slow @returns {Promise<V>}
 */
async function measure(visit, slow) {
  /** @type {V[]} */
  const all = [];
  for (let i = 0; i < (slow ? visits.slow : visits.desktop); i++) {
    // A new browser each time: nothing is cached, no code is compiled yet.
    const server = await serve({ folder, port: 0, gzip: true });
    const link = await slowLink(Number(new URL(server.url).port), slow ? { latency: 75, rate: 200 } : {});
    const browser = await chromium.launch(launching);
    all.push(await visit(browser, link.url, link.bytes, slow));
    await browser.close();
    await link.close();
    await server.close();
  }
  const middle = Object.keys(all[0]).map((name) => [name, median(all.map((one) => one[name]))]);
  return /** @type {V} */ (Object.fromEntries(middle));
}

/**
 * A page's rows, and what holds for every page.
 * @template {Record<string, number>} V
 * @param {string} title @param {(browser: import("playwright-core").Browser, url: string, bytes: () => number, slow: boolean) => Promise<V>} visit
 * @param {[string, string, (v: V) => string, string][]} rows
 */
async function table(title, visit, rows) {
  const [desktop, slow] = [await measure(visit, false), await measure(visit, true)];
  console.log(`| ${title} | wanted | desktop | 4× CPU, 1.6 Mbit/s, 150 ms | how |\n|---|---|---|---|---|`);
  /** @type {typeof rows} */
  const common = [["requests to others", "0", (v) => String(v.others), "requests of the page to another host"]];
  for (const [what, wanted, show, how] of [...rows, ...common])
    console.log(`| ${what} | ${wanted} | ${show(desktop)} | ${show(slow)} | ${how} |`);
}

/** @type {[string, string, (v: Visit) => string, string][]} */
const rows = [
  [
    "bytes until a trained computer is shown",
    "≤ 120 kB",
    (v) => kilobytes(v.early),
    "all that came over the wire, gzip and headers, until its first sample is on the stage",
  ],
  [
    "bytes until its samples are images",
    "",
    (v) => kilobytes(v.bytes),
    "the same with what loads behind the first frame: the parameters and cards below; the engine follows the images",
  ],
  [
    "a trained computer shown",
    "",
    (v) => seconds(v.trained),
    "from navigation to the frame with its first sample, still noise",
  ],
  [
    "first image",
    "≤ 1.0 s, slow ≤ 2.5 s",
    (v) => seconds(v.image),
    "from navigation to the frame after the one in which the samples on the stage overlap 0.8 with a training image in the mean; the first run plays at 5×",
  ],
  ["page tasks over 50 ms", "0", longTasks, "long-task entries from navigation until 2 s after the first image"],
  ["frames per second", "≥ 55", (v) => v.fps.toFixed(0), "animation frames in 2 s of generating 16 samples"],
  [
    "pause answers",
    "≤ 100 ms",
    (v) => `${v.pause.toFixed(0)} ms`,
    "from the press to the frame after the button has changed",
  ],
  ["link", "≤ 300", (v) => `${v.link} characters`, "the address after one setting was changed"],
];

if (!existsSync(join(folder, "index.html"))) {
  console.error("measure: dist/site/ is missing. `make build` makes it.");
  process.exit(1);
}
const only = process.argv[2];
if (!only || only === "play") await table("Play", visitPlay, playRows);
if (!only || only === "lab") await table("Lab", visit, rows);
if (!only || only === "learn") await table("How it works", visitLearn, learnRows);
