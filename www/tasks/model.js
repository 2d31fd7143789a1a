/**
 * Model data and training images, as the core takes them.
 *
 * Model data is a model taken apart, a plain object of settings, sizes and typed arrays, which can be
 * cloned, kept and sent. `Model.data()` makes it and `Model.fromData(data)` checks it and builds a
 * model of it again; the engine writes it to a file and reads it from one.
 */

/**
 * @typedef {object} ModelData
 * @property {import("./messages.js").Settings} settings all of them
 * @property {number} width
 * @property {number} height
 * @property {number} [channels]
 * @property {Float32Array} couplings_vh visible × hidden
 * @property {Float32Array} couplings_hh hidden × hidden, or empty
 * @property {Float32Array} couplings_vv visible × visible, or empty
 * @property {Float32Array} [factors_visible] of couplings in factors, which have no blocks as above
 * @property {Float32Array} [factors_hidden]
 * @property {Float32Array} [core]
 * @property {Float32Array} bias_visible
 * @property {Float32Array} bias_hidden
 * @property {Uint8Array} classes
 * @property {Float32Array} class_codes
 * @property {Float32Array} class_centres
 * @property {Float32Array} class_shares
 * @property {Uint32Array} copied_pixels
 * @property {Float32Array} [latent_mean] how latent codes drive units, and the codes of the training images
 * @property {Float32Array} [latent_components]
 * @property {Float32Array} [latent_deviations]
 * @property {Float32Array} [latent_projection]
 * @property {Float32Array} [latent_codes]
 * @property {Uint32Array} [latent_groups]
 * @property {Float32Array} [latent_directions] named ones, for those who show them
 */

/** @param {{data: () => object}} model one of the core's @returns {ModelData} */
export const dataOf = (model) => /** @type {ModelData} */ (model.data());

/** Those of a training's model as it is now. @param {{model: () => {data: () => object, free: () => void}}} trainer @returns {ModelData} */
export function dataSoFar(trainer) {
  const model = trainer.model();
  const data = dataOf(model);
  model.free();
  return data;
}

/** @param {ModelData} data @returns {(Float32Array | Uint8Array | Uint32Array)[]} */
const arrays = (data) => Object.values(data).filter((one) => ArrayBuffer.isView(one));

/** What can be handed over instead of copied. @param {ModelData} data */
export const buffersOf = (data) => arrays(data).map(({ buffer }) => /** @type {ArrayBuffer} */ (buffer));

/** @param {ModelData} data */
export const bytesOf = (data) => arrays(data).reduce((sum, { byteLength }) => sum + byteLength, 0);

/** Multiplications of a step of one sample: one for each place of a coupling, two for each factor. @param {ModelData} data */
export const workOf = ({ couplings_vh, couplings_hh, couplings_vv, factors_visible, factors_hidden }) =>
  couplings_vh.length +
  couplings_hh.length +
  couplings_vv.length +
  2 * ((factors_visible?.length ?? 0) + (factors_hidden?.length ?? 0));

/** Whether this could be model data; the core looks closer. @param {unknown} v */
export const isModelData = (v) =>
  typeof v === "object" &&
  v !== null &&
  "settings" in v &&
  "couplings_vh" in v &&
  v.couplings_vh instanceof Float32Array;

/** @typedef {{glyphs: (ids: Uint8Array, size: number, seed: number, first: number) => Uint8Array, pictures?: (ids: Uint8Array, size: number) => Uint8Array}} Draws the first module draws no pictures */

/**
 * Training images as bytes: glyphs and pictures are drawn by the core, others are given.
 * @param {Draws} wasm @param {import("./messages.js").Images} images @param {import("./messages.js").Settings} settings of the training
 * @returns {{pixels: Uint8Array, labels: Uint8Array, width: number, height: number, channels: number}}
 */
export function given(wasm, images, settings) {
  if (images.kind === "bytes") return { channels: 1, ...images };
  const { ids, size } = images;
  const sides = { width: size, height: size };
  if (images.kind === "glyphs") {
    const pixels = wasm.glyphs(ids, size, Number(settings.seed), images.first);
    return { pixels, labels: ids, ...sides, channels: 1 };
  }
  const pixels = wasm.pictures?.(ids, size) ?? new Uint8Array(0);
  return { pixels, labels: Uint8Array.from(ids.keys()), ...sides, channels: 3 };
}
