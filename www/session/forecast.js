/**
 * How long a training and a generation will take here and how much memory they need, before either begins: what would
 * take long is asked for, and what would take a day or more memory than a page has is refused.
 *
 * Multiplications are counted as the core counts them (Training::work and inspect::costs); a worker does about
 * `rate` of them a second. The forecast is right to about a factor of three, as other work on the device is not known.
 */
import { duration, fixed } from "../format.js";
import { pairsOf } from "../own/scale.js";
import { text } from "../texts.js";

/** @typedef {import("../tasks/messages.js").Settings} Settings */
/** @typedef {{seconds: number, bytes: number}} Cost */

const rate = 6e9;
const asked = { seconds: 1800, bytes: 1e9 };
/** Beyond these nothing begins. */
export const most = { seconds: 86_400, bytes: 3e9 };
const largestDense = 4096; // units whose couplings are stored one by one

/** @param {Settings} settings @param {number} visible units @param {number} rank of factored couplings */
function stepOf(settings, visible, rank) {
  const units = visible + Number(settings.hidden);
  const isDense = settings.couplings !== "factored" && units <= largestDense;
  return (isDense ? 2 * pairsOf(visible, settings) : 2 * units * rank) + 6 * units;
}

/** @param {Settings} settings @param {number} visible @param {number} images @returns {number} multiplications */
function trainingOf(settings, visible, images) {
  const units = visible + Number(settings.hidden);
  const pairs = stepOf(settings, visible, 6 * images) / 2;
  const iterations = Number(settings.iterations);
  const columns = 6 * images;
  if (settings.trainer === "exact") return pairs * (3 * columns + 4 * iterations * Math.min(columns, units));
  return (4 * pairs * iterations * Number(settings.time)) / Number(settings.dt);
}

/** @param {Settings} settings @param {number} visible units @param {number} images that are learned, 0 for a generation alone @returns {Cost} */
export function costOf(settings, visible, images) {
  const [units, samples] = [visible + Number(settings.hidden), Number(settings.samples)];
  const steps = (Number(settings.generate_time) + Number(settings.cool)) / Number(settings.generate_dt);
  const generation = samples * steps * stepOf(settings, visible, 6 * Math.max(1, images));
  const training = images ? trainingOf(settings, visible, images) : 0;
  const couplings = units <= largestDense ? 12 * pairsOf(visible, settings) : 200 * units;
  return { seconds: (generation + training) / rate, bytes: 24 * samples * units + couplings };
}

/** What is said of a cost; "" where it begins without a word. @param {Cost} cost @param {boolean} agreed whether the reader has seen it */
export function objection({ seconds, bytes }, agreed) {
  const hours = seconds / 3600;
  const values = { time: hours > 2 ? `${fixed(hours, 0)} h` : duration(seconds), megabytes: fixed(bytes / 1e6, 0) };
  if (seconds > most.seconds || bytes > most.bytes) {
    const limits = { hours: most.seconds / 3600, most: most.bytes / 1e6 };
    return text("cost.refused", { ...values, ...limits });
  }
  return !agreed && (seconds > asked.seconds || bytes > asked.bytes) ? text("cost.asked", values) : "";
}
