/**
 * Files that are dropped or chosen: pictures become patterns, IDX files a set of images.
 *
 * Nothing that a file says is trusted: sizes are checked before anything is allocated, and a refusal
 * names the file, what is wrong and the limit.
 */
import { text } from "../texts.js";
import { pageClient } from "../worker/page.js";
import { why } from "../worker/pooled.js";
import { folderOf } from "./dropped.js";
import { headBytes, headerOf } from "./header.js";
import { picture } from "./raster.js";

/** @typedef {import("../tasks/files.js").IdxFile | {error: string}} Answer */
/** @typedef {import("../data.js").Filed} Filed */
/** @typedef {{name: string, levels: Uint8Array, grey: Uint8Array, done: string[], folder: string}} Picture */

const mostBytes = 64 * 2 ** 20;
const mostPixels = 64e6; // of a picture, decoded
const silenceMs = 60_000; // a large file on a slow phone
const side = { min: 2, max: 32 }; // of images that are trained here
const classSide = 28; // of pictures in folders
const vectorPixels = 512;

/** @param {File} file */
export const isPicture = ({ name, type }) =>
  type.startsWith("image/") || /\.(png|jpe?g|jfif|webp|gif|bmp|avif|hei[cf]|svg|tiff?)$/i.test(name);

/** The kind of a picture by what it holds, "" where it holds none. @param {File} file */
const headOf = async (file) => headerOf(new Uint8Array(await file.slice(0, headBytes).arrayBuffer()));

/** Decodes a picture of a reasonable size. @param {File} file @returns {Promise<ImageBitmap>} */
export async function bitmapOf(file) {
  const { name, size } = file;
  if (size > mostBytes) throw new Error(text("own.tooLong", { name, size, most: mostBytes }));
  const { kind, width, height } = await headOf(file);
  mustFit(name, width, height); // before it is decoded
  const bitmap = await (kind === "SVG" ? vectors(file) : createImageBitmap(file)).catch(() => null);
  if (!bitmap && ["HEIC", "AVIF", "TIFF", "BMP", "SVG", "WebP"].includes(kind))
    throw new Error(text("own.undecoded", { name, kind }));
  if (!bitmap) throw new Error(text("own.noPicture", { name }));
  return bitmap;
}

/** @param {string} name @param {number} width @param {number} height */
function mustFit(name, width, height) {
  if (width * height > mostPixels)
    throw new Error(text("own.tooLarge", { name, width, height, most: mostPixels / 1e6 }));
}

/** A drawing of vectors, on a square of pixels; as an image it runs no script and fetches nothing. @param {File} file */
async function vectors(file) {
  const image = new Image();
  image.src = await new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^data:[^,]*,/, "data:image/svg+xml;base64,"));
    reader.readAsDataURL(file);
  });
  await image.decode();
  const scale = vectorPixels / Math.max(image.naturalWidth, image.naturalHeight, 1);
  const [width, height] = [image.naturalWidth * scale || vectorPixels, image.naturalHeight * scale || vectorPixels];
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.drawImage(image, 0, 0, width, height);
  return canvas.transferToImageBitmap();
}

