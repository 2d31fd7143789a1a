/**
 * Links and typed values: the engine reads and writes them, and words are put to its problems here. The grammar
 * is in docs/link.md. The engine answers within milliseconds, so it is asked in the thread of the page.
 */
import { moduleOf } from "../assets.js";
import init, * as grammar from "../built/simd/engine.js"; // the same for every build
import { say, speak, text } from "../texts.js";
import { labelOf, parameters, rangeOf } from "./settings.js";

/** @typedef {import("./scenes.js").Place} Place */
/** @typedef {import("./settings.js").Parameter} Parameter */
/** @typedef {{key: string, values: Record<string, string>}} Words */
/** @typedef {{field: string, message: string}} Problem */
/** @typedef {{value: number | string | boolean, error: ""} | {value: null, error: string}} Typed */

/** @type {Promise<unknown> | null} */
let begun = null;
let there = false;

/** Whether the reader can be asked. */
export const isReady = () => there;

/** Makes the reader ready, with the words that it needs. @returns {Promise<void>} */
export async function ready() {
  begun ??= moduleOf("engine").then((module) => init({ module_or_path: module }));
  begun.catch(() => {
    begun = null; // so that the next call tries again
  });
  await Promise.all([begun, speak("later")]);
  there = true;
}

/** @param {Words} words @returns {string} */
function said({ key, values }) {
  const row = key === "range.parameter" && parameters.find(({ name }) => name === values.name);
  return row ? rangeOf(row) : say(key, values);
}

/**
 * @param {string} link a whole address or its fragment
 * @param {string} [over] fields that go over it, joined by &
 * @returns {{place: Place, problems: Problem[]}} always a valid place
 */
export function readLink(link, over = "") {
  const { place, problems } = grammar.readLink(link, over);
  const message = (/** @type {Words & {limit?: Words}} */ { key, values, limit }) =>
    say(key, limit ? { ...values, must: said(limit) } : values);
  return { place, problems: problems.map((/** @type {any} */ one) => ({ field: one.field, message: message(one) })) };
}

/** @param {Place} place @returns {{fragment: string, omitted: string[]}} without #; and what a link leaves out */
export function writeLink(place) {
  const { fragment, omitted } = grammar.writeLink(place);
  const named = (/** @type {string} */ field) => (field === "images" ? text("link.images") : field);
  return { fragment, omitted: omitted.map(named) };
}

/** A fragment for an address of the page: a bare one opens what the newest version opens, an empty fragment is of version 1.
 * @param {string} fragment */
export const inAddress = (fragment) => fragment || "v=1";

/**
 * @param {Parameter} p
 * @param {string | boolean} raw as typed or chosen
 * @returns {Typed}
 */
export function parse(p, raw) {
  const typed = String(raw).trim();
  const isSwitch = p.kind === "switch";
  const value = grammar.readSetting(p.name, isSwitch ? (typed === "true" ? "on" : "off") : typed);
  if (value !== null) return { value, error: "" };
  const problem = { label: labelOf(p), range: rangeOf(p) };
  const entered = typed.slice(0, 24);
  const error = typed === "" ? text("range.empty", problem) : text("range.problem", { ...problem, entered });
  return { value: null, error };
}

/** As `parse`, once the reader is ready. @param {Parameter} p @param {string | boolean} raw @returns {Promise<Typed>} */
export async function typed(p, raw) {
  try {
    await ready();
  } catch {
    return { value: null, error: text("link.noReader") };
  }
  return parse(p, raw);
}
