/**
 * Settings: the values of the one parameter table, checked. No DOM, no physics.
 *
 * The table is written by the build from the core (`built/parameters.js`); nothing about a
 * parameter is repeated here.
 */

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

/** More samples than a page can show at once are the command line's. */
const mostSamples = 256;

export const parameters = /** @type {Parameter[]} */ (/** @type {unknown} */ (table)).map((p) =>
  p.name === "samples" ? { ...p, max: mostSamples } : p,
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

/**
 * @param {Parameter} p
 * @param {string | boolean} raw as typed or chosen
 * @returns {{value: number | string | boolean, error: ""} | {value: null, error: string}}
 */
export function parse(p, raw) {
  if (p.kind === "switch") return { value: raw === true || raw === "true", error: "" };
  const typed = String(raw).trim();
  if (p.kind === "choice" && p.choices?.includes(typed)) return { value: typed, error: "" };
  const value = typed === "" ? Number.NaN : Number(typed.replace("−", "-").replace(",", "."));
  const inside = value >= (p.min ?? -Infinity) && value <= (p.max ?? Infinity);
  const whole = p.kind !== "integer" || Number.isInteger(value);
  if (p.kind !== "choice" && inside && whole) return { value, error: "" };
  const problem = { label: labelOf(p), range: rangeOf(p) };
  const entered = typed.slice(0, 24);
  const error = typed === "" ? text("range.empty", problem) : text("range.problem", { ...problem, entered });
  return { value: null, error };
}

const order = /** @type {Restart[]} */ (["nothing", "generation", "training", "data"]);

/** @returns {Restart} the most that the differences between two settings restart */
export function restartBetween(/** @type {Settings} */ before, /** @type {Settings} */ after) {
  const levels = parameters.filter((p) => before[p.name] !== after[p.name]).map((p) => order.indexOf(p.restarts));
  return order[Math.max(0, ...levels)];
}
