/**
 * What a teacher adds to a link: a question before the run, and controls that are fixed, hidden or, alone of
 * all, free. The grammar is in docs/link.md, a guide in docs/lessons.md. No DOM.
 */

import { text as say } from "../texts.js";
import { parameters } from "./settings.js";

/** @typedef {{ask: string, fix: string[], hide: string[], free: string[] | null}} Lesson free: null where nothing is said of it */
/** @typedef {import("./scenes.js").Place} Place */

const longestQuestion = 300;
/** Controls that are no parameters. */
export const others = ["scene", "names", "class", "erase", "lesion", "compare", "closer"];
/** All that can be fixed, hidden or left free. */
export const controls = [...parameters.map(({ name }) => name), ...others];

/** @param {Place} place @param {Partial<Lesson>} change */
function teach(place, change) {
  place.lesson = { ...(place.lesson ?? { ask: "", fix: [], hide: [], free: null }), ...change };
}

/** A reader of a list of controls. @param {"fix" | "hide" | "free"} field */
const list = (field) => (/** @type {Place} */ place, /** @type {string} */ text) => {
  const names = text.split(",");
  if (field === "free" && text === "none") return teach(place, { free: [] });
  const good = names.filter((name, i) => controls.includes(name) && names.indexOf(name) === i);
  if (good.length > 0) teach(place, { [field]: good });
  if (good.length < names.length) return say("link.controls", { others: others.join(", ") });
};

/** @type {Record<string, (place: Place, text: string) => string | undefined | void>} readers of the fields, as in link.js */
export const lessonReaders = {
  ask(place, text) {
    const fits = text.trim() !== "" && text.length <= longestQuestion && !/[\p{Cc}\p{Cs}]/u.test(text);
    if (!fits) return say("link.question", { most: longestQuestion });
    teach(place, { ask: text });
  },
  fix: list("fix"),
  hide: list("hide"),
  free: list("free"),
};

/** The fields of a lesson, as they are written. @param {Lesson | undefined} lesson @returns {string[][]} */
export function lessonFields(lesson) {
  if (!lesson) return [];
  const { ask, fix, hide, free } = lesson;
  const fields = [
    ["ask", encodeURIComponent(ask)],
    ["fix", fix.join(",")],
    ["hide", hide.join(",")],
    ["free", free ? free.join(",") || "none" : ""],
  ];
  return fields.filter(([, value]) => value !== "");
}

/** What becomes of a control in a lesson. @param {Lesson} lesson @param {string} name @returns {"hidden" | "fixed" | "free"} */
export function stateOf({ fix, hide, free }, name) {
  if (hide.includes(name)) return "hidden";
  const left = name === "closer" || free === null || free.includes(name); // to look closer changes nothing
  return fix.includes(name) || !left ? "fixed" : "free";
}
