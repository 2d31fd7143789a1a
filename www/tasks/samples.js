/** Tasks that generate samples to their end. */
import { Generation } from "./generate.js";
import { owning } from "./owning.js";

/** @typedef {typeof import("../built/simd/tools.js")} Tools */
/** @typedef {import("../worker/loop.js").Steps} Steps */
/** @typedef {import("./owning.js").Own} Own */
/** @typedef {import("../built/simd/tools.js").Model} Model */
/** @typedef {import("./model.js").ModelData} ModelData */
/** @typedef {import("./generate.js").Order} Order */

/** One set of samples. @typedef {{tag: number, model: number, order: Order}} Job */
/** @typedef {{tag: number, first: number, heat: Float64Array, parts: Float64Array, work: Float64Array, cooling: Float64Array, overlap: Float32Array, pixels: Uint8Array | null}} Batch some samples at their end */
/** @typedef {{models: ModelData[], jobs: Job[], targets: Float32Array, pixels?: boolean}} ToGenerate */

const chunk = 16; // samples at a time, so that the first are seen soon
const progressMs = 200;

/**
 * Generates samples to their end, some at a time, job after job.
 * Parts: `{tag, fraction}` on the way, a `Batch` for each chunk.
 * @param {Tools} wasm @param {ToGenerate} input @returns {Steps}
 */
export function* generate(wasm, input) {
  const { models, jobs } = input;
  for (let from = 0; from < jobs.length; ) {
    const { model } = jobs[from];
    const other = jobs.findIndex((job, i) => i > from && job.model !== model);
    const to = other < 0 ? jobs.length : other;
    yield* ofModel(wasm, models[model], jobs.slice(from, to), input);
    from = to;
  }
}

/** Jobs of one model. */
const ofModel = owning(
  /** @param {Own} own @param {Tools} wasm @param {ModelData} data @param {Job[]} jobs @param {ToGenerate} input @returns {Steps} */
  function* (own, wasm, data, jobs, { targets, pixels = false }) {
    const model = own(wasm.Model.fromData(data));
    for (const { tag, order } of jobs) {
      for (let from = 0; from < order.samples; from += chunk) {
        yield* batch(wasm, model, tag, share(order, from), targets, pixels);
      }
    }
  },
);

/** @param {Order} order @param {number} from */
function share(order, from) {
  const samples = Math.min(chunk, order.samples - from);
  return { ...order, first: order.first + from, samples, classes: order.classes.slice(from, from + samples) };
}

const batch = owning(
  /** @param {Own} own @param {Tools} wasm @param {Model} model @param {number} tag @param {Order} order @param {Float32Array} targets @param {boolean} pixels @returns {Steps} */
  function* (own, wasm, model, tag, order, targets, pixels) {
    const run = own(new Generation(wasm, model, order, targets));
    let told = performance.now();
    while (run.step < run.steps) {
      run.advanceTowards(run.steps);
      const due = performance.now() - told > progressMs;
      if (due) told = performance.now();
      yield due ? { part: { tag, fraction: run.step / run.steps, of: order.samples } } : null;
    }
    const { heat, cooling, overlap, pixels: picture } = run.frame();
    const [parts, work] = [run.generator.heatParts(), run.generator.work()];
    yield { part: { tag, first: order.first, heat, parts, work, cooling, overlap, pixels: pixels ? picture : null } };
  },
);

/** The units of samples at their end, as a .npy file. Parts: `{fraction}` on the way, then the file. */
export const states = owning(
  /** @param {Own} own @param {Tools} wasm @param {{model: ModelData, order: Order}} input @returns {Steps} */
  function* (own, wasm, { model: data, order }) {
    const run = own(new Generation(wasm, own(wasm.Model.fromData(data)), order, new Float32Array(0)));
    while (run.step < run.steps) {
      run.advanceTowards(run.steps);
      yield { part: { fraction: run.step / run.steps } };
    }
    const file = wasm.statesFile(run.generator);
    yield { part: { file, fingerprint: run.generator.fingerprint() }, transfer: [file.buffer] };
  },
);
