// Mixed use of the page for a while, and whether its memory stays: links, changes during a run, a comparison, panels that
// measure, files that are saved, languages, and figures of another page that come and go.
//   node scripts/soak.mjs [MINUTES]      20 by default; needs the site (make build). Exits with 1 where something grows.
// Method: after each round, at rest, the garbage of both pages is collected, and these are counted: what their scripts hold,
// the WebAssembly memory of the Lab's workers, workers, and what the processes hold. The first quarter warms up. The second
// is compared with the last: scripts, and processes without WebAssembly, by their lowest, the others by their highest value.
// Limits: Chromium alone. A leak below 1 MB of scripts, or 24 MB in all, in half of the time is not seen. WebAssembly memory
// never shrinks, so that a worker that has learned the largest scene holds what that needs; under ten minutes the first
// quarter may not have it.

import { chromium } from "playwright-core";
import { launching } from "./chromium.mjs";
import { countsOf, watchWorkers } from "./memory.mjs";
import { serve } from "./serve.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("./memory.mjs").Counts & {second: number}} Row */

const seconds = 60 * Number(process.argv[2] ?? 20);
const panels = ["charts", "heat", "ledger", "paths", "couplings", "inside", "checks", "receipt"];
const scenes = [
  "samples=4&generate_time=1",
  "scene=own&samples=2&generate_time=1",
  "samples=16&generate_time=1&events=30:generate_kt:3;60:lesion:2",
  "samples=1&generate_time=1&compare=generate_kt:2",
  "scene=classes&samples=8&generate_time=1&iterations=4",
];
const views = ["denoise", "heat", "couplings", "train"];

/** @param {Page} page @param {() => boolean} what */
const until = (page, what) => page.waitForFunction(what, null, { timeout: 300_000 });

/** Opens a link in the page and sees its run to the end. @param {Page} lab @param {number} round */
async function run(lab, round) {
  const seed = String(round + 2);
  await lab.evaluate(
    (hash) => {
      location.hash = hash;
    },
    `v=3&seed=${seed}&${scenes[round % scenes.length]}`,
  );
  await lab.waitForFunction((seed) => document.getElementById("r-seed")?.textContent === seed, seed);
  await lab.selectOption("#speed", "1000");
  await until(lab, () => /at the end/.test(document.getElementById("caption")?.textContent ?? ""));
}

/** Opens a panel and waits until it measures nothing any more. @param {Page} lab @param {string} name */
async function panel(lab, name) {
  const button = lab.locator(`button[data-panel=${name}]`);
  await button.evaluate((/** @type {HTMLElement} */ element) => {
    const tab = element.closest("[role=tabpanel]");
    /** @type {HTMLElement | null} */ (document.querySelector(`[aria-controls="${tab?.id}"]`))?.click();
  });
  await lab.waitForFunction((name) => {
    const region = document.querySelector(`.panel.${name}`);
    if (!region) return void (/** @type {any} */ (document.querySelector(`[data-panel=${name}]`)).click());
    return [...region.querySelectorAll("progress")].every((bar) => bar.hidden);
  }, name);
}

/** Saves a picture and a film. @param {Page} lab */
async function save(lab) {
  await lab.click("#share");
  for (const [tab, file] of [
    ["picture", "png"],
    ["film", "gif"],
  ]) {
    await lab.click(`[data-share="${tab}"]`);
    const download = lab.waitForEvent("download", { timeout: 300_000 });
    await lab.click(`[data-file="${file}"]:enabled`);
    await (await download).delete();
  }
  await lab.keyboard.press("Escape");
}

