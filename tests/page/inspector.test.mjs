// The inspector: the small modules against known answers, and the panels as a reader uses them.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { decimals, decimate, roundStep, ticks } from "../../www/charts/scale.js";
import { csv } from "../../www/files.js";
import { scientific } from "../../www/format.js";
import { presetSettings } from "../../www/link/settings.js";
import { publishedHeat } from "../../www/published.js";
import { bestOverlaps, courseOf, differences, History } from "../../www/session/history.js";
import { Sweep, valuesOf } from "../../www/session/sweep.js";
import { Trajectories } from "../../www/session/trajectories.js";
import { coarseToFine, histogram, share, summary } from "../../www/statistics.js";
import { speak } from "../../www/texts.js";
import { finished, fullSpeed, open, text } from "./browser.mjs";

await speak("inspector", "later", "parameters");

/** @param {number} a @param {number} b */
const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-12, `${a} is not ${b}`);

test("means and errors are those of the definitions", () => {
  const { n, mean, sd, se } = summary([1, 2, 3, 4]);
  assert.deepEqual([n, mean], [4, 2.5]);
  near(sd, Math.sqrt(5 / 3));
  near(se, Math.sqrt(5 / 12));
  assert.ok(Number.isNaN(summary([7]).se) && Number.isNaN(summary([]).mean));
  near(share(25, 100).se, Math.sqrt(0.25 * 0.75) / 10);
});

test("a histogram has round bins and loses no value", () => {
  const values = Array.from({ length: 1000 }, (_, i) => 2000 + ((i * 617) % 1000));
  const { from, width, counts } = histogram(values);
  assert.deepEqual([from, width], [2000, 100]);
  assert.deepEqual(counts, new Array(10).fill(100));
  for (const odd of [[5], [5, 5, 5], [-1e9, 0, 1e9], [0]]) {
    const { counts } = histogram(odd);
    assert.equal(
      counts.reduce((a, b) => a + b, 0),
      odd.length,
    );
    assert.ok(counts.length <= 40);
  }
  assert.deepEqual(histogram([]).counts, []);
  assert.deepEqual([0.07, 1, 4.9, 700].map(roundStep), [0.05, 1, 2, 500]);
  assert.deepEqual([0.25, 0.001, 20].map(decimals), [2, 3, 0]);
  assert.deepEqual(ticks(-0.1, 1), { values: [0, 0.2, 0.4, 0.6000000000000001, 0.8, 1], digits: 1 });
});

test("a decimated curve keeps its ends and its spikes", () => {
  const curve = Array.from({ length: 5000 }, (_, i) => (i === 1234 ? 9 : i === 4321 ? -9 : Math.sin(i / 500)));
  const kept = decimate(curve, 100);
  assert.ok(kept.length <= 100 && kept[0] === 0 && kept.at(-1) === 4999);
  assert.ok(kept.includes(1234) && kept.includes(4321));
  assert.ok(kept.every((k, i) => i === 0 || k > kept[i - 1]));
  assert.deepEqual(decimate([3, 1], 100), [0, 1]);
});

test("coarse to fine visits all, ends first", () => {
  for (const n of [0, 1, 2, 3, 21]) {
    const order = coarseToFine(n);
    assert.deepEqual(
      [...order].sort((a, b) => a - b),
      Array.from({ length: n }, (_, i) => i),
    );
  }
  assert.deepEqual(coarseToFine(9).slice(0, 5), [0, 8, 4, 2, 6]);
});

test("numbers and tables are written as they are read", () => {
  assert.deepEqual([0, 5.88e-16, -2.5e7, 0.0071, 0.5, 12.34].map(scientific), [
    "0",
    "5.88×10⁻¹⁶",
    "−2.50×10⁷",
    "0.00710",
    "0.500",
    "12.3",
  ]);
  assert.equal(csv(["a", "b"], [[1, 'x "y", z']]), 'a,b\r\n1,"x ""y"", z"\r\n');
});

/** @param {number} step @param {number[]} heat @param {number[]} overlap @returns {any} */
const frame = (step, heat, overlap) => ({
  step,
  time: step / 10,
  heat: Float64Array.from(heat),
  cooling: new Float64Array(heat.length),
  overlap: Float32Array.from(overlap),
});

