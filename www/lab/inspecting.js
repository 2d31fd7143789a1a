/** Tasks of the lab that look into a computer and into a run; see tasks.js for what a task is. */
import { eventOf, valueAt } from "../link/events.js";
import { given } from "../pool/given.js";
import { Run } from "../pool/run.js";

/** @typedef {import("./tasks.js").Tools} Tools */
/** @typedef {import("./tasks.js").Steps} Steps */
/** @typedef {import("../built/simd/tools.js").Model} Model */
/** @typedef {import("../pool/run.js").Order} Order */
/** @typedef {import("../pool/protocol.js").Settings} Settings */

/** @typedef {{values: Float64Array, below: number, lowest: Float64Array, overlaps: Float64Array, width: number, height: number}} SpectrumPart */

/** A run's generator, as the tools have it. @param {Run} run */
const looked = ({ generator }) => /** @type {import("../built/simd/tools.js").Generation} */ (generator);

/** All eigenvalues of J and the lowest mode. @param {Tools} wasm @param {{model: import("../pool/parts.js").Parts, targets: Float32Array, j2: number}} input @returns {Steps} */
export function* spectrum(wasm, { model: parts, targets, j2 }) {
  const model = wasm.Model.fromData(parts);
  try {
    const { width, height } = model;
    yield { part: { ...modes(wasm, model, targets, j2), width, height } };
  } finally {
    model.free();
  }
}

/** @param {Tools} wasm @param {Model} model @param {Float32Array} targets @param {number} j2 */
function modes(wasm, model, targets, j2) {
  const found = new wasm.Spectrum(model);
  try {
    const lowest = found.lowest().slice(0, model.visible);
    return { values: found.values(), below: found.below(j2), overlaps: found.overlaps(targets), lowest };
  } finally {
    found.free();
  }
}

/** The bath's thermal energy, or the nominal one where it is 0. @param {Settings} settings */
const reference = ({ kt, generate_kt }) => Number(kt) * Number(generate_kt) || Number(kt) || 1;

/** @typedef {{alphas: number[], still: number[], relaxed: number[]}} AlongPart in kT */

/** The energy along ± a pattern. @param {Tools} wasm @param {{model: import("../pool/parts.js").Parts, settings: Settings, pattern: Float32Array, alphas: number[]}} input @returns {Steps} */
export function* along(wasm, { model: parts, settings, pattern, alphas }) {
  const model = wasm.Model.fromData(parts);
  try {
    const kt = reference(settings);
    const of = (/** @type {boolean} */ relaxed) =>
      Array.from(
        wasm.alongPattern(model, settings, pattern, Float64Array.from(alphas), relaxed),
        (energy) => energy / kt,
      );
    const still = of(false);
    yield null;
    yield { part: { alphas, still, relaxed: of(true) } };
  } finally {
    model.free();
  }
}

/** @typedef {{values: Float64Array, xs: number[], density: Float64Array, distance: number, limit: number}} Density samples of a unit beside its Boltzmann density */
/** @typedef {{alone: Density | null, among: Density | null, kt: number, time: number, bias: number}} DensityPart */

/**
 * One unit beside its Boltzmann density: alone, before θ is switched on, all visible units that are not
 * held; and one unit among the others at the end of generation, before any cooling.
 * @param {Tools} wasm @param {{model: import("../pool/parts.js").Parts, order: Order, unit: number}} input @returns {Steps}
 */
export function* density(wasm, { model: parts, order, unit }) {
  const model = wasm.Model.fromData(parts);
  try {
    const warm = Number(order.settings.kt) * Number(order.settings.generate_kt);
    const alone = warm > 0 ? beside(wasm, noise(wasm, model, order), order.settings, warm, [0]) : null;
    yield { part: { alone, ...(yield* atEnd(wasm, model, order, unit)) } };
  } finally {
    model.free();
  }
}

/** The visible units of a run at its start, none held. @param {Tools} wasm @param {Model} model @param {Order} order */
function noise(wasm, model, order) {
  const run = new Run(wasm, model, { ...order, clamp: null }, new Float32Array(0));
  try {
    return Float64Array.from(run.generator.visible());
  } finally {
    run.end();
  }
}

/**
 * One unit among the others at the end of generation.
 * @param {Tools} wasm @param {Model} model @param {Order} order @param {number} unit
 * @returns {Generator<null, Omit<DensityPart, "alone">>}
 */
