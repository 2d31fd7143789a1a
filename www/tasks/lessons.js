/** A task of the lesson, on request: inverted samples, the energy along a pattern, the spectrum of J. */
import { owning, saidBy } from "./owning.js";

/** @typedef {typeof import("../built/simd/tools.js")} Tools */
/** @typedef {import("../worker/loop.js").Steps} Steps */
/** @typedef {import("./owning.js").Own} Own */
/** @typedef {import("../built/simd/tools.js").Model} Model */
/** @typedef {import("./messages.js").Settings} Settings */
/** @typedef {{settings: Settings, size: number}} Lesson the glyphs 0, 1 and 2 of that size are learned */

const ids = Uint8Array.of(0, 1, 2);
const slice = 20; // steps of a generation at a time

/** @param {Tools} wasm @param {Lesson} lesson */
const glyphs = (wasm, { settings, size }) => ({
  pixels: wasm.glyphs(ids, size, Number(settings.seed), 0),
  labels: new Uint8Array(),
  width: size,
  height: size,
});

/** Trains to the end; the model is the caller's. */
const trained = owning(
  /** @param {Own} own @param {Tools} wasm @param {Lesson} lesson @returns {Generator<null, {model: Model, targets: Float32Array}>} */
  function* (own, wasm, lesson) {
    const training = own(new wasm.Training(lesson.settings, glyphs(wasm, lesson)));
    while (!training.advance()) yield null;
    const targets = training.targets();
    return { model: training.model(), targets };
  },
);

/** Signed overlaps of samples at their end with the targets. */
const generated = owning(
  /** @param {Own} own @param {Tools} wasm @param {Model} model @param {Settings} settings @param {number} samples @param {Float32Array} targets @returns {Generator<null, Float32Array>} */
  function* (own, wasm, model, settings, samples, targets) {
    const run = own(new wasm.Generation(model, settings, 0, samples));
    while (run.advance(slice) > 0) yield null;
    return run.overlaps(targets);
  },
);

/** @typedef {Lesson & {scales: string[], samples: number, alphas: Float64Array}} Mirrored */

/**
 * How many samples are inverted, the energy along ± the first pattern, the spectrum of J.
 * @param {Tools} wasm @param {Mirrored} input @returns {Steps}
 */
export function* lessonMirror(wasm, input) {
  for (const scale of input.scales) yield* mirrored(wasm, input, scale);
}

const mirrored = owning(
  /** @param {Own} own @param {Tools} wasm @param {Mirrored} input @param {string} scale @returns {Steps} */
  function* (own, wasm, { samples, alphas, size, settings: usual }, scale) {
    /** @type {Settings} */
    const settings = { ...usual, scale };
    const { model, targets } = yield* trained(wasm, { size, settings });
    own(model);
    const overlaps = yield* generated(wasm, model, settings, samples, targets);
    const pattern = targets.slice(0, model.visible);
    const kt = Number(settings.kt);
    const along = wasm.alongPattern(model, settings, pattern, alphas, true).map((v) => v / kt);
    const spectrum = eigenvalues(wasm, model, Number(settings.j2));
    yield { part: { scale, inverted: inverted(overlaps, ids.length), samples, along, ...spectrum } };
  },
);

/** All eigenvalues of J, and how many lie below −2 J2. @param {Tools} wasm @param {Model} model @param {number} j2 */
const eigenvalues = (wasm, model, j2) =>
  saidBy(new wasm.Spectrum(model), (spectrum) => ({ values: spectrum.values(), below: spectrum.below(j2) }));

/** Samples whose strongest overlap is negative. @param {Float32Array} overlaps samples × patterns @param {number} patterns */
function inverted(overlaps, patterns) {
  let count = 0;
  for (let at = 0; at < overlaps.length; at += patterns) {
    const one = overlaps.slice(at, at + patterns);
    const strongest = one.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
    if (strongest < 0) count += 1;
  }
  return count;
}