/** @param {File} file @param {number} size side of a pattern @returns {Promise<Picture>} */
async function readPicture(file, size) {
  const { name } = file;
  const bitmap = await bitmapOf(file);
  const { width, height } = bitmap;
  const { levels, grey, done, flat, noise } = picture(bitmap, size);
  bitmap.close();
  if (flat || !levels.some(Boolean)) throw new Error(text("own.oneTone", { name }));
  if (noise) throw new Error(text("own.noise", { name }));
  return { name: `${name}, ${width} × ${height}`, levels, grey, done, folder: folderOf(file) };
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
/** What files hold, in their order. @typedef {{pictures: Picture[], sets: Filed[], labels: {name: string, labels: Uint8Array}[], problems: string[]}} Read */

/**
 * @param {File[]} files @param {number} size side of a pattern @param {Filed | null} known images that labels may be for
 * @returns {Promise<Taken>}
 */
export async function take(files, size, known) {
  /** @type {Read} */
  const read = { pictures: [], sets: [], labels: [], problems: [] };
  for (const file of files) {
    try {
      await readInto(read, file, size);
    } catch (error) {
      read.problems.push(/** @type {Error} */ (error).message);
    }
  }
  return match(inFolders(read), known);
}

/** @param {Read} read @param {File} file @param {number} size */
async function readInto(read, file, size) {
  const { name } = file;
  if (file.size > mostBytes) throw new Error(text("own.tooLong", { name, size: file.size, most: mostBytes }));
  if (isPicture(file) || (await headOf(file)).kind) {
    read.pictures.push(await readPicture(file, folderOf(file) ? classSide : size));
    return;
  }
  const answer = await readIdx(file);
  if ("error" in answer) throw new Error(text("own.noIdx", { name, why: answer.error }));
  if ("labels" in answer) read.labels.push({ name, labels: answer.labels });
  else {
    const { count, rows, cols, pixels } = answer.images;
    read.sets.push({ name, count, width: cols, height: rows, pixels, labels: null });
  }
}

/** Pictures of folders are a set of images whose classes are the folders. @param {Read} read @returns {Read} */
function inFolders(read) {
  const filed = read.pictures.filter(({ folder }) => folder);
  if (filed.length === 0) return read;
  const names = [...new Set(filed.map(({ folder }) => folder))].slice(0, 256);
  const kept = filed.filter(({ folder }) => names.includes(folder));
  const pixels = new Uint8Array(kept.length * classSide ** 2);
  kept.forEach(({ grey }, i) => {
    pixels.set(grey, i * classSide ** 2);
  });
  const labels = Uint8Array.from(kept, ({ folder }) => names.indexOf(folder));
  const sizes = { count: kept.length, width: classSide, height: classSide };
  const set = { name: names.join(", "), names, ...sizes, pixels, labels };
  return { ...read, pictures: read.pictures.filter(({ folder }) => !folder), sets: [set, ...read.sets] };
}

/** Puts labels to the images that are as many, whatever their order; the first set is taken. @param {Read} read @param {Filed | null} known @returns {Taken} */
function match({ pictures, sets, labels, problems }, known) {
  const all = sets.length > 0 || labels.length === 0 ? sets : known ? [known] : [];
  if (labels.length > 0 && all.length === 0) problems.push(text("own.onlyLabels", { name: labels[0].name }));
  if (all.length === 0) return { pictures, filed: null, problems };
  const fits = (/** @type {Filed} */ set) => labels.find((one) => one.labels.length === set.count);
  const images = all.find(fits) ?? all[0];
  const own = fits(images) ?? labels[0];
  const others = sets.filter((set) => set !== images).map(({ name }) => name);
  if (others.length > 0) problems.push(text("own.oneSet", { name: images.name, others: others.join(", ") }));
  const set = own ? { ...images, labels: own.labels } : images;
  const wrong = problem(own?.name ?? images.name, set);
  if (wrong) problems.push(wrong);
  return { pictures, filed: wrong ? null : set, problems };
}

/** The same images with rows and columns exchanged. @param {Filed} set @returns {Filed} */
export function turned(set) {
  const { count, width, height } = set;
  const pixels = new Uint8Array(set.pixels.length);
  for (let k = 0; k < count; k++)
    for (let i = 0; i < width * height; i++) {
      const at = k * width * height;
      pixels[at + (i % width) * height + Math.floor(i / width)] = set.pixels[at + i];
    }
  return { ...set, pixels, width: height, height: width };
}

/** Whether images are likely to lie on their side, as those of EMNIST do (arXiv:1702.05373): by their name, or by the numbers
 * of classes that only its parts have. @param {Filed} set */
export function mayLie({ name, names, width, height, labels }) {
  const classes = new Set(labels).size;
  return !names && width === 28 && height === 28 && (/emnist/i.test(name) || [26, 27, 37, 47, 62].includes(classes));
}
