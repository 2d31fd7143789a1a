/**
 * The one rule from bytes to colours, for the page, figures, exports and stills; nothing here needs a page.
 *
 * A byte 0…255 comes from the model's read-out map (x from −½ to +½, saturated beyond). Of one channel it goes
 * linearly from a near-black to a warm white, the same in both themes; three channels are red, green and blue as
 * they are. There is no contrast of a picture's own.
 */

export const low = [16, 18, 27];
export const high = [255, 244, 225];

/** The colour of a byte of one channel. @param {number} byte @returns {number[]} red, green, blue */
export const colourOf = (byte) => low.map((from, c) => Math.round(from + (byte / 255) * (high[c] - from)));

/** The byte of a unit by the usual read-out map. @param {number} x */
export const byteOf = (x) => Math.round(255 * Math.min(1, Math.max(0, 0.5 + x)));

/** Colour of each byte of one channel, as the bytes of an ImageData pixel in this machine's order. */
export const palette = new Uint32Array(
  Uint8ClampedArray.from({ length: 1024 }, (_, i) => [...colourOf(i >> 2), 255][i & 3]).buffer,
);

/** The colours of pixels, for an ImageData. @param {ArrayLike<number>} pixels @param {number} channels 1, or 3 that follow one another */
export function coloursOf(pixels, channels) {
  if (channels === 1) return Uint32Array.from(pixels, (byte) => palette[byte]);
  const out = new Uint8ClampedArray((4 * pixels.length) / 3).fill(255);
  for (let i = 0; i < pixels.length; i++) out[i + Math.floor(i / 3)] = pixels[i];
  return new Uint32Array(out.buffer);
}

/** Bytes that show values of either sign: 0 in the middle, the largest at an end. @param {ArrayLike<number>} values @param {number} [largest] */
export function signedBytes(values, largest) {
  const most = largest ?? Array.from(values).reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  return Uint8Array.from(values, (value) => Math.round(127.5 * (1 + (most ? value / most : 0))));
}
