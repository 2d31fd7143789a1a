/**
 * Pictures of the reader in colour: photographs from files, the clipboard and the camera, and emoji.
 *
 * Each is cut to its middle square and kept at `finest` pixels a side, so that another size can be chosen later. Its
 * colours stay as they are; the core scales every picture to the same norm. Transparent parts count as white paper.
 */
import { text } from "../texts.js";
import { mustRead, writeFitting } from "./canvas.js";
import { bitmapOf, isPicture } from "./files.js";

const finest = 256;
const margin = 0.06; // of the side, around an emoji
const chroma = 24; // of 255, from the strongest to the weakest channel of a pixel that has a colour

/** @typedef {{name: string, canvas: OffscreenCanvas}} Photo */

/** A white square to draw on. @param {number} size */
function paper(size) {
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error(text("own.noCanvas"));
  context.fillStyle = "#fff";
  context.fillRect(0, 0, size, size);
  context.imageSmoothingQuality = "high";
  return { canvas, context };
}

/** @param {string} name @param {CanvasImageSource} image @param {number} width @param {number} height @returns {Photo} */
export function photoOf(name, image, width, height) {
  const { canvas, context } = paper(finest);
  const side = Math.min(width, height);
  context.drawImage(image, (width - side) / 2, (height - side) / 2, side, side, 0, 0, finest, finest);
  return { name, canvas };
}

/** @param {File} file @returns {Promise<Photo>} */
export async function photoOfFile(file) {
  const bitmap = await bitmapOf(file);
  const photo = photoOf(shortened(file.name), bitmap, bitmap.width, bitmap.height);
  bitmap.close();
  if (isFlat(bytesOf(photo, 32))) throw new Error(text("own.oneTone", { name: file.name }));
  return photo;
}

/** A name without its ending, not too long for a button. @param {string} name */
const shortened = (name) =>
  Array.from(name.replace(/\.\w{2,5}$/, ""))
    .slice(0, 16)
    .join("");

/** Whether a picture is in colour, as photographs are, and drawings on paper are not. @param {File} file @returns {Promise<boolean>} */
async function isColourful(file) {
  const bitmap = await bitmapOf(file).catch(() => null);
  if (!bitmap) return false;
  const bytes = bytesOf(photoOf("", bitmap, bitmap.width, bitmap.height), 32);
  bitmap.close();
  const pixels = Array.from({ length: bytes.length / 3 }, (_, i) => bytes.subarray(3 * i, 3 * i + 3));
  return pixels.filter((rgb) => Math.max(...rgb) - Math.min(...rgb) > chroma).length > pixels.length / 3;
}

/** Whether most of these files are photographs. @param {File[]} files @returns {Promise<boolean>} */
export async function arePhotographs(files) {
  const pictures = files.filter(isPicture).slice(0, 12);
  const colourful = await Promise.all(pictures.map(isColourful));
  return 2 * colourful.filter(Boolean).length > files.length;
}

/** Whether nothing is left to learn. @param {Uint8Array} bytes */
const isFlat = (bytes) => Math.max(...bytes) - Math.min(...bytes) < 8;

/** One character in the device's own font, as large as fits. @param {string} character @returns {Photo} */
export function emoji(character) {
  const { canvas, context } = paper(finest);
  const font = (/** @type {number} */ px) =>
    `${px}px "Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji", system-ui`;
  context.fillStyle = "#000";
  writeFitting(context, character, font, finest / 2, margin);
  return { name: character, canvas };
}

/** Red, green and blue of every pixel, 0…255. @param {Photo} photo @param {number} size side @returns {Uint8Array} */
export function bytesOf({ canvas }, size) {
  const { context } = paper(size);
  context.drawImage(canvas, 0, 0, size, size);
  mustRead();
  const { data } = context.getImageData(0, 0, size, size);
  return Uint8Array.from({ length: 3 * size * size }, (_, i) => data[4 * Math.floor(i / 3) + (i % 3)]);
}

/** Whether two pictures are the same at the smallest size: a font without a character draws them all alike. @param {Photo} a @param {Photo} b */
export function areAlike(a, b) {
  const other = bytesOf(b, 32);
  return bytesOf(a, 32).every((byte, i) => byte === other[i]);
}

/** Photographs as a set that can be learned. @param {Photo[]} photos @param {number} size @returns {import("../data.js").Filed} */
export function setOf(photos, size) {
  const pixels = new Uint8Array(photos.length * 3 * size * size);
  photos.forEach((photo, i) => {
    pixels.set(bytesOf(photo, size), i * 3 * size * size);
  });
  const names = photos.map(({ name }) => name);
  const sizes = { count: photos.length, width: size, height: size, channels: 3 };
  return { name: names.join(", "), names, ...sizes, pixels, labels: Uint8Array.from(photos.keys()) };
}
