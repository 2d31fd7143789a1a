/**
 * Settings: the values of the one parameter table. No DOM, no physics.
 *
 * The table is written by the build from the core (`built/parameters.js`); nothing about a
 * parameter is repeated here.
 */

import grammar from "../built/links.js";
import table, { presets } from "../built/parameters.js";
import { spoken } from "../format.js";
import { text } from "../texts.js";

/** @typedef {import("../tasks/messages.js").Settings} Settings */
/** @typedef {"data" | "training" | "generation" | "nothing"} Restart */
/**
 * @typedef {object} Parameter
 * @property {string} name
 * @property {string} symbol
 * @property {string} unit
 * @property {"number" | "integer" | "choice" | "switch"} kind
 * @property {number | string | boolean} default
 * @property {number} [min]
 * @property {number} [max]
 * @property {number} [step]
 * @property {string[]} [choices]
 * @property {Restart} restarts
 * @property {"data" | "network" | "physics" | "training" | "generation"} group
 */

export const parameters = /** @type {Parameter[]} */ (/** @type {unknown} */ (table)).map((p) =>
  p.name === "samples" ? { ...p, max: grammar.most_samples } : p,
);

/** @param {{name: string}} p @returns {string} its label in the language that is spoken, once the area `parameters` is */
export const labelOf = ({ name }) => text(`label.${name}`);

/** @returns {Settings} the defaults, overlaid with a preset's values */
export function presetSettings(/** @type {string} */ name) {
  const defaults = Object.fromEntries(parameters.map((p) => [p.name, p.default]));
  return { ...defaults, .../** @type {Record<string, Settings>} */ (presets)[name] };
}

/** @param {Parameter} p @returns {string} the permitted values in words */
export function rangeOf(p) {
  if (p.kind === "choice") return text("range.choice", { choices: (p.choices ?? []).join(", ") });
  if (p.kind === "switch") return text("range.switch");
  const unit = p.unit === "units" ? text("unit.units") : p.unit;
  const values = { min: spoken(Number(p.min)), max: `${spoken(Number(p.max))}${unit && ` ${unit}`}` };
  return text(p.kind === "integer" ? "range.integer" : "range.number", values);
}

const order = /** @type {Restart[]} */ (["nothing", "generation", "training", "data"]);

/** @returns {Restart} the most that the differences between two settings restart */
export function restartBetween(/** @type {Settings} */ before, /** @type {Settings} */ after) {
  const levels = parameters.filter((p) => before[p.name] !== after[p.name]).map((p) => order.indexOf(p.restarts));
  return order[Math.max(0, ...levels)];
}
