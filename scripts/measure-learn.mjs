// One visit of the page that explains, measured: when its first beat moves, then how smoothly all of it scrolls. Called by
// measure.mjs, which says how a visit is slowed.

import { kilobytes, longTasks, noiseMoves, reached, seconds, visited } from "./visit.mjs";

/** @typedef {{moves: number, comes: number, bytes: number, fps: number, tasks: number, longest: number, others: number}} Visit */

const scrollingMs = 12_000; // through the whole page

/** Notes in the page when a picture comes on its canvas. */
function note() {
  const noted = /** @type {any} */ (globalThis).noted;
  const look = () => {
    if (/"heat":-?\d/.test(document.getElementById("open")?.dataset.facts ?? "")) noted.comes = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Scrolls through the page at an even pace; frames per second. @param {number} ms */
const scroll = (ms) =>
  new Promise((/** @type {(fps: number) => void} */ done) => {
    const begin = performance.now();
    let frames = 0;
    const step = (/** @type {number} */ now) => {
      const part = Math.min(1, (now - begin) / ms);
      scrollTo(0, part * (document.documentElement.scrollHeight - innerHeight));
      frames += 1;
      if (part < 1) requestAnimationFrame(step);
      else done((1000 * frames) / (now - begin));
    };
    requestAnimationFrame(step);
  });

/** @param {import("playwright-core").Browser} browser @param {string} url @param {() => number} bytes @param {boolean} slow @returns {Promise<Visit>} */
export const visitLearn = (browser, url, bytes, slow) =>
  visited(browser, `${url}learn.html`, {
    slow,
    longTask: slow ? 100 : 50,
    note,
    act: async (page) => {
      await reached(page, "comes");
      const sent = bytes();
      const comes = await page.evaluate(() => /** @type {any} */ (globalThis).noted.comes);
      const moves = await noiseMoves(page);
      return { moves, comes, bytes: sent, fps: await page.evaluate(scroll, scrollingMs) };
    },
    after: async () => ({}),
  });

/** @type {[string, string, (v: Visit) => string, string][]} */
export const learnRows = [
  [
    "the first beat moves",
    "≤ 1.0 s, slow ≤ 2.5 s",
    (v) => seconds(v.moves),
    "from navigation to the second picture of the noise that its picture comes out of",
  ],
  ["its picture comes", "", (v) => seconds(v.comes), "to the frame with the first state of the trained computer's run"],
  ["bytes until then", "", (v) => kilobytes(v.bytes), "all that came over the wire"],
  [
    "frames per second while scrolling",
    "≥ 55",
    (v) => v.fps.toFixed(0),
    "through the whole page in 12 s, from then on",
  ],
  ["page tasks over 50 ms, slow 100 ms", "0", longTasks, "long-task entries from navigation until the end of the page"],
];
