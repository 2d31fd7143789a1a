// The systems that run in Chromium: one browser, a page for each, driven by playwright-core.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium as playwright } from "playwright-core";
import { serve } from "../scripts/serve.mjs";
import { processorSeconds } from "./processor.mjs";

/** @typedef {import("./pool.mjs").Task} Task */

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const flags = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"];

function executable() {
  const folders = (process.env.PATH ?? "").split(":");
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
  if (!found) throw new Error("bench: no Chromium on PATH; run bench/setup");
  return found;
}

async function open() {
  const server = await serve({ folder: join(import.meta.dirname, ".."), port: 0 });
  const launched = await playwright.launchServer({ executablePath: executable(), chromiumSandbox: false, args: flags });
  const browser = await playwright.connect(launched.wsEndpoint());
  const pid = /** @type {number} */ (launched.process().pid);
  return { server, launched, browser, clock: () => processorSeconds(pid) };
}

/** @type {ReturnType<typeof open> | null} */
let opening = null;

/** @param {(page: import("playwright-core").Page) => Promise<string>} begin leaves the pool in window.pool */
async function system(begin) {
  opening ??= open();
  const { server, browser, clock } = await opening;
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(`bench: page: ${error.message}`));
  await page.goto(`${server.url}bench/page.html`);
  await page.waitForFunction(() => document.title === "ready");
  const version = await begin(page);
  let prepared = "";
  return {
    versions: { chromium: browser.version(), ...(version ? { tfjs: version } : {}) },
    async measure(/** @type {Task} */ task) {
      const key = JSON.stringify({ ...task, seconds: 0 });
      if (key !== prepared) await page.evaluate((task) => /** @type {any} */ (window).pool.prepare(task), task);
      prepared = key;
      const before = clock();
      const timing = await page.evaluate((task) => /** @type {any} */ (window).pool.measure(task), task);
      const after = clock();
      const cpu = after === null || before === null ? null : (after - before) / timing.calls;
      return { wall: timing.wall, cpu, memory: timing.memory };
    },
    stop: () => void page.close(),
  };
}

export const chromium = {
  /** @param {string} build @param {number} workers */
  thermogen: (build, workers) =>
    system((page) =>
      page.evaluate(
        async ({ build, workers }) => {
          const all = /** @type {any} */ (window);
          all.pool = await all.bench.thermogen(build, workers);
          return "";
        },
        { build, workers },
      ),
    ),
  tfjs: () =>
    system((page) =>
      page.evaluate(async () => {
        const all = /** @type {any} */ (window);
        all.pool = await all.bench.tfjs();
        return all.pool.version;
      }),
    ),
  /** Ends the browser, if one was started. */
  async close() {
    if (!opening) return;
    const { server, launched, browser } = await opening;
    await browser.close();
    await launched.close();
    await server.close();
  },
};
