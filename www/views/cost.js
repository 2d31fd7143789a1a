/** How large a computer of pictures in colour is and what it costs, in words: known before it is trained. */
import { duration, fixed } from "../format.js";
import { memoryOf, pairsOf, secondsOf, unitsOf } from "../own/scale.js";
import { text } from "../texts.js";

/** @typedef {import("../session/session.js").Session} Session */

/**
 * @param {import("../data.js").PatternSet} patterns @param {import("../tasks/messages.js").Settings} settings
 * @param {Session["model"]} model where there is one, it says how many factors there are
 * @param {number} pace of this device
 */
export function costWords({ size, names }, settings, model, pace) {
  const visible = unitsOf(size);
  const couplings = large(pairsOf(visible, settings));
  const values = { units: fixed(visible, 0), hidden: String(settings.hidden), couplings };
  const factors = model?.data.factors_visible?.length;
  const rank = model && factors ? factors / model.visible : 2 * names.length;
  const stored = settings.couplings === "dense" || (model && !factors);
  const what = stored ? text("colour.stored", values) : text("colour.scale", { ...values, rank });
  const megabytes = Math.round(memoryOf(size, names.length, settings) / 1e6);
  return `${what} ${text("colour.cost", { megabytes, time: duration(secondsOf(size, settings, pace)) })}`;
}

/** A large number in words. @param {number} value */
function large(value) {
  if (value < 1e6) return fixed(value, 0);
  const key = value < 1e9 ? "colour.million" : "colour.billion";
  const n = value / (value < 1e9 ? 1e6 : 1e9);
  return text(key, { n: fixed(n, n < 10 ? 1 : 0) });
}
