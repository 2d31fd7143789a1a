// What a page and its workers hold in memory: bytes of the page's scripts after the garbage is collected, bytes of every
// WebAssembly memory of its workers that lives, the number of workers, and all that its process holds (Linux).
// No debugger is attached to the workers: Chromium crashes now and then where one ends meanwhile. Their script gets a few
// lines in front that remember its instances, where it has an address of its own.

import { readFileSync } from "node:fs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {{scripts: number, modules: number, workers: number, resident: number}} Counts */

const front = `
globalThis.memories = [];
const remember = (instance) => { globalThis.memories.push(new WeakRef(instance.exports.memory)); return instance; };
const { Instance, instantiate } = WebAssembly;
WebAssembly.Instance = new Proxy(Instance, { construct: (kind, given) => remember(new kind(...given)) });
WebAssembly.instantiate = async (source, imports) => {
  const made = await instantiate(source, imports);
  remember(made.instance ?? made);
  return made;
};
`;

/** Lets the workers of a page say what their modules hold; before it is opened. @param {Page} page */
export const watchWorkers = (page) =>
  page.route("**/worker.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: front + (await response.text()) });
  });

/** @param {import("playwright-core").Worker} worker @returns {Promise<number>} 0 where it has ended, or is not watched */
const modulesOf = (worker) =>
  worker
    .evaluate(() => {
      const memories = /** @type {WeakRef<WebAssembly.Memory>[]} */ (/** @type {any} */ (globalThis).memories ?? []);
      return memories.reduce((sum, memory) => sum + (memory.deref()?.buffer.byteLength ?? 0), 0);
    })
    .catch(() => 0);

/** Bytes that the browser's processes for pages hold, workers and WebAssembly included (Linux). @param {Page} page */
export async function residentBytes(page) {
  const session = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send("SystemInfo.getProcessInfo")) ?? { processInfo: [] };
  await session?.detach();
  const status = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => readFileSync(`/proc/${id}/status`, "utf8"));
  return status.reduce((sum, text) => sum + 1024 * Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? 0), 0);
}

/** Bytes of what the page's own scripts hold, without garbage. @param {Page} page */
export async function scriptBytes(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

/** Of pages of one browser, together. @param {Page[]} pages @returns {Promise<Counts>} */
export async function countsOf(pages) {
  const scripts = await Promise.all(pages.map(scriptBytes));
  const workers = pages.flatMap((page) => page.workers());
  const modules = await Promise.all(workers.map(modulesOf));
  const sum = (/** @type {number[]} */ all) => all.reduce((total, one) => total + one, 0);
  const resident = await residentBytes(pages[0]).catch(() => 0);
  return { scripts: sum(scripts), modules: sum(modules), workers: workers.length, resident };
}