/** Puts a figure into the other page, sees it to its end, and takes it out. @param {Page} host @param {number} round */
async function figure(host, round) {
  await host.evaluate(
    ([view, seed]) => {
      const figure = document.createElement("thermo-gen");
      for (const [name, value] of Object.entries({ view, seed, samples: 2, generate_time: 1, loop: "off" }))
        figure.setAttribute(name, String(value));
      document.body.replaceChildren(figure);
    },
    [views[round % views.length], round],
  );
  await until(host, () => {
    const { state } = /** @type {any} */ (document.querySelector("thermo-gen")) ?? {};
    return state?.step > 0 && state.step === state.steps;
  });
  await host.evaluate(() => document.body.replaceChildren());
}

/** @param {Page} lab @param {Page} host @param {number} round */
async function use(lab, host, round) {
  await run(lab, round);
  await panel(lab, panels[round % panels.length]);
  await lab.click("#theme");
  await lab.evaluate(() => document.getElementById("tab-setup")?.click());
  if (round % 3 === 0) await save(lab);
  if (round % 4 === 0) await lab.selectOption("#language", round % 8 ? "en" : "de");
  if (round % 4 === 0) await lab.selectOption("#language", "en");
  await figure(host, round);
}

/** A page that has crashed answers nothing. @param {Page} page */
const fallen = (page) =>
  page.on("crash", () => {
    console.error("a page has crashed");
    process.exit(1);
  });

/** Both pages at rest: in the Lab the first link again, whose run is over. @param {Page} lab @param {Page} host @returns {Promise<Row>} */
async function measured(lab, host) {
  await run(lab, 0);
  const second = Math.round((performance.now() - began) / 1000);
  return { second, ...(await countsOf([lab, host])) };
}

const mega = 2 ** 20;
/** @param {Row} row */
const words = ({ second, scripts, modules, workers, resident }) => {
  const [a, b, c] = [scripts, modules, resident].map((bytes) => (bytes / mega).toFixed(1));
  return `${second} s: scripts ${a} MB, WebAssembly ${b} MB, workers ${workers}, processes ${c} MB`;
};

/** Scripts, and processes without WebAssembly, at their lowest; the others at their highest; in a part of the time.
 * @param {(share: number) => boolean} part @returns {Row} */
function extremes(part) {
  const some = rows.filter(({ second }) => part(second / seconds));
  const all = (/** @type {keyof Row} */ key) => some.map((row) => row[key]);
  return {
    second: Math.max(...all("second")),
    scripts: Math.min(...all("scripts")),
    modules: Math.max(...all("modules")),
    workers: Math.max(...all("workers")),
    resident: Math.min(...some.map((row) => row.resident - row.modules)),
  };
}

const site = await serve({ port: 0 });
const browser = await chromium.launch(launching);
const context = await browser.newContext({ serviceWorkers: "block" });
await context.route("**/host.html", (route) =>
  route.fulfill({
    contentType: "text/html",
    body: '<!doctype html><script type="module" src="thermo-gen.js"></script>',
  }),
);
const [lab, host] = [await context.newPage(), await context.newPage()];
fallen(lab);
fallen(host);
await watchWorkers(lab);
await lab.addInitScript(() => localStorage.setItem("thermogen-loop", "off"));
await lab.goto(`${site.url}lab.html`);
await host.goto(`${site.url}host.html`);
await lab.waitForSelector("body[data-complete]");

const began = performance.now();
/** @type {Row[]} */
const rows = [];
for (let round = 0; performance.now() - began < 1000 * seconds; round++) {
  await use(lab, host, round);
  rows.push(await measured(lab, host));
  console.log(`round ${round + 1}, ${words(rows[rows.length - 1])}`);
}
await browser.close();
await site.close();

const [before, after] = [extremes((share) => share > 0.25 && share <= 0.5), extremes((share) => share > 0.75)];
console.log(`then ${words(before)}\nnow  ${words(after)}`);
const grows =
  after.scripts > before.scripts + mega ||
  after.modules > before.modules + mega ||
  after.workers > before.workers ||
  after.resident > before.resident + 24 * mega;
console.log(grows ? "memory grows" : "memory is flat");
process.exit(grows ? 1 : 0);
