// How long the page takes to learn the scene of a link with so many workers, and the processor's seconds of each thread:
//   node bench/training.mjs [WORKERS] [LINK]        (default 2 'v=5&scene=classes')
// The page's own words say the time by the clock, which other programs make longer. The threads' seconds begin with the
// loading of the page and end when it is seen to have learned. Needs a built page, `node scripts/site.mjs`, and Linux.

import { join } from "node:path";
import { chromium } from "playwright-core";
import { launching } from "../scripts/chromium.mjs";
import { serve } from "../scripts/serve.mjs";
import { family, list, read } from "./processor.mjs";

const [workers = "2", link = "v=5&scene=classes"] = process.argv.slice(2);

/** Names and seconds of all threads of a process and its descendants. @param {number} root */
function threads(root) {
  /** @type {Map<string, {name: string, seconds: number}>} */
  const all = new Map();
  for (const pid of family(root)) {
    const type = /--type=([a-z-]+)/.exec(read(`/proc/${pid}/cmdline`))?.[1] ?? "browser";
    for (const id of list(`/proc/${pid}/task`)) {
      const folder = `/proc/${pid}/task/${id}`;
      const seconds = Number(read(`${folder}/schedstat`).split(" ")[0]) * 1e-9;
      all.set(id, { name: `${type}, ${read(`${folder}/comm`).trim()}`, seconds });
    }
  }
  return all;
}

const server = await serve({ folder: join(import.meta.dirname, "../dist/site"), port: 0 });
const launched = await chromium.launchServer(launching);
const browser = await chromium.connect(launched.wsEndpoint());
const pid = /** @type {number} */ (launched.process().pid);
const page = await (await browser.newContext({ serviceWorkers: "block" })).newPage();
const before = threads(pid);
await page.goto(`${server.url}lab.html?workers=${workers}#${link}`);
const learned = () => document.getElementById("train-note")?.textContent?.includes("pixels");
await page.waitForFunction(learned, null, { timeout: 600_000, polling: 50 });
const after = threads(pid);
console.log(await page.textContent("#train-note"));
const rows = [...after].map(([id, { name, seconds }]) => ({ name, s: seconds - (before.get(id)?.seconds ?? 0) }));
rows.sort((a, b) => b.s - a.s);
for (const { name, s } of rows.slice(0, 8)) console.log(`${s.toFixed(2).padStart(8)} s  ${name}`);
console.log(`${rows.reduce((sum, { s }) => sum + s, 0).toFixed(2)} s in all; load ${read("/proc/loadavg").trim()}`);
await browser.close();
await launched.close();
await server.close();
