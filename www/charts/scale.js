/**
 * Scales of charts: linear, or logarithmic to both sides of 0 (v ↦ sign(v) log₁₀(1 + |v|)), with round values on them, and curves thinned.
 * Nothing here knows the page, so that tests and scripts can use it.
 */

/** @typedef {(value: number) => number} Scale */
/** @typedef {[low: number, high: number]} Range */
/** @typedef {{at: Scale, values: number[], digits: number}} Axis */

/** @param {number} from @param {number} to @param {number} start @param {number} end @returns {Scale} */
export const linear = (from, to, start, end) => (value) => start + ((value - from) / (to - from || 1)) * (end - start);

const apart = 26; // px between values that are not powers of ten and others, on a logarithmic axis

/** @param {number} value */
const bent = (value) => Math.sign(value) * Math.log10(1 + Math.abs(value));

/** An axis from pixel `start` to `end`. @param {Range} range @param {number} start @param {number} end @param {boolean} [log] @returns {Axis} */
export function axis([low, high], start, end, log = false) {
  const even = ticks(low, high, Math.max(2, Math.abs(end - start) / 70));
  if (!log) return { ...even, at: linear(low, high, start, end) };
  const scale = linear(bent(low), bent(high), start, end);
  const at = (/** @type {number} */ value) => scale(bent(value));
  const powers = Array.from({ length: 16 }, (_, k) => 10 ** k);
  const within = (/** @type {number[]} */ all) => all.filter((v) => v >= low && v <= high);
  const values = within([0, ...powers, ...powers.map((v) => -v)]);
  for (const v of within(powers.flatMap((power) => [2 * power, 5 * power])))
    if (values.every((other) => Math.abs(at(other) - at(v)) >= apart)) values.push(v);
  return values.length > 2 ? { at, values: values.sort((a, b) => a - b), digits: 0 } : { ...even, at };
}

/** The range of values, with some room at ends that are not 0. @param {number[]} values @param {boolean} [zero] whether 0 is within @returns {Range} */
export function rangeOf(values, zero = false) {
  const known = values.filter(Number.isFinite);
  const least = known.reduce((a, b) => Math.min(a, b), zero || known.length === 0 ? 0 : known[0]);
  const most = known.reduce((a, b) => Math.max(a, b), zero || known.length === 0 ? 0 : known[0]);
  const room = (most - least || Math.abs(most) || 1) * 0.06;
  return [least === 0 ? 0 : least - room, most === 0 && least < 0 ? 0 : most + room];
}

/** Two ranges, extended so that 0 lies at the same height in both. @param {Range} a @param {Range} b @returns {[Range, Range]} */
export function sameZero(a, b) {
  const below = (/** @type {Range} */ [low, high]) => Math.max(0, -low) / (Math.max(0, high) - Math.min(0, low) || 1);
  const share = Math.min(0.9, Math.max(below(a), below(b)));
  const with0 = (/** @type {Range} */ range) => {
    const high = Math.max(range[1], (-range[0] * (1 - share)) / (share || 1));
    return /** @type {Range} */ ([(-high * share) / (1 - share), high]);
  };
  return [with0(a), with0(b)];
}

/** @param {Iterable<readonly number[]>} points in pixels @returns {string} a path through them */
export function path(points) {
  let all = "";
  for (const [x, y] of points) all += `${all ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
  return all;
}

/** The largest of 1, 2 or 5 × 10^k that is at most `size`. @param {number} size */
export function roundStep(size) {
  const power = 10 ** Math.floor(Math.log10(size));
  const lead = size / power;
  return power * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
}

/** Digits after the point that a round step needs. @param {number} step */
export const decimals = (step) => (`${Number(step.toPrecision(6))}`.split(".")[1] ?? "").length;

/** Round values from `low` to `high`, about `count` of them. @param {number} low @param {number} high @param {number} [count] @returns {{values: number[], digits: number}} */
export function ticks(low, high, count = 4) {
  const step = roundStep((high - low) / count);
  const first = Math.ceil(low / step);
  const values = Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
  return { values, digits: decimals(step) };
}

/**
 * Indices of at most `most` points of a curve: the first, the last, and the least and the largest
 * of each bucket between, so that no spike is lost.
 * @param {ArrayLike<number>} values
 * @param {number} most at least 4
 * @returns {number[]} ascending
 */
export function decimate(values, most) {
  const n = values.length;
  if (n <= most) return Array.from({ length: n }, (_, i) => i);
  const buckets = Math.floor((most - 2) / 2);
  const kept = new Set([0, n - 1]);
  for (let b = 0; b < buckets; b++) {
    const begin = 1 + Math.floor((b * (n - 2)) / buckets);
    const end = 1 + Math.floor(((b + 1) * (n - 2)) / buckets);
    let [least, largest] = [begin, begin];
    for (let i = begin; i < end; i++) {
      if (values[i] < values[least]) least = i;
      if (values[i] > values[largest]) largest = i;
    }
    kept.add(least).add(largest);
  }
  return [...kept].sort((a, b) => a - b);
}
