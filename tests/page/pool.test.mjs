// The pool of workers: how samples are dealt, and that the number of workers does not show in the bits.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { Session } from "../../www/session/session.js";
import { Coordinator } from "../../www/tasks/sharing.js";
import { deal, join } from "../../www/worker/dealing.js";
import { poolSize } from "../../www/worker/size.js";
import { enter, finished, fullSpeed, open, text } from "./browser.mjs";

test("samples are dealt in whole chunks of eight, each once and in order", () => {
  for (const samples of [1, 7, 8, 9, 16, 20, 100, 256]) {
    for (const workers of [1, 2, 3, 8]) {
      const parts = deal(40, samples, workers);
      assert.ok(parts.length <= workers);
      assert.equal(
        parts.reduce((next, part) => {
          assert.equal(part.first, next);
          assert.ok(part.samples > 0);
          assert.equal((part.first - 40) % 8, 0);
          return next + part.samples;
        }, 40),
        40 + samples,
      );
    }
  }
});

test("one core is left to the page, and a number asked for is kept", () => {
  assert.deepEqual(poolSize("", 1), { size: 1, forced: false });
  assert.deepEqual(poolSize("", 2), { size: 1, forced: false });
  assert.deepEqual(poolSize("", 4), { size: 3, forced: false });
  assert.deepEqual(poolSize("", 64), { size: 4, forced: false });
  assert.deepEqual(poolSize("?workers=3", 2), { size: 3, forced: true });
  assert.deepEqual(poolSize("?workers=-1", 2), { size: 1, forced: false });
});

test("parts of a moment are put together in order", () => {
  /** @param {number} k */
  const part = (k) => ({
    step: 3,
    time: 0.03,
    pixels: new Uint8Array([k, k]),
    hidden: new Uint8Array([k]),
    heat: new Float64Array([k]),
    cooling: new Float64Array([-k]),
    overlap: new Float32Array([k]),
    fingerprint: "",
    prints: [String(k)],
  });
  const whole = join([part(1), part(2)], "both");
  assert.deepEqual([...whole.pixels, ...whole.hidden], [1, 1, 2, 2, 1, 2]);
  assert.deepEqual([...whole.heat, ...whole.cooling, ...whole.overlap], [1, 2, -1, -2, 1, 2]);
  assert.equal(whole.fingerprint, "both");
});

test("all work units of a round are dealt but one, which is the coordinator's", () => {
  /** @type {{from: number, to: number}[]} */
  const orders = [];
  const port = /** @type {any} */ ({ postMessage: (/** @type {any} */ order) => orders.push(order) });
  const trainer = { round: 4, kind: 2, own: 0, workUnits: 9, iteration: 0, iterations: 3, give() {}, take() {} };
  const coordinator = new Coordinator(
    /** @type {any} */ ({ ...trainer, roundInput: () => new Uint8Array(1) }),
    () => {},
  );
  assert.equal(coordinator.hasDealt, false, "there is nobody else");
  coordinator.add(1, port);
  coordinator.exchange();
  assert.equal(orders.length, 0, "it is not ready");
  port.onmessage({ data: null });
  for (let unit = 1; unit < 9; unit++) {
    coordinator.exchange();
    assert.equal(coordinator.hasDealt, orders.at(-1)?.to === 9);
    port.onmessage({ data: { round: 4, unit, result: new Uint8Array(0) } });
  }
  const units = orders.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, k) => from + k));
  assert.deepEqual(units, [1, 2, 3, 4, 5, 6, 7, 8]);
  assert.equal(coordinator.hasDealt, true);
});

test("a training ends the run before it: a frame of it that comes late is not shown with the new images", async () => {
  const source = {
    size: 1,
    forced: false,
    first: false,
    client: () => ({ ask: () => ({ send() {}, stop() {} }) }),
    prepare() {},
  };
  const session = new Session(() => {}, /** @type {any} */ (source));
  const frame = { step: 4, pixels: new Uint8Array(1), hidden: new Uint8Array(0) };
  const late = (/** @type {number} */ run) =>
    session.receive(/** @type {any} */ ({ type: "frame", run, frame, asked: true }));
  const { generation, player } = session;
  generation.order();
  session.receive(/** @type {any} */ ({ type: "begun", run: generation.run, steps: 100, workers: 1 }));
  const { run } = generation;
  late(run);
  assert.equal(player.frames.length, 1);
  session.train();
  late(run);
  assert.equal(player.frames.length, 0);
});

