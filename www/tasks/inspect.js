/** Tasks that look into a model: its couplings, spectrum, energies and costs, and the self-check. */

import { given } from "./model.js";
import { owning } from "./owning.js";

/** @typedef {typeof import("../built/simd/tools.js")} Tools */
/** @typedef {import("../worker/loop.js").Steps} Steps */
/** @typedef {import("./owning.js").Own} Own */
/** @typedef {import("./model.js").ModelData} ModelData */
/** @typedef {import("./messages.js").Settings} Settings */

/** @typedef {{values: Float64Array, below: number, lowest: Float64Array, overlaps: Float64Array, width: number, height: number}} SpectrumPart */

/** All eigenvalues of J and the lowest mode. */
export const spectrum = owning(
  /** @param {Own} own @param {Tools} wasm @param {{model: ModelData, targets: Float32Array, j2: number}} input @returns {Steps} */
  function* (own, wasm, { model: data, targets, j2 }) {
    const model = own(wasm.Model.fromData(data));
    const { width, height, visible } = model;
    const found = own(new wasm.Spectrum(model));
    const lowest = found.lowest().slice(0, visible);
    const modes = { values: found.values(), below: found.below(j2), overlaps: found.overlaps(targets), lowest };
    yield { part: { ...modes, width, height } };
  },
);

/** The bath's thermal energy, or the nominal one where it is 0. @param {Settings} settings */
const reference = ({ kt, generate_kt }) => Number(kt) * Number(generate_kt) || Number(kt) || 1;

/** @typedef {{alphas: number[], still: number[], relaxed: number[]}} AlongPart in kT */

/** The energy along ± a pattern. */
export const along = owning(
  /** @param {Own} own @param {Tools} wasm @param {{model: ModelData, settings: Settings, pattern: Float32Array, alphas: number[]}} input @returns {Steps} */
  function* (own, wasm, { model: data, settings, pattern, alphas }) {
    const model = own(wasm.Model.fromData(data));
    const kt = reference(settings);
    const of = (/** @type {boolean} */ relaxed) =>
      Array.from(
        wasm.alongPattern(model, settings, pattern, Float64Array.from(alphas), relaxed),
        (energy) => energy / kt,
      );
    const still = of(false);
    yield null;
    yield { part: { alphas, still, relaxed: of(true) } };
  },
);

/** The account of one noising trajectory of a training image. */
export const path = owning(
  /** @param {Own} own @param {Tools} wasm @param {{model: ModelData, settings: Settings, images: import("./messages.js").Images, image: number, trajectory: number}} input @returns {Steps} */
  function* (own, wasm, { model: data, settings, images, image, trajectory }) {
    const model = own(wasm.Model.fromData(data));
    yield { part: wasm.pathAccount(model, given(wasm, images, settings), image, trajectory) };
  },
);

/** The couplings of every hidden unit with the visible ones, hidden × visible. */
export const couplings = owning(
  /** @param {Own} own @param {Tools} wasm @param {{model: ModelData}} input @returns {Steps} */
  function* (own, wasm, { model: data }) {
    const model = own(wasm.Model.fromData(data));
    const { visible, hidden, width, height } = model;
    const maps = new Float32Array(visible * hidden);
    for (let unit = 0; unit < hidden; unit++) {
      maps.set(model.couplingMap(unit), unit * visible);
      if (unit % 64 === 63) yield null;
    }
    yield { part: { maps, hidden, width, height }, transfer: [maps.buffer] };
  },
);

/** @typedef {{units: number, pairs: number, buses: number | null, steps: number, multiplications: number}} Needs of a sample */
/** @typedef {{part: string, count: number | null, price: {name: string, value: number, unit: string, per: string, source: string, year: number | null} | null, kT: number | null}} Entry */
/** @typedef {{needs: Needs, entries: Entry[], total_kT: number | null, unpriced: string[], beside: Entry[]}} PricedLedger */
/** @typedef {{ledger: PricedLedger, published: {multiplications: number, steps: number, joule: number, kt: number}}} CostsPart */

/** The ledger of priced parts of one sample, of a model or of what a sample of it needs. All but the heat are estimates. */
export const costs = owning(
  /**
   * @param {Own} own @param {Tools} wasm
   * @param {{model?: ModelData, needs?: Needs, steps: number, heat: number, prices: Record<string, string>, kelvin: number}} input
   * @returns {Steps}
   */
  function* (own, wasm, { model, needs, steps, heat, prices, kelvin }) {
    const needed = model ? wasm.sampleNeeds(own(wasm.Model.fromData(model)), steps) : needs;
    const paper = wasm.paperDigital();
    const kt = wasm.digitalEnergy(paper.multiplications, paper.steps, paper.joule, kelvin);
    yield { part: { ledger: wasm.pricedLedger(needed, heat, prices, kelvin), published: { ...paper, kt } } };
  },
);

/**
 * The self-check. The first part names all rows with the texts that explain them; then row by row.
 * @param {Tools} wasm @returns {Steps}
 */
export function* check(wasm) {
  const rows = /** @type {[string, string][]} */ (wasm.checkRows());
  yield { part: { rows } };
  for (const [name] of rows) yield { part: { row: wasm.checkRow(name) } };
}
