/**
 * Drawn patterns as text: four grey levels per pixel, so that they fit into a link.
 *
 * A set of patterns is one string: base64url (RFC 4648 §5, no padding) of the levels, two bits each,
 * the first pixel in the highest bits of the first byte, row by row, pattern after pattern. A side is
 * an even number of pixels, so that every pattern ends with a whole byte.
 */

export const levels = 4;
/** Sides that patterns may have, in pixels. */
export const sides = { min: 8, max: 28 };
const mostBytes = 1200; // of a set, so that a link stays below 2,000 characters
const mostDrawn = 12;

/** Bytes of one pattern. @param {number} size its side in pixels */
const bytesOf = (size) => (size * size) / levels;

/** How many patterns of a side a set may have. @param {number} size @returns {number} */
export const mostPatterns = (size) => Math.min(mostDrawn, Math.floor(mostBytes / bytesOf(size)));

/** @param {Uint8Array[]} patterns levels 0…3, row by row @returns {string} */
export function pack(patterns) {
  const all = patterns.flatMap((pattern) => [...pattern]);
  const bytes = Array.from({ length: all.length / levels }, (_, i) =>
    [0, 1, 2, 3].reduce((byte, k) => (byte << 2) | all[levels * i + k], 0),
  );
  return encode(Uint8Array.from(bytes));
}

/**
 * @param {string} text @param {number} size the side of a pattern in pixels
 * @returns {Uint8Array[]} levels 0…3 of each pattern; none where the text is no set of patterns of that side
 */
export function unpack(text, size) {
  const bytes = decode(text);
  const even = size % 2 === 0 && size >= sides.min && size <= sides.max;
  if (!bytes || !even || bytes.length % bytesOf(size) !== 0) return [];
  const count = bytes.length / bytesOf(size);
  if (count > mostPatterns(size)) return [];
  return Array.from({ length: count }, (_, p) =>
    Uint8Array.from({ length: size * size }, (_, i) => {
      const at = p * size * size + i;
      return (bytes[at >> 2] >> (6 - 2 * (at & 3))) & 3;
    }),
  );
}

/** @param {Uint8Array} bytes @returns {string} base64url without padding */
export function encode(bytes) {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} text @returns {Uint8Array | null} null where it is not what `encode` writes */
export function decode(text) {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  return encode(bytes) === text ? bytes : null;
}

/** @param {Uint8Array} mask 1 where something holds, a multiple of 8 of them @returns {string} base64url of bits */
export function maskText(mask) {
  const byte = (/** @type {number} */ i) => mask.slice(8 * i, 8 * i + 8).reduce((bits, on) => 2 * bits + on, 0);
  return encode(Uint8Array.from({ length: mask.length / 8 }, (_, i) => byte(i)));
}

/** @param {string} text as `maskText` writes it @returns {Uint8Array} */
export function maskOf(text) {
  const bytes = decode(text) ?? new Uint8Array(0);
  return Uint8Array.from({ length: 8 * bytes.length }, (_, i) => (bytes[i >> 3] >> (7 - (i & 7))) & 1);
}
