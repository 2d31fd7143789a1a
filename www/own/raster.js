/**
 * Letters and pictures as patterns: squares of four grey levels, bright on dark.
 *
 * Whatever is done to a picture is said. Brightness is Rec. 709 luma of the sRGB values; transparent
 * parts count as white paper, unless nothing is to be seen on it: then the shape is in what is not transparent.
 */
import { text } from "../texts.js";
import { mustRead, writeFitting } from "./canvas.js";
import { evened, isNoise } from "./light.js";

const margin = 0.07; // of the side, on each side of a letter
const over = 8; // times finer than the pattern before averaging
const light = 140; // mean brightness of the border from which a picture is taken for dark on light

/** flat and noise: nothing in it can be learned. @typedef {{levels: Uint8Array, done: string[], flat: boolean, noise: boolean, grey: Uint8Array}} Made grey: before it was reduced to levels */

/** Brightness 0…255 of a canvas on white paper, and how opaque it is. @param {OffscreenCanvasRenderingContext2D} context @param {number} size */
function brightness(context, size) {
  mustRead();
  const { data } = context.getImageData(0, 0, size, size);
  const opaque = Array.from({ length: size * size }, (_, i) => data[4 * i + 3]);
  const bright = opaque.map((alpha, i) => {
    const luma = 0.2126 * data[4 * i] + 0.7152 * data[4 * i + 1] + 0.0722 * data[4 * i + 2];
    return 255 - ((255 - luma) * alpha) / 255;
  });
  return { bright, opaque };
}

/** @param {number} size @returns {OffscreenCanvasRenderingContext2D} */
function paper(size) {
  const context = new OffscreenCanvas(size, size).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error(text("own.noCanvas"));
  return context;
}

/** Means over squares. @param {number[]} values fine × fine @param {number} size */
function shrink(values, size) {
  const fine = Math.sqrt(values.length);
  const each = fine / size;
  return Array.from({ length: size * size }, (_, i) => {
    let sum = 0;
    for (let dy = 0; dy < each; dy++) {
      const row = (Math.floor(i / size) * each + dy) * fine + (i % size) * each;
      for (let dx = 0; dx < each; dx++) sum += values[row + dx];
    }
    return sum / (each * each);
  });
}

/** @param {number[]} values 0…255 */
const quantised = (values) => Uint8Array.from(values, (value) => Math.round((3 * value) / 255));

/** The characters of a text as a reader sees them, without spaces. @param {string} text */
export function characters(text) {
  const parts = Intl.Segmenter
    ? Array.from(new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text), ({ segment }) => segment)
    : Array.from(text);
  return parts.filter((part) => part.trim() !== "");
}

/** One character in the system's bold sans serif, as large as fits. @param {string} character @param {number} size */
export function letter(character, size) {
  const fine = size * over;
  const context = paper(fine);
  context.fillStyle = "#000";
  context.fillRect(0, 0, fine, fine);
  const font = (/** @type {number} */ px) => `700 ${px}px system-ui, sans-serif`;
  context.fillStyle = "#fff";
  writeFitting(context, character, font, fine, margin);
  return quantised(shrink(brightness(context, fine).bright, size));
}

/** A picture, cropped to its middle. @param {ImageBitmap} bitmap @param {number} size @returns {Made} */
export function picture(bitmap, size) {
  const { width, height } = bitmap;
  const fine = size * over;
  const context = paper(fine);
  const side = Math.min(width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, (width - side) / 2, (height - side) / 2, side, side, 0, 0, fine, fine);
  const { bright, opaque } = brightness(context, fine);
  const before = width === height ? [] : [text("own.cropped")];
  const shape = !isFlat(shrink(opaque, size)) && isFlat(shrink(bright, size));
  const even = shape ? null : evened(shrink(bright, 2 * size));
  if (shape) before.push(text("own.transparent"));
  if (even) before.push(text("own.evened"));
  const made = tone(even ? shrink(even, size) : shrink(shape ? opaque : bright, size), size, before);
  if (mustRead()) made.done.push(text("own.noisyPixels"));
  return made;
}

/** Whether nothing is left to learn. @param {number[]} values */
const isFlat = (values) => Math.max(...values) - Math.min(...values) < 8;

/** Contrast and polarity. @param {number[]} values 0…255 @param {number} size @param {string[]} before what was done before @returns {Made} */
export function tone(values, size, before) {
  const done = [...before, text("own.scaled", { size })];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const flat = isFlat(values);
  let stretched = values;
  if (!flat && (low > 10 || high < 245)) {
    stretched = values.map((value) => (255 * (value - low)) / (high - low));
    done.push(text("own.stretched"));
  }
  const border = stretched.filter(
    (_, i) => i < size || i >= size * (size - 1) || i % size === 0 || i % size === size - 1,
  );
  const ground = border.reduce((sum, value) => sum + value, 0) / border.length;
  if (ground > light) {
    stretched = stretched.map((value) => 255 - value);
    done.push(text("own.inverted"));
  }
  done.push(text("own.reduced"));
  return { levels: quantised(stretched), grey: Uint8Array.from(stretched), done, flat, noise: isNoise(values) };
}
