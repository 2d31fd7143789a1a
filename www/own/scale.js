/**
 * How large a computer of pictures in colour is, and what it costs: units, couplings, memory, time.
 *
 * A pixel has three units, one of each channel. The time is that of steps and of recorded moments in one worker, measured
 * once on a machine with a known pace of plain arithmetic; the same arithmetic, timed on this device, scales it. It is right to about
 * a factor of two, as other work and the number of cores are not known.
 */

/** @typedef {import("../tasks/messages.js").Settings} Settings */

/** Sides that a picture in colour may have, in pixels. */
export const sides = [32, 48, 64, 96, 128];
const bearableSeconds = 4; // of computing, for a size that is chosen without asking
const smoothMs = 7; // of computing for a step that a display frame shows
const learnNs = 3500; // of one unit of one picture, to learn it
const bearableLearning = 2; // seconds
const frameBudget = 48 * 2 ** 20; // bytes that the player keeps
const fixed = 45 * 2 ** 20; // bytes of the modules and their working memory
const stepNs = 5; // of one unit of one sample and one step, where the probe takes `probeMs`
const momentNs = 60; // the same of one recorded moment
const probeMs = 4.5;
const mostMoments = 300; // that the player wants

/** @param {number} size side in pixels */
export const unitsOf = (size) => 3 * size * size;

/** Pairs of units that are coupled. @param {number} visible @param {Settings} settings */
export function pairsOf(visible, { hidden, hidden_couplings, visible_couplings }) {
  const other = Number(hidden);
  const among = (/** @type {number} */ n) => (n * (n - 1)) / 2;
  const own = visible_couplings === "all" ? among(visible) : visible_couplings === "nearest" ? 2 * visible : 0;
  return visible * other + own + (hidden_couplings ? among(other) : 0);
}

/** Steps of a run. @param {Settings} settings */
const stepsOf = ({ generate_time, cool, generate_dt }) =>
  Math.round((Number(generate_time) + Number(cool)) / Number(generate_dt));

/** Bytes at most, of everything. @param {number} size @param {number} count of pictures @param {Settings} settings */
export function memoryOf(size, count, settings) {
  const units = unitsOf(size) + Number(settings.hidden);
  const rank = 2 * count;
  const models = Math.min(4 * units * rank * (Number(settings.iterations) + 1), 96 * 2 ** 20);
  const frames = Math.min(units * Number(settings.samples) * momentsOf(stepsOf(settings)), frameBudget);
  return fixed + models + frames + 16 * units * Number(settings.samples) + 32 * units * rank;
}

/** Seconds of computing from noise to the end. @param {number} size @param {Settings} settings @param {number} pace of this device, 1 for the measured one */
export function secondsOf(size, settings, pace) {
  const units = (unitsOf(size) + Number(settings.hidden)) * Number(settings.samples);
  const steps = stepsOf(settings);
  return (units * (steps * stepNs + momentsOf(steps) * momentNs) * pace) / 1e9;
}

/** Recorded moments of a run. @param {number} steps */
const momentsOf = (steps) => steps / Math.max(1, Math.ceil(steps / mostMoments));

/** The largest side whose run is bearable, 64 at most: more is chosen by hand. @param {Settings} settings @param {number} pace */
export function sideFor(settings, pace) {
  const bearable = sides.filter((size) => size <= 64 && secondsOf(size, settings, pace) <= bearableSeconds);
  return bearable.at(-1) ?? sides[0];
}

/**
 * The largest side of which one sample moves a step with every frame of the screen, and that is learned soon.
 * @param {number} count of pictures @param {number} pace
 */
export function liveSide(count, pace) {
  const smooth = (/** @type {number} */ size) => (unitsOf(size) * (stepNs + momentNs) * pace) / 1e6 <= smoothMs;
  const soon = (/** @type {number} */ size) => (unitsOf(size) * count * learnNs * pace) / 1e9 <= bearableLearning;
  return sides.filter((size) => smooth(size) && soon(size)).at(-1) ?? sides[0];
}

/** Times slower than the measured machine, by plain arithmetic. @returns {number} */
export function paceOfDevice() {
  const began = performance.now();
  let [bits, sum] = [1, 0];
  for (let i = 0; i < 4e6; i++) {
    bits = (Math.imul(bits, 1664525) + 1013904223) | 0;
    sum += bits * 1e-9;
  }
  return Number.isFinite(sum) ? Math.max(0.1, (performance.now() - began) / probeMs) : 1;
}
