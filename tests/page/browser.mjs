// What every test of the page shares: a server of dist/site/, Chromium, a page that may speak to that
// server alone and must not complain, and the reading of pictures back from its canvases.

import { strict as assert } from "node:assert";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { launchingForTests } from "../../scripts/chromium.mjs";
import { serve } from "../../scripts/serve.mjs";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** The command as the tests of Rust have just built it, where these have run. */
export const native = join(root, "target/debug/thermogen");
export const screenshots = join(root, "tests/screenshots");

const server = await serve({ folder: join(root, "dist/site"), port: 0 });
const browser = await chromium.launch(launchingForTests);
after(async () => {
  await browser.close();
  await server.close();
});

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").BrowserContextOptions} Options */

/** A context of its own. @param {Options} options */
export const newContext = (options) => browser.newContext(options);

/**
 * Opens the page. Requests to any other host are blocked and fail the test, as does anything the
 * page says on its console as a warning or an error, unless `complaints` are expected. Runs end, unless they shall `loop`.
 * @param {import("node:test").TestContext} test
 * @param {Options & {complaints?: boolean, query?: string, at?: string, path?: string, loop?: boolean, before?: (page: Page) => Promise<unknown>}} [options]
 * @returns {Promise<Page>}
 */
export async function open(
  test,
  { complaints = false, query = "", at = server.url, path = "lab.html", loop = false, before, ...options } = {},
) {
  const fixed = /** @type {const} */ ({ viewport: { width: 1280, height: 800 }, serviceWorkers: "block" });
  const context = await browser.newContext({ ...fixed, ...options });
  const page = await context.newPage();
  const blocked = "Service Worker registration blocked by Playwright";
  await guard(test, page, { allowed: (url) => url.startsWith(at), complaints, expected: blocked });
  if (!loop) await page.addInitScript(() => globalThis.localStorage?.setItem("thermogen-loop", "off"));
  await before?.(page);
  if (path === "lab.html") findTabs(page);
  await page.goto(at + path + query);
  return page;
}

/** Lets whatever is used on the page be found in its tab, and in its group of parameters. @param {Page} page */
function findTabs(page) {
  for (const act of /** @type {const} */ (["click", "fill", "selectOption", "check", "focus", "press"])) {
    const plain = /** @type {(...all: any[]) => Promise<any>} */ (page[act]).bind(page);
    /** @type {any} */ (page)[act] = async (/** @type {string} */ selector, /** @type {any[]} */ ...rest) => {
      await reveal(page, selector);
      return plain(selector, ...rest);
    };
  }
}

/** Shows the tab and the groups that an element lies in, once it is there. @param {Page} page @param {string} selector */
export async function reveal(page, selector) {
  await page
    .locator(selector)
    .first()
    .evaluate((element) => {
      for (let e = element.parentElement; e; e = e.parentElement) {
        if (e instanceof HTMLDetailsElement && !element.closest("summary")) e.open = true;
        if (e.getAttribute("role") === "tabpanel" && e.hidden)
          /** @type {HTMLElement} */ (document.querySelector(`[aria-controls="${e.id}"]`)).click();
      }
    });
}

/**
 * Blocks what is not allowed to be asked for, and at the test's end closes the page and fails if it asked for such,
 * or said anything but `expected` on its console as a warning or an error, unless `complaints` are expected.
 * @param {import("node:test").TestContext} test @param {Page} page
 * @param {{allowed: (url: string) => boolean, complaints: boolean, expected?: string}} options
 */
export async function guard(test, page, { allowed, complaints, expected }) {
  /** @type {string[]} */
  const bad = [];
  page.on("console", (message) => {
    const text = message.text();
    if (["error", "warning"].includes(message.type()) && text !== expected) bad.push(text);
  });
  page.on("pageerror", (error) => bad.push(String(error.stack)));
  await page.context().route("**", (route) => {
    const url = route.request().url();
    if (allowed(url)) return route.fallback();
    bad.push(`asked another host: ${url}`);
    return route.abort();
  });
  test.after(async () => {
    // A test may end while one of its own routes still waits for the server.
    if (!page.isClosed()) await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.context().close();
    if (!complaints) assert.deepEqual(bad, []);
  });
}

/** Waits until the samples on the stage have reached the end of their time. @param {Page} page @param {number} [timeout] */
export async function finished(page, timeout = 60_000) {
  await page.waitForFunction(() => document.getElementById("caption")?.textContent?.includes("at the end"), null, {
    timeout,
  });
}

/** Waits for the part of the page that comes behind the first picture. @param {Page} page */
export async function complete(page) {
  await page.waitForSelector("body[data-complete]");
}

/** Waits for the samples of a link whose fingerprint is known: the page may show others before, until it has read the
 * link. Returns what it shows. @param {Page} page @param {string} print */
export async function ended(page, print) {
  await page
    .waitForFunction((wanted) => document.getElementById("r-print")?.textContent === wanted, print)
    .catch(() => {});
  return text(page, "r-print");
}

