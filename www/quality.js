/** What a frame says about its samples, from the overlaps the core computed. */

/** @typedef {import("./tasks/messages.js").Frame} Frame */

/**
 * @typedef {object} Quality
 * @property {number} best mean over samples of the largest signed overlap with a training image
 * @property {number} inverted samples whose strongest overlap (by size) is negative
 * @property {Float32Array} strongest each sample's overlap of largest size, with its sign
 * @property {Uint8Array} tops which pattern each sample is closest to
 * @property {number[]} nearest how many samples are closest to each pattern
 * @property {number} heat mean heat emitted, kT
 * @property {number} cooling mean heat emitted while cooling, kT, booked apart
 * @property {number} spread standard deviation of the heat over samples, kT
 */

/** @type {WeakMap<Frame, Quality>} */
const cache = new WeakMap();

/** @param {Frame} frame @returns {Quality} */
export function quality(frame) {
  const known = cache.get(frame);
  if (known) return known;
  const samples = frame.heat.length;
  const patterns = frame.overlap.length / samples;
  const tops = new Uint8Array(samples);
  const strongest = new Float32Array(samples);
  const nearest = new Array(patterns).fill(0);
  let [best, inverted] = [0, 0];
  for (let s = 0; s < samples; s++) {
    const row = frame.overlap.subarray(s * patterns, (s + 1) * patterns);
    const top = row.indexOf(Math.max(...row));
    best += row[top] / samples;
    strongest[s] = row.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
    if (strongest[s] < 0) inverted += 1;
    tops[s] = top;
    nearest[top] += 1;
  }
  const heat = frame.heat.reduce((a, b) => a + b, 0) / samples;
  const cooling = frame.cooling.reduce((a, b) => a + b, 0) / samples;
  const variance = frame.heat.reduce((a, q) => a + (q - heat) ** 2, 0) / Math.max(1, samples - 1);
  const result = { best, inverted, strongest, tops, nearest, heat, cooling, spread: Math.sqrt(variance) };
  cache.set(frame, result);
  return result;
}
