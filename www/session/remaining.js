/**
 * How long a training will go on, as a range. The progress of its first moments says little: a worker warms up, and
 * later iterations may cost more or fewer products than earlier ones. So nothing is said for two seconds, and then two
 * estimates, from the mean pace and from the latest one, with room at both sides.
 */
import { duration } from "../format.js";
import { text } from "../texts.js";

const silentMs = 2000;
const recentMs = 3000; // over which the latest pace is taken
const room = 1.4;

/** @type {WeakMap<object, {took: number, fraction: number}[]>} */
const past = new WeakMap();

/** @param {{took: number, fraction: number}} training @returns {string} nothing where too little is known */
export function timeLeft(training) {
  const { took, fraction } = training;
  if (took < silentMs || fraction <= 0 || fraction >= 1) return "";
  const before = (past.get(training) ?? []).filter((one) => one.took <= took && one.took >= took - recentMs);
  past.set(training, [...before, { took, fraction }]);
  const mean = took / fraction;
  const [first] = before;
  const latest = first && fraction > first.fraction ? (took - first.took) / (fraction - first.fraction) : mean;
  const left = [mean, latest].map((pace) => (pace * (1 - fraction)) / 1000);
  const [low, high] = [Math.min(...left) / room, Math.max(...left) * room].map(duration);
  return low === high ? text("left.about", { time: low }) : text("left.range", { low, high });
}