/** @param {Record<string, unknown>} [settings] @returns {any} */
function sitting(settings = {}) {
  const frames = [frame(0, [0, 0], [0, 0.5, -1, 0.25]), frame(10, [4, 6], [0.5, 1, 0.25, -0.5])];
  return {
    phase: "trained",
    settings: { ...presetSettings("quick"), ...settings },
    patterns: { source: "glyphs", names: ["0", "1"], size: 14, first: 0 },
    conditioning: { asked: "each", key: [] },
    first: 0,
    events: [],
    training: { iterations: 2, shown: 2, fingerprint: "f", loss: [0.5, -0.25], optimum: -0.5 },
    checkpoints: { standing: null, reach: 2, models: [new Uint8Array(8), new Uint8Array(8), new Uint8Array(8)] },
    model: {
      data: /** @type {any} */ ({ couplings_vh: [0, 0], couplings_hh: [], couplings_vv: [] }),
      targets: new Float32Array(0),
      classes: new Uint8Array(0),
    },
    player: { frames, finished: true, steps: 10 },
    generation: {
      orderOf: (/** @type {number} */ first, /** @type {number} */ samples) => ({
        settings: { ...presetSettings("quick"), ...settings },
        first,
        samples,
        classes: new Uint8Array(0),
        clamp: null,
        events: [],
      }),
    },
  };
}

test("a sitting remembers its last runs, each by what sets it apart", () => {
  const history = new History();
  const one = sitting();
  history.note(one);
  history.note(one);
  assert.equal(history.runs.length, 1);
  assert.deepEqual(history.runs[0].course, { time: [0, 1], heat: [0, 5], overlap: [0.375, 0.625] });
  assert.deepEqual(bestOverlaps(one.player.frames[1]), [1, 0.25]);
  for (let seed = 2; seed <= 9; seed++) history.note(sitting({ seed }));
  assert.equal(history.runs.length, 6);
  assert.equal(history.trainings.length, 6);
  const [before, last] = history.runs.slice(-2);
  assert.equal(differences(before, last), "Seed 8");
  assert.equal(differences(last, last), "the same settings");
  assert.deepEqual(courseOf([]), { time: [], heat: [], overlap: [] });
});

test("a sweep varies one thing and takes what comes in any order", () => {
  const session = sitting();
  assert.deepEqual(valuesOf(session, "iterations"), [0, 1, 2]);
  const sweep = new Sweep(session, "iterations");
  assert.deepEqual(
    sweep.input.jobs.map(({ tag, model }) => [tag, model]),
    [
      [0, 0],
      [2, 2],
      [1, 1],
    ],
  );
  const heat = Float64Array.from({ length: 16 }, (_, s) => s);
  sweep.take(/** @type {any} */ ({ tag: 2, heat, overlap: new Float32Array(32).fill(0.5) }));
  assert.equal(sweep.fraction, 1 / 3);
  assert.deepEqual(
    sweep.points.map(({ x, heat, overlap }) => [x, heat.mean, overlap.mean]),
    [[2, 7.5, 0.5]],
  );
  const temperatures = new Sweep(session, "generate_kt");
  for (const { tag, order } of temperatures.input.jobs) {
    assert.equal(order.settings.generate_kt, temperatures.values[tag]);
    assert.deepEqual({ ...order.settings, generate_kt: 1 }, session.settings);
  }
});

test("trajectories are all counted: inverted, off target, read as asked", () => {
  const order = { classes: new Uint8Array([3, 7, 3]), first: 0, samples: 3 };
  const taken = new Trajectories(order, ["3", "7"]);
  const overlap = Float32Array.from([0.75, 0.25, 0.5, -0.75, 0.25, 0.125]);
  const parts = Float64Array.from({ length: 18 }, (_, i) => i);
  const work = new Float64Array([1, 1, 4]);
  taken.take({ heat: new Float64Array([1, 2, 3]), parts, work, cooling: new Float64Array(3), overlap });
  const all = taken.summary;
  assert.deepEqual([all.parts.map(({ mean }) => mean), all.work.mean], [[6, 7, 8, 9, 10, 11], 2]);
  assert.deepEqual([all.heat.mean, all.overlap.mean], [2, 0.5]);
  near(all.inverted.mean, 1 / 3);
  near(all.offTarget.mean, 1 / 3);
  near(all.accuracy?.mean ?? 0, 1 / 3);
});