function* atEnd(wasm, model, order, unit) {
  const { settings, clamp } = order;
  const run = new Run(wasm, model, order, new Float32Array(0));
  try {
    const end = Math.min(run.steps, Math.round(Number(settings.generate_time) / Number(settings.generate_dt)));
    while (run.step < end) {
      run.advanceTowards(end);
      yield null;
    }
    const generator = looked(run);
    const now = (/** @type {string} */ name) => valueAt(order.events.map(eventOf), name, end, Number(settings[name]));
    const kt = Number(settings.kt) * now("generate_kt");
    const biases = generator.unitBiases(unit);
    const moves = kt > 0 && !clamp?.mask[unit];
    const then = { ...settings, j2: now("j2"), j4: now("j4") };
    const among = moves ? beside(wasm, generator.unitValues(unit), then, kt, biases) : null;
    const bias = biases.reduce((sum, one) => sum + one, 0) / biases.length / (kt || 1);
    return { among, kt, bias, time: generator.time() };
  } finally {
    run.end();
  }
}

/** @param {Tools} wasm @param {Float64Array} values @param {Settings} settings @param {number} kt @param {ArrayLike<number>} biases @returns {Density} */
function beside(wasm, values, { j2, j4 }, kt, biases) {
  const density = new wasm.UnitDensity(Number(j2), Number(j4), kt, Float64Array.from(biases));
  try {
    const reach = density.reach();
    const xs = Array.from({ length: 161 }, (_, i) => reach * (i / 80 - 1));
    const { distance, limit } = density.distance(values);
    return { values, xs, density: density.at(Float64Array.from(xs)), distance, limit };
  } finally {
    density.free();
  }
}

/** The account of one noising trajectory of a training image. @param {Tools} wasm @param {{model: import("../pool/parts.js").Parts, settings: Settings, images: import("../pool/protocol.js").Images, image: number, trajectory: number}} input @returns {Steps} */
export function* path(wasm, { model: parts, settings, images, image, trajectory }) {
  const model = wasm.Model.fromData(parts);
  try {
    const { pixels, labels, width, height } = given(wasm, images, settings);
    yield { part: wasm.pathAccount(model, { pixels, labels, width, height }, image, trajectory) };
  } finally {
    model.free();
  }
}

const moments = 120; // of a run that are kept
const affordable = 2e10; // couplings × samples × steps that are summed by the midpoint rule

/** @typedef {{step: number, time: number, energy: Float64Array, parts: Float64Array, work: Float64Array, cooling: Float64Array}} Moment each one per sample, `parts` six per sample, kT */
/** @typedef {{moments: Moment[], fingerprint: string, kt: number, switchedOn: Float64Array, midpoint: Float64Array}} BooksPart `midpoint` generation's and cooling's of the first samples */

/**
 * The books of a run: energy, heat in parts and work of each sample in time, and the heat of as many
 * samples as are affordable summed by the midpoint rule, which knows nothing of energies.
 * @param {Tools} wasm @param {{model: import("../pool/parts.js").Parts, order: Order}} input @returns {Steps}
 */
export function* books(wasm, { model: parts, order }) {
  const model = wasm.Model.fromData(parts);
  try {
    const end = yield* kept(wasm, model, order);
    yield { part: { fraction: 0.5 } };
    const few = Math.max(1, Math.floor(affordable / (wasm.couplingCount(model) * end.steps)));
    const midpoint = yield* summed(wasm, model, { ...order, samples: Math.min(few, order.samples) });
    yield { part: { ...end.part, midpoint } };
  } finally {
    model.free();
  }
}

/** A run's books, by its generator. @param {Tools} wasm @param {Model} model @param {Order} order @returns {Generator<null, {steps: number, part: Omit<BooksPart, "midpoint">}>} */
function* kept(wasm, model, order) {
  const run = new Run(wasm, model, order, new Float32Array(0));
  try {
    const generator = looked(run);
    const every = Math.max(1, Math.ceil(run.steps / moments));
    /** @type {Moment[]} */
    const all = [];
    const keep = () =>
      all.push({
        step: run.step,
        time: generator.time(),
        energy: generator.energies(),
        parts: generator.heatParts(),
        work: generator.work(),
        cooling: generator.heatOfCooling(),
      });
    keep();
    while (run.step < run.steps) {
      const goal = Math.min(run.steps, (Math.floor(run.step / every) + 1) * every);
      run.advanceTowards(goal);
      if (run.step >= goal) keep();
      yield null;
    }
    const [fingerprint, kt, switchedOn] = [
      generator.fingerprint(),
      generator.referenceKt(),
      generator.workOfSwitchingOn(),
    ];
    return { steps: run.steps, part: { moments: all, fingerprint, kt, switchedOn } };
  } finally {
    run.end();
  }
}

/** Heats by the midpoint sum. @param {Tools} wasm @param {Model} model @param {Order} order @returns {Generator<import("./tasks.js").Part | null, Float64Array>} */
function* summed(wasm, model, order) {
  const classes = order.classes.slice(0, order.samples);
  const run = new Run(wasm, model, { ...order, classes }, new Float32Array(0));
  try {
    looked(run).sumMidpoints();
    while (run.step < run.steps) {
      run.advanceTowards(run.steps);
      yield null;
    }
    return looked(run).midpointHeats();
  } finally {
    run.end();
  }
}
