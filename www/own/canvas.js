/**
 * Whether this browser gives back the pixels that were drawn. Some that protect their readers from being recognised
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

/** @type {number | null} */
let found = null;

/** Fails where pixels are hidden. @returns {boolean} whether they are right but for lowest bits */
export function mustRead() {
  found ??= furthest();
  if (found > 3) throw new Error(text("own.hiddenPixels"));
  return found > 0;
}
