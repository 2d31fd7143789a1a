// One visit of the first page, measured: bytes and times until its picture can be recognised, then how it answers. Called by
// measure.mjs, which says how a visit is slowed. Methods stand beside each row.

import { answer, framesPerSecond, kilobytes, longTasks, noiseMoves, reached, seconds, visited } from "./visit.mjs";

/** @typedef {{moving: number, overlap: number, bytes: number, image: number, tasks: number, longest: number, fps: number, pause: number, slider: number, others: number}} Visit */

/** Notes in the page when its picture can be recognised. */
function note() {
  const noted = /** @type {any} */ (globalThis).noted;
  const look = () => {
    if (Number(document.getElementById("picture")?.dataset.overlap) >= 0.8) noted.image ??= performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** @param {import("playwright-core").Browser} browser @param {string} url @param {() => number} bytes @param {boolean} slow @returns {Promise<Visit>} */
export const visitPlay = (browser, url, bytes, slow) =>
  visited(browser, url, {
    slow,
    longTask: slow ? 100 : 50,
    note,
    act: async (page) => {
      await reached(page, "image");
      const sent = bytes();
      const fps = await framesPerSecond(page);
      const image = await page.evaluate(() => /** @type {any} */ (globalThis).noted.image);
      const moving = await noiseMoves(page);
      return { moving, overlap: 0.8, bytes: sent, image, fps };
    },
    after: async (page) => {
      await page.waitForSelector("body[data-complete]");
      return { slider: await answer(page, "bath", "kt"), pause: await answer(page, "pause", "pause") };
    },
  });

const ms = (/** @type {number} */ time) => `${time.toFixed(0)} ms`;

/** @type {[string, string, (v: Visit) => string, string][]} */
export const playRows = [
  [
    "bytes until the picture can be recognised",
    "≤ 110 kB",
    (v) => kilobytes(v.bytes),
    "all that came over the wire, gzip and headers, until the picture overlaps 0.8 with what was learned",
  ],
  [
    "noise in motion",
    "≤ 0.5 s, slow ≤ 1.5 s",
    (v) => seconds(v.moving),
    "from navigation to the second picture of noise",
  ],
  [
    "picture recognised",
    "≤ 1.0 s, slow ≤ 2.5 s",
    (v) => seconds(v.image),
    "from navigation to the frame after the one that overlaps 0.8 with what was learned",
  ],
  [
    "page tasks over 50 ms, slow 100 ms",
    "0",
    longTasks,
    "long-task entries from navigation until 2 s after the picture",
  ],
  ["frames per second", "≥ 55, slow ≥ 50", (v) => v.fps.toFixed(0), "animation frames in 2 s after the picture"],
  ["slider answers", "≤ 50 ms", (v) => ms(v.slider), "from the slider's event to the frame after the bath has changed"],
  ["pause answers", "≤ 50 ms", (v) => ms(v.pause), "from the press to the frame after the button has changed"],
];