/** @param {Page} page */
export const fullSpeed = (page) => page.selectOption("#speed", "1000");

/** Opens the share sheet, where it is not open, at a tab. @param {Page} page @param {string} tab */
export async function share(page, tab) {
  if (!(await page.isVisible("dialog.share"))) await page.click("#share");
  await page.click(`[data-share="${tab}"]`);
  await page.waitForSelector(`#sharing-${tab}`);
}

/** @param {Page} page @param {string} id */
export const text = async (page, id) => (await page.textContent(`#${id}`)) ?? "";

/** Types a value into a parameter's field and leaves it. @param {Page} page @param {string} name @param {string} value */
export async function enter(page, name, value) {
  await page.fill(`#p-${name}`, value);
  await page.press(`#p-${name}`, "Tab");
}

/**
 * Reads the pictures of a grid canvas back from its pixels, brightness of every unit.
 * @param {Page} page
 * @returns {Promise<{samples: number[][], patterns: number[][]}>}
 */
export function pictures(page) {
  return page.evaluate(() => {
    /** @param {HTMLCanvasElement} canvas @param {number} x @param {number} y @param {number} scale @param {number} width @param {number} height */
    const read = (canvas, x, y, scale, width, height) => {
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
      if (!copy) throw new Error("no picture");
      copy.drawImage(canvas, 0, 0);
      const image = copy.getImageData(0, 0, canvas.width, canvas.height);
      return Array.from({ length: width * height }, (_, i) => {
        const column = Math.floor(x + ((i % width) + 0.5) * scale);
        const row = Math.floor(y + (Math.floor(i / width) + 0.5) * scale);
        const at = 4 * (row * image.width + column);
        return image.data[at] + image.data[at + 1] + image.data[at + 2];
      });
    };
    const stage = /** @type {HTMLCanvasElement} */ (document.getElementById("samples"));
    const [columns, rows, scale, gap, bar, width, height] = [
      "columns",
      "rows",
      "scale",
      "gap",
      "bar",
      "width",
      "height",
    ].map((key) => Number(stage.dataset[key]));
    const samples = Array.from({ length: columns * rows }, (_, i) => {
      const x = (i % columns) * (width * scale + gap);
      const y = Math.floor(i / columns) * (height * scale + 2 * bar + gap);
      return read(stage, x, y, scale, width, height);
    });
    const plates = /** @type {HTMLCanvasElement[]} */ ([...document.querySelectorAll("#patterns canvas")]);
    const patterns = plates.map((canvas) => read(canvas, 0, 0, canvas.width / width, width, height));
    return { samples, patterns };
  });
}

/** @param {number[]} a @param {number[]} b */
function correlation(a, b) {
  const mean = (/** @type {number[]} */ v) => v.reduce((sum, x) => sum + x, 0) / v.length;
  const [ma, mb] = [mean(a), mean(b)];
  const dot = (/** @type {(i: number) => number} */ f) => a.reduce((sum, _, i) => sum + f(i), 0);
  const both = dot((i) => (a[i] - ma) * (b[i] - mb));
  return both / Math.sqrt(dot((i) => (a[i] - ma) ** 2) * dot((i) => (b[i] - mb) ** 2));
}

/** Mean over the samples on the stage of the largest signed overlap with a training image. @param {Page} page */
export async function meanBestOverlap(page) {
  const { samples, patterns } = await pictures(page);
  const best = samples.map((sample) => Math.max(...patterns.map((pattern) => correlation(sample, pattern))));
  return best.reduce((sum, value) => sum + value, 0) / best.length;
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
mkdirSync(screenshots, { recursive: true });

/** @param {Page} page @returns {Promise<string[]>} what axe finds wrong */
export async function findings(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run();
    return violations.map(
      (/** @type {any} */ v) => `${v.id}: ${v.nodes.map((/** @type {any} */ n) => n.target).join(" ")}`,
    );
  });
}

/** Controls that are shown and smaller than a finger. @param {Page} page @returns {Promise<string[]>} */
export const smallTargets = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("button, select, input, summary")]
      .map((e) => ({ e, box: (e.closest(".segments label") ?? e).getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 44 || box.height < 44))
      .map(({ e, box }) => `${e.id || e.className || e.tagName} ${box.width}×${box.height}`),
  );

/** Waits until a service worker is there for the next visit. @param {Page} page */
export const served = (page) =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    while (active?.state !== "activated") await new Promise((done) => setTimeout(done, 50));
  });

/** Waits until the drawings and files of the scene *Yours* say something. @param {Page} page @param {RegExp} what */
export async function ownSays(page, what) {
  const said = () => page.evaluate(() => document.getElementById("own")?.textContent ?? "");
  for (let times = 0; times < 100 && !what.test(await said()); times++) await page.waitForTimeout(100);
  assert.match(await said(), what);
}
