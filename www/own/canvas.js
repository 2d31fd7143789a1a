/**
 * What canvases of the reader's own pictures need: a character as large as fits, and whether this browser gives back the
 * pixels that were drawn. Some that protect their readers from being recognised
 * answer with noise, with white, or with lowest bits turned here and there; a known pattern tells which, once.
 */
import { text } from "../texts.js";

const side = 64;

/** How far a known pattern comes back from what was drawn, 0…255. @returns {number} */
function furthest() {
  const context = new OffscreenCanvas(side, side).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error(text("own.noCanvas"));
  const pattern = Uint8ClampedArray.from({ length: 4 * side * side }, (_, i) => (i % 4 === 3 ? 255 : (i * 89) % 256));
  context.putImageData(new ImageData(pattern, side, side), 0, 0);
  const { data } = context.getImageData(0, 0, side, side);
  return data.reduce((most, byte, i) => Math.max(most, Math.abs(byte - pattern[i])), 0);
}

/**
 * Writes a character in the middle of a square, as large as fits.
 * @param {OffscreenCanvasRenderingContext2D} context @param {string} character @param {(px: number) => string} font
 * @param {number} start the size at which it is measured, px @param {number} margin as a part of the side
 */
export function writeFitting(context, character, font, start, margin) {
  const side = context.canvas.width;
  context.font = font(start);
  const box = context.measureText(character);
  const wide = box.actualBoundingBoxLeft + box.actualBoundingBoxRight;
  const tall = box.actualBoundingBoxAscent + box.actualBoundingBoxDescent;
  const scale = ((1 - 2 * margin) * side) / Math.max(wide, tall, 1);
  context.font = font(start * scale);
  const x = (side - wide * scale) / 2 + box.actualBoundingBoxLeft * scale;
  const y = (side - tall * scale) / 2 + box.actualBoundingBoxAscent * scale;
  context.fillText(character, x, y);
}

/** @type {number | null} */
let found = null;

/** Fails where pixels are hidden. @returns {boolean} whether they are right but for lowest bits */
export function mustRead() {
  found ??= furthest();
  if (found > 3) throw new Error(text("own.hiddenPixels"));
  return found > 0;
}
