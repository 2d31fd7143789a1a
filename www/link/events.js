/**
 * Events: what is done to a generation from outside while it runs.
 *
 * An event acts just before the step with its number; its text, `120:generate_kt:2`, is the same in
 * links, receipts and the core.
 */

import grammar from "../built/links.js";

/** @typedef {{step: number, name: string, value: string}} Event */

/** Parameters that may change during a run. */
export const liveNames = grammar.live;

/**
 * Other events: ask for a class (−1: for none), hold or release a visible unit, switch a hidden unit off and on, draw a
 * disc of the image again, hold a disc.
 */
export const others = grammar.acts;

/** @param {Event} event */
export const eventText = ({ step, name, value }) => `${step}:${name}:${value}`;

/** @param {string} text as `eventText` writes it @returns {Event} */
export function eventOf(text) {
  const [step, name, ...value] = text.split(":");
  return { step: Number(step), name, value: value.join(":") };
}

/** What an event sets, so that a later one at its step takes its place; its name, or the numbers of a latent code. @param {Event} event */
const setBy = ({ name, value }) => (name === "latent" ? value.replace(/=[^,]*/g, "") : name);

/** Whether two events at one step exclude each other, so that only the later one stands. @param {Event} a @param {Event} b */
const replaces = (a, b) =>
  a.step === b.step &&
  a.name === b.name &&
  (!others.includes(a.name) || ["class", "latent", "code"].includes(a.name)) &&
  setBy(a) === setBy(b);

/** Adds an event to those before it; what came later has not happened. @param {Event[]} events @param {Event} event @returns {Event[]} */
export const withEvent = (events, event) => [
  ...events.filter((e) => e.step <= event.step && !replaces(e, event)),
  event,
];

/**
 * The value of a parameter just before a step is made.
 * @param {Event[]} events in order @param {string} name @param {number} step @param {number} start its value at the start
 */
export function valueAt(events, name, step, start) {
  const last = events.findLast((event) => event.name === name && event.step <= step);
  return last ? Number(last.value) : start;
}

/** The hidden units that are switched off when a step is made. @param {Event[]} events in order @param {number} step @returns {number[]} */
export function lesionsAt(events, step) {
  const off = new Set();
  for (const { name, value } of events.filter((event) => event.step <= step)) {
    if (name === "lesion") off.add(Number(value));
    if (name === "restore") off.delete(Number(value));
  }
  return [...off];
}

/** The step up to which two lists of events are the same, infinite where they all are. @param {Event[]} a @param {Event[]} b */
export function firstDifference(a, b) {
  if (a === b) return Number.POSITIVE_INFINITY;
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (!a[i] || !b[i] || eventText(a[i]) !== eventText(b[i]))
      return Math.min(...[a[i], b[i]].map((e) => e?.step ?? Infinity));
  }
  return Number.POSITIVE_INFINITY;
}
