/**
 * Files that are dropped or chosen: pictures become patterns, IDX files a set of images.
 *
 * Nothing that a file says is trusted: sizes are checked before anything is allocated, and a refusal
 * names the file, what is wrong and the limit.
 */
import { text } from "../texts.js";
import { pageClient } from "../worker/page.js";
import { why } from "../worker/pooled.js";
import { picture } from "./raster.js";

/** @typedef {import("../tasks/files.js").IdxFile | {error: string}} Answer */
/** @typedef {import("../data.js").Filed} Filed */
/** @typedef {{name: string, levels: Uint8Array, done: string[]}} Picture */

const mostBytes = 64 * 2 ** 20;
const mostPixels = 64e6; // of a picture, decoded
const silenceMs = 60_000; // a large file on a slow phone
const side = { min: 2, max: 32 }; // of images that are trained here

/** @param {File} file */
export const isPicture = ({ name, type }) =>
  /^image\/(png|jpeg|webp|gif|bmp)$/.test(type) || /\.(png|jpe?g)$/i.test(name);

/** Decodes a picture of a reasonable size. @param {File} file @returns {Promise<ImageBitmap>} */
export async function bitmapOf(file) {
  if (file.size > mostBytes)
    throw new Error(text("own.tooLong", { name: file.name, size: file.size, most: mostBytes }));
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) throw new Error(text("own.noPicture", { name: file.name }));
  const { width, height } = bitmap;
  if (width * height > mostPixels) {
    bitmap.close();
    throw new Error(text("own.tooLarge", { name: file.name, width, height, most: mostPixels / 1e6 }));
  }
  return bitmap;
}

/** @param {File} file @param {number} size side of a pattern @returns {Promise<Picture>} */
async function readPicture(file, size) {
  const bitmap = await bitmapOf(file);
  const { width, height } = bitmap;
  const { levels, done } = picture(bitmap, size);
  bitmap.close();
  if (!levels.some(Boolean)) throw new Error(text("own.oneTone", { name: file.name }));
  return { name: `${file.name}, ${width} × ${height}`, levels, done };
}

/** @param {File} file @returns {Promise<Answer>} */
async function readIdx(file) {
  const bytes = await file.arrayBuffer();
  return new Promise((resolve) => {
    const listener = {
      done: resolve,
      failed: (/** @type {{message: string}} */ { message }) => resolve({ error: message }),
      lost: (/** @type {import("../worker/client.js").Loss} */ loss) => resolve({ error: why(loss) }),
    };
    pageClient("tools", { silenceMs }).ask("idx", { bytes }, listener, [bytes]);
  });
}

/** @param {string} name @param {Filed} set @returns {string} what is wrong, or "" */
function problem(name, { count, width, height, labels }) {
  const square = width >= side.min && height >= side.min && width <= side.max && height <= side.max;
  if (!square) return text("own.sides", { name, width, height, ...side });
  if (count === 0) return text("own.noImages", { name });
  if (labels && labels.length !== count) return text("own.labels", { name, labels: labels.length, images: count });
  return "";
}

/** @typedef {{pictures: Picture[], filed: Filed | null, problems: string[]}} Taken */

/**
 * @param {File[]} files @param {number} size side of a pattern @param {Filed | null} known images that labels may be for
 * @returns {Promise<Taken>}
 */
export async function take(files, size, known) {
  /** @type {Taken} */
  const taken = { pictures: [], filed: null, problems: [] };
  /** @type {{name: string, labels: Uint8Array} | null} */
  let labels = null;
  for (const file of files) {
    try {
      if (file.size > mostBytes)
        throw new Error(text("own.tooLong", { name: file.name, size: file.size, most: mostBytes }));
      if (isPicture(file)) {
        taken.pictures.push(await readPicture(file, size));
        continue;
      }
      const answer = await readIdx(file);
      if ("error" in answer) throw new Error(text("own.noIdx", { name: file.name, why: answer.error }));
      if ("labels" in answer) labels = { name: file.name, labels: answer.labels };
      else {
        const { count, rows, cols, pixels } = answer.images;
        taken.filed = { name: file.name, count, width: cols, height: rows, pixels, labels: null };
      }
    } catch (error) {
      taken.problems.push(/** @type {Error} */ (error).message);
    }
  }
  return match(taken, labels, known);
}

/** Puts labels to their images. @param {Taken} taken @param {{name: string, labels: Uint8Array} | null} labels @param {Filed | null} known @returns {Taken} */
function match(taken, labels, known) {
  const images = taken.filed ?? (labels ? known : null);
  if (labels && !images) taken.problems.push(text("own.onlyLabels", { name: labels.name }));
  if (!images) return taken;
  const set = labels ? { ...images, labels: labels.labels } : images;
  const wrong = problem(labels?.name ?? images.name, set);
  if (wrong) taken.problems.push(wrong);
  return { ...taken, filed: wrong ? null : set };
}
