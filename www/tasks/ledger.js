/** Tasks that look into a run: the density of a unit, and the first-law ledger of each sample. */
import { eventOf, valueAt } from "../link/events.js";
import { Generation } from "./generate.js";
import { owning, saidBy } from "./owning.js";

/** @typedef {typeof import("../built/simd/tools.js")} Tools */
/** @typedef {import("../worker/loop.js").Steps} Steps */
/** @typedef {import("./owning.js").Own} Own */
/** @typedef {import("../built/simd/tools.js").Model} Model */
/** @typedef {import("./model.js").ModelData} ModelData */
/** @typedef {import("./generate.js").Order} Order */
/** @typedef {import("./messages.js").Settings} Settings */

const noTargets = new Float32Array(0);

/** A run's generator, as the engine has it. @param {Generation} run */
const looked = ({ generator }) => /** @type {import("../built/simd/tools.js").Generation} */ (generator);

/** @typedef {{values: Float64Array, xs: number[], density: Float64Array, distance: number, limit: number}} Density samples of a unit with its Boltzmann density */
/** @typedef {{alone: Density | null, among: Density | null, kt: number, time: number, bias: number}} DensityPart */

/**
 * One unit and its Boltzmann density: alone, before θ is switched on, all visible units that are not
 * held; and one unit among the others at the end of generation, before any cooling.
 */
export const density = owning(
  /** @param {Own} own @param {Tools} wasm @param {{model: ModelData, order: Order, unit: number}} input @returns {Steps} */
  function* (own, wasm, { model: data, order, unit }) {
    const model = own(wasm.Model.fromData(data));
    const warm = Number(order.settings.kt) * Number(order.settings.generate_kt);
    const alone = warm > 0 ? compared(wasm, noise(wasm, model, order), order.settings, warm, [0]) : null;
    yield { part: { alone, ...(yield* atEnd(wasm, model, order, unit)) } };
  },
);

/** The visible units of a run at its start, not one held. @param {Tools} wasm @param {Model} model @param {Order} order */
const noise = (wasm, model, order) =>
  saidBy(new Generation(wasm, model, { ...order, clamp: null }, noTargets), ({ generator }) =>
    Float64Array.from(generator.visible()),
  );

/** One unit among the others at the end of generation. */
const atEnd = owning(
  /**
   * @param {Own} own @param {Tools} wasm @param {Model} model @param {Order} order @param {number} unit
   * @returns {Generator<null, Omit<DensityPart, "alone">>}
   */
  function* (own, wasm, model, order, unit) {
    const { settings, clamp } = order;
    const run = own(new Generation(wasm, model, order, noTargets));
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
    const among = moves ? compared(wasm, generator.unitValues(unit), then, kt, biases) : null;
    const bias = biases.reduce((sum, one) => sum + one, 0) / biases.length / (kt || 1);
    return { among, kt, bias, time: generator.time() };
  },
);

/** @param {Tools} wasm @param {Float64Array} values @param {Settings} settings @param {number} kt @param {ArrayLike<number>} biases @returns {Density} */
const compared = (wasm, values, { j2, j4 }, kt, biases) =>
  saidBy(new wasm.UnitDensity(Number(j2), Number(j4), kt, Float64Array.from(biases)), (density) => {
    const reach = density.reach();
    const xs = Array.from({ length: 161 }, (_, i) => reach * (i / 80 - 1));
    const { distance, limit } = density.distance(values);
    return { values, xs, density: density.at(Float64Array.from(xs)), distance, limit };
  });

const moments = 120; // of a run that are kept
const affordable = 2e10; // couplings × samples × steps that are summed by the midpoint rule

/** @typedef {{step: number, time: number, energy: Float64Array, parts: Float64Array, work: Float64Array, cooling: Float64Array}} Moment each one per sample, `parts` six per sample, kT */
/** @typedef {{moments: Moment[], fingerprint: string, kt: number, switchedOn: Float64Array, midpoint: Float64Array}} LedgerPart `midpoint` generation's and cooling's of the first samples */

/**
 * The first-law ledger of a run: energy, heat in parts and work of each sample in time, and the heat of as many
 * samples as are affordable summed by the midpoint rule, which knows nothing of energies.
 */
export const ledger = owning(
  /** @param {Own} own @param {Tools} wasm @param {{model: ModelData, order: Order}} input @returns {Steps} */
  function* (own, wasm, { model: data, order }) {
    const model = own(wasm.Model.fromData(data));
    const { steps, part } = yield* kept(wasm, model, order);
    yield { part: { fraction: 0.5 } };
    const few = Math.max(1, Math.floor(affordable / (wasm.couplingCount(model) * steps)));
    const midpoint = yield* summed(wasm, model, { ...order, samples: Math.min(few, order.samples) });
    yield { part: { ...part, midpoint } };
  },
);

/** A run's ledger, by its generator. */
const kept = owning(
  /** @param {Own} own @param {Tools} wasm @param {Model} model @param {Order} order @returns {Generator<null, {steps: number, part: Omit<LedgerPart, "midpoint">}>} */
  function* (own, wasm, model, order) {
    const run = own(new Generation(wasm, model, order, noTargets));
    const generator = looked(run);
    const every = Math.max(1, Math.ceil(run.steps / moments));
    const all = [momentOf(run)];
    while (run.step < run.steps) {
      const goal = Math.min(run.steps, (Math.floor(run.step / every) + 1) * every);
      run.advanceTowards(goal);
      if (run.step >= goal) all.push(momentOf(run));
      yield null;
    }
    const [fingerprint, kt] = [generator.fingerprint(), generator.referenceKt()];
    const switchedOn = generator.workOfSwitchingOn();
    return { steps: run.steps, part: { moments: all, fingerprint, kt, switchedOn } };
  },
);

/** @param {Generation} run @returns {Moment} */
function momentOf(run) {
  const generator = looked(run);
  return {
    step: run.step,
    time: generator.time(),
    energy: generator.energies(),
    parts: generator.heatParts(),
    work: generator.work(),
    cooling: generator.heatOfCooling(),
  };
}

/** Heats by the midpoint sum. */
const summed = owning(
  /** @param {Own} own @param {Tools} wasm @param {Model} model @param {Order} order @returns {Generator<null, Float64Array>} */
  function* (own, wasm, model, order) {
    const classes = order.classes.slice(0, order.samples);
    const run = own(new Generation(wasm, model, { ...order, classes }, noTargets));
    looked(run).sumMidpoints();
    while (run.step < run.steps) {
      run.advanceTowards(run.steps);
      yield null;
    }
    return looked(run).midpointHeats();
  },
);
