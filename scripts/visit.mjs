// One visit of a page, measured from before its first script on: long tasks, requests to others, frames and answers. Used by
// measure.mjs, measure-play.mjs and measure-learn.mjs, which add what a page itself must reach.

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {{tasks: number, longest: number, others: number}} Common */

/** Notes the long tasks of a page; the page's own notes go to the same object. */
function noteTasks() {
  const noted = { tasks: /** @type {number[]} */ ([]) };
  Object.assign(globalThis, { noted });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) noted.tasks.push(duration);
  }).observe({ type: "longtask", buffered: true });
}

/**
 * Visits a page and measures it.
 * @template T, U
 * @param {import("playwright-core").Browser} browser @param {string} url of the page
 * @param {{slow: boolean, longTask: number, note: () => void, act: (page: Page) => Promise<T>, after: (page: Page) => Promise<U>}} visit
 *   slow: whether its thread is slowed four times; longTask: ms beyond which a task counts; note: run in the page before its
 *   scripts; act: during which long tasks count; after: tried then
 * @returns {Promise<T & U & Common>}
 */
export async function visited(browser, url, { slow, longTask, note, act, after }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  let others = 0;
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(".", url).href)) others += 1;
  });
  await page.addInitScript(noteTasks);
  await page.addInitScript(note);
  if (slow) {
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  }
  await page.goto(url, { waitUntil: "commit" });
  const measured = await act(page);
  /** @type {number[]} */
  const tasks = await page.evaluate(() => /** @type {any} */ (globalThis).noted.tasks);
  const tried = await after(page);
  await context.close();
  return {
    ...measured,
    ...tried,
    tasks: tasks.filter((ms) => ms > longTask).length,
    longest: Math.max(0, ...tasks),
    others,
  };
}

/** How a row shows a time. @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

/** How a row shows bytes. @param {number} bytes */
export const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** How a row shows the long tasks of a visit. @param {Common} visit */
export const longTasks = ({ tasks, longest }) => `${tasks} (longest ${longest.toFixed(0)} ms)`;

/** Waits until the page has noted a moment. @param {Page} page @param {string} name */
export const reached = (page, name) =>
  page.waitForFunction((name) => /** @type {any} */ (globalThis).noted?.[name], name, { timeout: 60_000, polling: 10 });

/** When the page drew its second picture of noise, which it marks, ms. @param {Page} page @returns {Promise<number>} */
export const noiseMoves = (page) =>
  page.evaluate(() => performance.getEntriesByName("noise moves").map(({ startTime }) => startTime)[0]);

/** Frames per second while something moves. @param {Page} page */
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

/**
 * Milliseconds from an act on a control until the frame after the page says so.
 * @param {Page} page @param {string} id of the control: pressed, or a slider that is moved
 * @param {string} place what says so: an element's text, or its aria-pressed where it has that
 */
export const answer = (page, id, place) =>
  page.evaluate(
    ([id, place]) =>
      new Promise((/** @type {(ms: number) => void} */ done) => {
        const control = /** @type {HTMLInputElement} */ (document.getElementById(id));
        const said = () => {
          const element = document.getElementById(place);
          return element?.getAttribute("aria-pressed") ?? element?.textContent;
        };
        const before = said();
        const begin = performance.now();
        if (control.type === "range") {
          control.value = String(90 - Number(control.value));
          control.dispatchEvent(new Event("input", { bubbles: true }));
        } else control.click();
        const look = () => {
          if (said() !== before) requestAnimationFrame(() => done(performance.now() - begin));
          else requestAnimationFrame(look);
        };
        look();
      }),
    [id, place],
  );
