/** The task that reads one file of images or labels (IDX, gzipped or not, or `.npy`), with the core's reader. */

/** @typedef {typeof import("../built/simd/tools.js")} Tools */
/** @typedef {{count: number, rows: number, cols: number, pixels: Uint8Array}} IdxImages */
/** @typedef {{images: IdxImages} | {labels: Uint8Array}} IdxFile */

/** Images, or else labels; what is wrong with the images where it is neither. @param {Tools} wasm @param {{bytes: ArrayBuffer}} input @returns {Generator<null, IdxFile>} */
export function* idx(wasm, { bytes }) {
  yield null;
  const file = new Uint8Array(bytes);
  try {
    const images = wasm.readIdxImages(file);
    const { count, rows, cols } = images;
    return { images: { count, rows, cols, pixels: images.pixels() } };
  } catch (error) {
    try {
      return { labels: wasm.readIdxLabels(file) };
    } catch (other) {
      // Of a file that has the shape of labels the refusal of the labels is told.
      throw /holds labels/.test(/** @type {Error} */ (error).message) ? other : error;
    }
  }
}
