// The JavaScript interface as Node gets it, from the package that was built.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { correlation } from "../www/means.js";

/** @type {typeof import("../www/embed/thermogen.d.ts")} */
const { generate, noise, ThermogenError, train } = await import(
  String(new URL("../dist/thermogen/node.js", import.meta.url))
);

const images = { glyphs: ["0", "1", "2"], size: 10 };
const small = { images, settings: { hidden: 40, iterations: 8, seed: 5 } };
const model = await train(small);

test("a computer is trained, and its loss falls", () => {
  assert.equal(model.visible, 100);
  assert.equal(model.hidden, 40);
  assert.equal(model.loss.length, 8);
  assert.ok(model.loss[7] < model.loss[0]);
  assert.equal(model.targets.length, 3 * 100);
});

test("samples are generated with their heat, and the same seed gives the same bits", async () => {
  const options = { samples: 9, settings: { generate_time: 1 }, frames: 4 };
  const samples = await generate(model, options);
  assert.equal(samples.visible.length, 9 * 100);
  assert.equal(samples.heat.length, 9);
  assert.equal(samples.overlaps.length, 9 * 3);
  assert.deepEqual(
    samples.frames.map(({ step }) => step),
    [0, 25, 50, 75, 100],
  );
  assert.ok(samples.heat.reduce((a, b) => a + b, 0) > 0);
  const again = await generate(model.bytes, options);
  assert.equal(again.fingerprint, samples.fingerprint);
  const eighth = await generate(model, { ...options, samples: 1, first: 7 });
  assert.deepEqual(eighth.visible, samples.visible.slice(700, 800));
});

test("the heat is the sum of its parts, and the first law holds with work", async () => {
  const { heat, heatParts, work } = await generate(model, { samples: 3, events: ["50:generate_kt:3", "80:lesion:2"] });
  heat.forEach((q, s) => {
    const parts = heatParts.slice(6 * s, 6 * s + 6).reduce((a, b) => a + b, 0);
    assert.ok(Math.abs(q - parts) < 1e-6 * Math.max(1, Math.abs(q)));
  });
  assert.ok(work.some((w) => w !== 0));
});

test("pictures in colour are learned, and each sample is like the one it was asked for", async () => {
  const pictures = { pictures: ["sunset", "fish", "balloon"], size: 24 };
  const colour = await train({ images: pictures, preset: "pictures" });
  assert.deepEqual([colour.visible, colour.channels, colour.classes], [24 * 24 * 3, 3, Uint8Array.of(0, 1, 2)]);
  const classes = [0, 1, 2, 2, 1, 0];
  const done = await generate(colour, { preset: "pictures", samples: 6, classes });
  assert.equal(done.channels, 3);
  assert.equal(done.pixels.length, 6 * 24 * 24 * 3);
  classes.forEach((k, s) => {
    assert.ok(done.overlaps[3 * s + k] > 0.95, `sample ${s}: ${done.overlaps.slice(3 * s, 3 * s + 3)}`);
  });
  const wrong = train({ images: { pictures: ["moon"] }, preset: "pictures" });
  await assert.rejects(wrong, { name: "ThermogenError", field: "pictures" });
});

test("a noising trajectory starts at the driven image, ends undriven, and its steps add up", async () => {
  const settings = { hidden: 40, seed: 5, dt: 0.01, drive: 8 };
  const { steps, units, arrivals, displacements } = await noise({ images, settings, index: 1 });
  assert.equal(units, 140);
  assert.equal(arrivals.length, steps * units);
  const before = arrivals.slice(0, units).map((x, i) => x - displacements[i]);
  const pattern = model.targets.subarray(100, 200);
  assert.ok(correlation(before.subarray(0, 100), pattern) > 0.9);
  assert.ok(Math.abs(correlation(arrivals.subarray((steps - 1) * units, (steps - 1) * units + 100), pattern)) < 0.5);
  for (let i = units; i < 3 * units; i++) {
    assert.ok(Math.abs(arrivals[i] - displacements[i] - arrivals[i - units]) < 1e-6);
  }
  const other = await noise({ images, settings, index: 1, trajectory: 1 });
  assert.notDeepEqual(other.arrivals, arrivals);
});

test("progress is told, and a signal ends a call with its reason", async () => {
  /** @type {number[]} */
  const told = [];
  await train({ ...small, onProgress: ({ fraction }) => told.push(fraction) });
  assert.equal(told.at(-1), 1);
  const control = new AbortController();
  const long = train({
    images: { glyphs: ["0"], size: 28 },
    settings: { iterations: 100000 },
    signal: control.signal,
    onProgress: () => control.abort(new Error("enough")),
  });
  await assert.rejects(long, /enough/);
  await assert.rejects(generate(model, { signal: AbortSignal.abort() }), { name: "AbortError" });
});

/** @type {[string, () => Promise<unknown>][]} */
const bad = [
  ["kt", () => train({ ...small, settings: { kt: -1 } })],
  ["temperature", () => train({ ...small, settings: { temperature: 1 } })],
  ["preset", () => train({ images, preset: "best" })],
  ["glyphs", () => train({ images: { glyphs: ["♞"] } })],
  ["images", () => train(/** @type {any} */ ({}))],
  ["options", () => train(/** @type {any} */ (undefined))],
  ["model", () => generate(/** @type {any} */ ({}))],
  ["samples", () => generate(model, { samples: 0 })],
  ["classes", () => generate(model, { classes: 3 })],
  ["index", () => noise({ images, index: 3 })],
];
for (const [field, call] of bad) {
  test(`a bad ${field} is refused by its name`, async () => {
    await assert.rejects(call(), (error) => {
      assert.ok(error instanceof ThermogenError);
      assert.equal(error.field, field);
      assert.ok(error.message.length > 10);
      return true;
    });
  });
}

test("a model file that is none is refused", async () => {
  await assert.rejects(generate(new Uint8Array(20)), ThermogenError);
});
