/** Means, errors and bins of numbers; nothing about what they measure. */
import { roundStep } from "./charts/scale.js";

/** @typedef {{n: number, mean: number, sd: number, se: number}} Summary */

/**
 * @param {ArrayLike<number>} values
 * @returns {Summary} mean, standard deviation over values (n − 1), standard error of the mean; NaN where too few
 */
export function summary(values) {
  const n = values.length;
  const all = Array.from(values);
  const mean = n ? all.reduce((sum, v) => sum + v, 0) / n : Number.NaN;
  const squares = all.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  const sd = n > 1 ? Math.sqrt(squares / (n - 1)) : Number.NaN;
  return { n, mean, sd, se: sd / Math.sqrt(n) };
}

/** Of a share: `hits` of `n`, with its binomial standard error. @param {number} hits @param {number} n @returns {Summary} */
export function share(hits, n) {
  const mean = n ? hits / n : Number.NaN;
  const sd = Math.sqrt(mean * (1 - mean));
  return { n, mean, sd, se: sd / Math.sqrt(n) };
}

/**
 * Bins of a round width near 2 × interquartile range / n^⅓ (Freedman and Diaconis), at most `most`.
 * @param {ArrayLike<number>} values finite
 * @param {number} [most]
 * @returns {{from: number, width: number, counts: number[]}}
 */
export function histogram(values, most = 40) {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  if (n === 0) return { from: 0, width: 1, counts: [] };
  const [low, high] = [sorted[0], sorted[n - 1]];
  const at = (/** @type {number} */ q) => sorted[Math.min(n - 1, Math.floor(q * n))];
  const span = high - low || Math.abs(low) || 1;
  const wanted = Math.max((2 * (at(0.75) - at(0.25))) / Math.cbrt(n), span / most);
  let width = roundStep(wanted);
  const bins = () => Math.floor(high / width) - Math.floor(low / width) + 1;
  while (bins() > most) width = roundStep(width * 2.5);
  const first = Math.floor(low / width);
  const counts = new Array(bins()).fill(0);
  for (const v of sorted) counts[Math.floor(v / width) - first] += 1;
  return { from: first * width, width, counts };
}

/**
 * 0 … n − 1 from coarse to fine: the ends first, then always the middles of what is left, so that a
 * curve computed in this order is soon seen whole.
 * @param {number} n
 */
export function coarseToFine(n) {
  const order = n > 1 ? [0, n - 1] : Array.from({ length: n }, (_, i) => i);
  /** @type {[number, number][]} */
  let gaps = [[0, n - 1]];
  while (gaps.some(([a, b]) => b - a > 1)) {
    gaps = gaps.flatMap(([a, b]) => {
      const middle = (a + b) >> 1;
      if (b - a < 2) return [];
      order.push(middle);
      return /** @type {[number, number][]} */ ([
        [a, middle],
        [middle, b],
      ]);
    });
  }
  return order;
}
