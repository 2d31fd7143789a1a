// One visit of the first page, measured: bytes and times until its picture can be recognised, then how it answers. Called by
// measure.mjs, which says how a visit is slowed. Methods stand beside each row.

/** @typedef {{moving: number, overlap: number, bytes: number, image: number, tasks: number, longest: number, fps: number, pause: number, slider: number, others: number}} Visit */

/** Notes in the page, from before its first script on, what a visit is measured by. */
function note() {
  /** @type {{tasks: number[], image: number}} */
  const noted = { tasks: [], image: 0 };
  Object.assign(globalThis, { noted });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) noted.tasks.push(duration);
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    if (Number(document.getElementById("picture")?.dataset.overlap) >= 0.8) noted.image ||= performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Frames per second while something moves. @param {import("playwright-core").Page} page */
export const framesPerSecond = (page) =>
  page.evaluate(
    () =>
      new Promise((/** @type {(fps: number) => void} */ done) => {
        const begin = performance.now();
        let frames = 0;
        const count = (/** @type {number} */ now) => {
          if (now - begin >= 2000) done((1000 * frames) / (now - begin));
          else requestAnimationFrame(count);
          frames += 1;
        };
        requestAnimationFrame(count);
      }),
  );

/** Milliseconds from an act until the frame after another element says so. @param {import("playwright-core").Page} page @param {"pause" | "bath"} act */
const answer = (page, act) =>
  page.evaluate(
    (act) =>
      new Promise((/** @type {(ms: number) => void} */ done) => {
        const control = /** @type {HTMLInputElement} */ (document.getElementById(act));
        const said = () => (act === "pause" ? control.ariaPressed : document.getElementById("kt")?.textContent);
        const before = said();
        const begin = performance.now();
        if (act === "bath") {
          control.value = String(90 - Number(control.value));
          control.dispatchEvent(new Event("input", { bubbles: true }));
        } else control.click();
        const look = () => {
          if (said() !== before) requestAnimationFrame(() => done(performance.now() - begin));
          else requestAnimationFrame(look);
        };
        look();
      }),
    act,
  );

/** @param {import("playwright-core").Browser} browser @param {string} url @param {() => number} bytes @param {boolean} slow @returns {Promise<Visit>} */
export async function visitPlay(browser, url, bytes, slow) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  let others = 0;
  page.on("request", (request) => {
    if (!request.url().startsWith(url)) others += 1;
  });
  await page.addInitScript(note);
  if (slow) {
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  }
  await page.goto(url, { waitUntil: "commit" });
  const options = { timeout: 60_000, polling: 10 };
  await page.waitForFunction(() => /** @type {any} */ (globalThis).noted?.image, null, options);
  const sent = bytes();
  const fps = await framesPerSecond(page);
  const { tasks, image } = await page.evaluate(() => /** @type {any} */ (globalThis).noted);
  const [moving] = await page.evaluate(() => performance.getEntriesByName("noise moves").map((mark) => mark.startTime));
  await page.waitForSelector("body[data-complete]");
  const slider = await answer(page, "bath");
  const pause = await answer(page, "pause");
  await context.close();
  const over = tasks.filter((/** @type {number} */ duration) => duration > (slow ? 100 : 50)).length;
  return {
    moving,
    overlap: 0.8,
    bytes: sent,
    image,
    tasks: over,
    longest: Math.max(0, ...tasks),
    fps,
    pause,
    slider,
    others,
  };
}

const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`;
const ms = (/** @type {number} */ time) => `${time.toFixed(0)} ms`;

/** @type {[string, string, (v: Visit) => string, string][]} */
export const playRows = [
  [
    "bytes until the picture can be recognised",
    "≤ 110 kB",
    (v) => `${(v.bytes / 1000).toFixed(1)} kB`,
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
    (v) => `${v.tasks} (longest ${v.longest.toFixed(0)} ms)`,
    "long-task entries from navigation until 2 s after the picture",
  ],
  ["frames per second", "≥ 55, slow ≥ 50", (v) => v.fps.toFixed(0), "animation frames in 2 s after the picture"],
  ["slider answers", "≤ 50 ms", (v) => ms(v.slider), "from the slider's event to the frame after the bath has changed"],
  ["pause answers", "≤ 50 ms", (v) => ms(v.pause), "from the press to the frame after the button has changed"],
  ["requests to others", "0", (v) => String(v.others), "requests of the page to another host"],
];
