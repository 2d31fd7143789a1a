/**
 * A model as the core takes it apart: a plain object of settings, sizes and typed arrays, which can be
 * cloned, kept and sent. `Model.data()` makes it and `Model.fromData(parts)` checks it and builds a
 * model of it again; the tools write it to a file and read it from one.
 */

/**
 * @typedef {object} Parts
 * @property {import("./protocol.js").Settings} settings all of them
 * @property {number} width
 * @property {number} height
 * @property {Float32Array} couplings_vh visible × hidden
 * @property {Float32Array} couplings_hh hidden × hidden, or empty
 * @property {Float32Array} couplings_vv visible × visible, or empty
 * @property {Float32Array} bias_visible
 * @property {Float32Array} bias_hidden
 * @property {Uint8Array} classes
 * @property {Float32Array} class_codes
 * @property {Float32Array} class_centres
 * @property {Float32Array} class_shares
 * @property {Uint32Array} copied_pixels
 */

/** @param {{data: () => object}} model one of the core's @returns {Parts} */
export const partsOf = (model) => /** @type {Parts} */ (model.data());

/** Those of a training's model as it is now. @param {{model: () => {data: () => object, free: () => void}}} trainer @returns {Parts} */
export function partsSoFar(trainer) {
  const model = trainer.model();
  const parts = partsOf(model);
  model.free();
  return parts;
}

/** @param {Parts} parts @returns {(Float32Array | Uint8Array | Uint32Array)[]} */
const arrays = (parts) => Object.values(parts).filter((part) => ArrayBuffer.isView(part));

/** What can be handed over instead of copied. @param {Parts} parts */
export const buffersOf = (parts) => arrays(parts).map(({ buffer }) => /** @type {ArrayBuffer} */ (buffer));

/** @param {Parts} parts */
export const bytesOf = (parts) => arrays(parts).reduce((sum, { byteLength }) => sum + byteLength, 0);

/** Places for couplings, each pair of one kind counted twice. @param {Parts} parts */
export const couplingsOf = ({ couplings_vh, couplings_hh, couplings_vv }) =>
  couplings_vh.length + couplings_hh.length + couplings_vv.length;

/** Whether this could be a model's parts; the core looks closer. @param {unknown} v */
export const areParts = (v) =>
  typeof v === "object" &&
  v !== null &&
  "settings" in v &&
  "couplings_vh" in v &&
  v.couplings_vh instanceof Float32Array;
