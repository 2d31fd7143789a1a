/**
 * What a teacher added to a link: a question before the run, answers to choose from, controls that are held, and samples of
 * one's own. See docs/lessons.md.
 */
import grammar from "../built/links.js";
import { parameters } from "./settings.js";

/**
 * @typedef {object} Lesson
 * @property {string} ask the question, or nothing
 * @property {string[]} [answers] to choose from; none for free text
 * @property {string[]} fix
 * @property {string[]} hide
 * @property {string[] | null} free null where nothing is said of it
 * @property {boolean} [own_numbers] whether each device begins at a sample of its own
 */

/** All that can be fixed, hidden or left free. */
export const controls = [...parameters.map(({ name }) => name), ...grammar.others];

const mostFirst = 1e9; // the last sample that a link can name

/** What becomes of a control in a lesson. @param {Lesson} lesson @param {string} name @returns {"hidden" | "fixed" | "free"} */
export function stateOf({ fix, hide, free }, name) {
  if (hide.includes(name)) return "hidden";
  const left = name === "closer" || free === null || free.includes(name); // to look closer changes nothing
  return fix.includes(name) || !left ? "fixed" : "free";
}

/**
 * The place with samples of this device's own: which they are is drawn at random, and stands in the place from then on, so
 * that it makes the same again. Samples of one seed are independent of each other, and the training stays that of everybody.
 * @param {import("./scenes.js").Place} place @returns {import("./scenes.js").Place}
 */
export function withOwnNumbers({ lesson, settings, ...place }) {
  if (!lesson) return { ...place, settings };
  const samples = Number(settings.samples);
  const [random] = crypto.getRandomValues(new Uint32Array(1));
  const first = Math.floor((random / 2 ** 32) * Math.floor(mostFirst / samples)) * samples;
  return { ...place, settings, first, lesson: { ...lesson, own_numbers: false } };
}