test("a published heat is shown for its own settings alone", () => {
  const digits = /** @type {any} */ ({ source: "mnist", names: ["0", "1", "2"], size: 28, first: 0 });
  const paper = presetSettings("paper");
  assert.equal(publishedHeat(paper, digits)?.value, 2900);
  assert.equal(publishedHeat({ ...paper, seed: 9, scale_factor: 1 }, digits)?.value, 1370);
  for (const other of /** @type {any[]} */ ([
    { iterations: 99 },
    { scale_factor: 1.5 },
    { kt: 0.2 },
    { trainer: "exact" },
  ])) {
    assert.equal(publishedHeat({ ...paper, ...other }, digits), null);
  }
  assert.equal(publishedHeat(paper, { ...digits, source: "glyphs" }), null);
  assert.equal(publishedHeat(paper, { ...digits, each: 150 }), null);
});

/** Opens a panel of the page once its first samples are there. @param {import("node:test").TestContext} t @param {string} panel */
async function look(t, panel) {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  await page.click(`[data-panel=${panel}]`);
  return page;
}

test("the self-check runs in the browser and every row passes and is explained", async (t) => {
  const page = await look(t, "checks");
  await page.getByText(/^All \d+ rows pass\.$/).waitFor({ timeout: 60_000 });
  const marks = await page.$$eval(".check-rows .mark", (all) => all.map((mark) => mark.textContent));
  assert.ok(marks.length >= 13 && marks.every((mark) => mark === "pass"), String(marks));
  await page.locator(".check-rows summary", { hasText: "first law" }).click();
  assert.match((await page.textContent(".check-rows details[open]")) ?? "", /heat a trajectory gives to the bath/);
});

test("heat is measured over a hundred trajectories, and can be stopped", async (t) => {
  const page = await look(t, "heat");
  const panel = page.locator("section.heat");
  await panel.locator(".measure .note:text('100 trajectories')").waitFor({ timeout: 60_000 });
  const words = (await panel.locator("figure .note").textContent()) ?? "";
  const [, mean, error] = /mean ([\d.]+) ± ([\d.]+) kT/.exec(words) ?? [];
  const shown = Number(await text(page, "r-heat"));
  assert.ok(Math.abs(Number(mean) - shown) < 8 * Number(error), `${words} beside ${shown} on the stage`);
  await panel.locator("select").selectOption("3000");
  await panel.locator("button:text('Measure')").click();
  await panel.locator("button:text('Stop')").click();
  await panel.locator(".measure .note:text('Stopped.')").waitFor();
});

test("coupling maps are shown, and a unit is cut out of the same samples", async (t) => {
  const page = await look(t, "couplings");
  await page.waitForSelector(".maps button");
  assert.equal(await page.locator(".maps button").count(), 16);
  await page.locator(".maps button").first().click();
  await page.locator("section.couplings button", { hasText: "Measure without it" }).click();
  const words = page.getByText(/^Without hidden unit \d+ the heat changes by [−\d.]+ ± [\d.]+ kT/);
  await words.waitFor({ timeout: 60_000 });
  assert.doesNotMatch((await words.textContent()) ?? "", / 0\.00 ± 0\.00 kT/);
});

test("charts are drawn with their data, and the iterations are measured", async (t) => {
  const page = await look(t, "charts");
  await page
    .locator("section.charts .measure .note", { hasText: "21 points of 16 samples." })
    .waitFor({ timeout: 60_000 });
  const labels = await page.$$eval("section.charts [role=img]", (all) => all.map((one) => one.ariaLabel ?? ""));
  assert.ok(
    labels.some((words) => words.startsWith("Excess loss.") && words.includes("optimum")),
    labels.join(),
  );
  assert.ok((await page.locator("section.charts .picture").count()) >= 5, "samples on the way stand above the loss");
  const heat = page.locator("figure.chart", { has: page.locator("h4", { hasText: /^Heat$/ }) });
  await heat.locator("summary").click();
  await heat.locator("tbody tr").last().waitFor();
  const cells = await heat.locator("tbody tr").last().locator("td").allTextContents();
  assert.equal(cells[0], "20");
  assert.equal(
    Math.round(Number(cells[1])),
    Number(await text(page, "r-heat")),
    "the last iteration is the run on the stage",
  );
});
