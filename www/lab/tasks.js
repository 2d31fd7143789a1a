/**
 * What the lab can do, each a generator: it yields a part of its result when it has one, and null
 * when it has only used its slice of time. Closing it frees what it holds.
 */
import { Run } from "../pool/run.js";
import * as inspecting from "./inspecting.js";
import * as lessons from "./lessons.js";
import * as receipts from "./receipts.js";

/** @typedef {typeof import("../built/simd/tools.js")} Tools */
/** @typedef {import("../built/simd/tools.js").Model} Model */
/** @typedef {import("../pool/parts.js").Parts} Parts */
/** @typedef {{part: object, transfer?: Transferable[]}} Part */
/** @typedef {Generator<Part | null, void>} Steps */

/** One set of samples. @typedef {{tag: number, model: number, order: import("../pool/run.js").Order}} Job */
/** @typedef {{tag: number, first: number, heat: Float64Array, parts: Float64Array, work: Float64Array, cooling: Float64Array, overlap: Float32Array, pixels: Uint8Array | null}} Batch some samples at their end */
/** @typedef {{models: Parts[], jobs: Job[], targets: Float32Array, pixels?: boolean}} ToGenerate */

const chunk = 16; // samples at a time, so that the first are seen soon
const progressMs = 200;

/**
 * Generates samples to their end, some at a time, job after job.
 * Parts: `{tag, fraction}` on the way, a `Batch` for each chunk.
 * @param {Tools} wasm @param {ToGenerate} input @returns {Steps}
 */
function* generate(wasm, { models, jobs, targets, pixels = false }) {
  let held = -1;
  /** @type {Model | null} */
  let model = null;
  try {
    for (const { tag, model: index, order } of jobs) {
      if (index !== held) {
        model?.free();
        model = wasm.Model.fromData(models[index]);
        held = index;
      }
      for (let from = 0; from < order.samples; from += chunk) {
        yield* batch(wasm, /** @type {Model} */ (model), tag, piece(order, from), targets, pixels);
      }
    }
  } finally {
    model?.free();
  }
}

/** @param {import("../pool/run.js").Order} order @param {number} from */
function piece(order, from) {
  const samples = Math.min(chunk, order.samples - from);
  return { ...order, first: order.first + from, samples, classes: order.classes.slice(from, from + samples) };
}

/** @param {Tools} wasm @param {Model} model @param {number} tag @param {import("../pool/run.js").Order} order @param {Float32Array} targets @param {boolean} pixels @returns {Steps} */
function* batch(wasm, model, tag, order, targets, pixels) {
  const run = new Run(wasm, model, order, targets);
  try {
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
  } finally {
    run.end();
  }
}

/**
 * The units of samples at their end, as a .npy file. Parts: `{fraction}` on the way, then the file.
 * @param {Tools} wasm @param {{model: Parts, order: import("../pool/run.js").Order}} input @returns {Steps}
 */
function* states(wasm, { model: parts, order }) {
  const run = new Run(wasm, wasm.Model.fromData(parts), order, new Float32Array(0), true);
  try {
    while (run.step < run.steps) {
      run.advanceTowards(run.steps);
      yield { part: { fraction: run.step / run.steps } };
    }
    const file = wasm.statesFile(/** @type {import("../built/simd/tools.js").Generation} */ (run.generator));
    yield { part: { file, fingerprint: run.generator.fingerprint() }, transfer: [file.buffer] };
  } finally {
    run.end();
  }
}

/**
 * The self-check. The first part names all rows with the texts that explain them; then row by row.
 * @param {Tools} wasm @returns {Steps}
 */
function* check(wasm) {
  const rows = /** @type {[string, string][]} */ (wasm.checkRows());
  yield { part: { rows } };
  for (const [name] of rows) yield { part: { row: wasm.checkRow(name) } };
}

/** The couplings of every hidden unit with the visible ones, hidden × visible. @param {Tools} wasm @param {{model: Parts}} input @returns {Steps} */
function* couplings(wasm, { model: parts }) {
  const model = wasm.Model.fromData(parts);
  try {
    const { visible, hidden, width, height } = model;
    const maps = new Float32Array(visible * hidden);
    for (let unit = 0; unit < hidden; unit++) {
      maps.set(model.couplingMap(unit), unit * visible);
      if (unit % 64 === 63) yield null;
    }
    yield { part: { maps, hidden, width, height }, transfer: [maps.buffer] };
  } finally {
    model.free();
  }
}

/**
 * Estimates of what computations cost, kT, for a model of this size.
 * @param {Tools} wasm
 * @param {{model: Parts, steps: number, joule: number, kelvin: number, reading: number, switching: number}} input
 * @returns {Steps}
 */
function* costs(wasm, { model: parts, steps, joule, kelvin, reading, switching }) {
  const model = wasm.Model.fromData(parts);
  try {
    const { multiplications, steps: times, joule: each } = wasm.paperDigital();
    const couplings = wasm.couplingCount(model);
    const units = model.visible + model.hidden;
    const part = {
      published: {
        multiplications,
        steps: times,
        joule: each,
        kt: wasm.digitalEnergy(multiplications, times, each, kelvin),
      },
      simulated: wasm.digitalEnergy(wasm.multiplicationsOfStep(model), steps, joule, kelvin),
      readout: wasm.landauerEnergy(2 * units, reading),
      switched: wasm.landauerEnergy(couplings, switching),
      units,
      couplings,
    };
    yield { part };
  } finally {
    model.free();
  }
}

/** @type {Record<string, (wasm: Tools, input: any) => Steps>} */
export const tasks = { generate, states, check, couplings, costs, ...inspecting, ...lessons, ...receipts };
