/**
 * Published values, as the core has them, and for which settings: shown beside a measurement only where
 * the settings are theirs.
 */
import values from "./built/published.js";
import { parameters, presetSettings } from "./link/settings.js";

/** @typedef {import("./tasks/messages.js").Settings} Settings */
/**
 * @typedef {object} Published
 * @property {string} name which number
 * @property {number} value
 * @property {string} text the value as it is printed there
 * @property {string} unit
 * @property {number | null} scale_factor of images of mean 0 and variance 1, where the value depends on it
 * @property {string} who
 * @property {string} place
 * @property {string} link
 * @property {string} about
 */

/** What may differ without its being another experiment. */
const free = new Set(["seed", "samples", "generate_dt", "readout_scale", "scale_factor"]);

export const published = /** @type {Published[]} */ (/** @type {unknown} */ (values));

/** A published value by its name; the first of them. @param {string} name */
export const publishedOf = (name) => /** @type {Published} */ (published.find((one) => one.name === name));

/** The paper's heat over a generation. */
export const paperHeat = publishedOf("heat");

/** Whether settings are the paper's, but for the scale of its pixels and what may differ. @param {Settings} settings @param {import("./data.js").PatternSet} patterns */
export function isPaper(settings, patterns) {
  if (patterns.source !== "mnist" || patterns.names.length !== 3 || (patterns.each ?? 1) > 1) return false;
  const paper = presetSettings("paper");
  const same = parameters.every(({ name }) => free.has(name) || settings[name] === paper[name]);
  return same && Number(settings.generate_dt) <= 0.01;
}

/** The heat that was published for these settings, if any. @param {Settings} settings @param {import("./data.js").PatternSet} patterns @returns {Published | null} */
export function publishedHeat(settings, patterns) {
  if (!isPaper(settings, patterns)) return null;
  return published.find((one) => one.name === "heat" && one.scale_factor === settings.scale_factor) ?? null;
}
