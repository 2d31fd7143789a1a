/** What a teacher added to a link: a question before the run, and controls that are held. See docs/lessons.md. */
import grammar from "../built/links.js";
import { parameters } from "./settings.js";

/** @typedef {{ask: string, fix: string[], hide: string[], free: string[] | null}} Lesson free: null where nothing is said of it */

/** All that can be fixed, hidden or left free. */
export const controls = [...parameters.map(({ name }) => name), ...grammar.others];

/** What becomes of a control in a lesson. @param {Lesson} lesson @param {string} name @returns {"hidden" | "fixed" | "free"} */
export function stateOf({ fix, hide, free }, name) {
  if (hide.includes(name)) return "hidden";
  const left = name === "closer" || free === null || free.includes(name); // to look closer changes nothing
  return fix.includes(name) || !left ? "fixed" : "free";
}