/** Waits for so many workers, and sees that there are no more: a short training may end before the last of them has
 * started. @param {import("playwright-core").Page} page @param {number} workers */
async function working(page, workers) {
  while (page.workers().length < workers)
    await page.waitForEvent("worker", { predicate: () => page.workers().length >= workers });
  assert.equal(page.workers().length, workers);
}

/** Twenty samples to the end by so many workers. @param {import("node:test").TestContext} t @param {number} workers */
async function twenty(t, workers, complaints = false) {
  const page = await open(t, { query: `?workers=${workers}`, complaints });
  await page.waitForSelector("#more:enabled");
  await fullSpeed(page);
  await enter(page, "samples", "20");
  return page;
}

test("1, 2 and 3 workers give the same bits", async (t) => {
  /** @type {string[]} */
  const prints = [];
  for (const workers of [1, 2, 3]) {
    const page = await twenty(t, workers);
    await page.waitForFunction(() =>
      document.getElementById("caption")?.textContent?.startsWith("20 samples at the end"),
    );
    await working(page, workers);
    assert.match(await text(page, "r-workers"), workers > 1 ? new RegExp(`by ${workers} workers`) : /^$/);
    prints.push(await text(page, "r-print"));
  }
  assert.match(prints[0], /^[0-9a-f]{16,}$/);
  assert.deepEqual(prints, [prints[0], prints[0], prints[0]]);
});

test("a worker that dies in the middle of its part is replaced, with the same bits", async (t) => {
  const reference = await twenty(t, 1);
  await finished(reference);
  await reference.waitForFunction(() =>
    document.getElementById("caption")?.textContent?.startsWith("20 samples at the end"),
  );
  const page = await twenty(t, 2, true);
  await page.waitForFunction(() => document.getElementById("r-workers")?.textContent);
  await page.selectOption("#speed", "0.25");
  await page.click("#replay");
  await page.waitForFunction(() => document.getElementById("play")?.hasAttribute("data-moving"));
  await page.workers()[1].evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError("unreachable");
    });
  });
  await page.waitForFunction(() => document.getElementById("notice")?.textContent?.includes("restarted"));
  await fullSpeed(page);
  await finished(page);
  assert.equal(await text(page, "r-print"), await text(reference, "r-print"));
});

const training = "#v=1&trainer=sgd&dt=0.001&iterations=20&rate=0.1&samples=8&generate_time=1";

/** The fingerprint of samples from a training shared by so many workers. @param {import("node:test").TestContext} t @param {number} workers @param {string} place @param {(page: import("playwright-core").Page) => Promise<void>} [meanwhile] */
async function learned(t, workers, place, meanwhile) {
  const page = await open(t, { query: `?workers=${workers}${place}`, complaints: meanwhile !== undefined });
  await meanwhile?.(page);
  await page.waitForSelector("#more:enabled");
  await fullSpeed(page);
  await finished(page);
  await working(page, workers);
  return text(page, "r-print");
}

test("a training shared by 1, 2 and 3 workers gives the same bits", async (t) => {
  for (const place of [training, "#v=1&names=0,1,2&each=30&iterations=5&samples=8&generate_time=1"]) {
    const alone = await learned(t, 1, place);
    assert.match(alone, /^[0-9a-f]{16,}$/);
    for (const workers of [2, 3]) assert.equal(await learned(t, workers, place), alone, `${workers} workers, ${place}`);
  }
});

test("a helper that dies in the middle of a training is replaced, with the same bits", async (t) => {
  const long = training.replace("iterations=20", "iterations=60");
  const alone = await learned(t, 1, long);
  const shaken = await learned(t, 2, long, async (page) => {
    await page.waitForFunction(() => /\d/.test(document.getElementById("loss-now")?.textContent ?? ""));
    await working(page, 2);
    await page.workers()[1].evaluate(() => {
      setTimeout(() => {
        throw new WebAssembly.RuntimeError("unreachable");
      });
    });
    assert.equal(await page.isDisabled("#more"), true, "the training is not over yet");
  });
  assert.equal(shaken, alone);
});
