/** Elements that many views are made of: a button with what it does, a control with its name, a row of controls, words. */
import { make } from "./dom.js";
import { wording } from "./wording.js";

/** @typedef {import("./wording.js").Key} Key */

/** @param {Key | Record<string, string>} said the key of its words, or its attributes @param {() => unknown} act @param {...(Node | string)} children */
export function button(said, act, ...children) {
  const attributes = typeof said === "string" ? wording({ text: said }) : said;
  const made = make("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("click", () => act());
  return made;
}

/** A control below its name. @param {Key} key @param {HTMLElement} control */
export const field = (key, control) => make("label", { class: "field" }, make("span", wording({ text: key })), control);

/** @param {...HTMLElement} controls */
export const row = (...controls) => make("div", { class: "row" }, ...controls);

/** @param {Key} key @param {...HTMLElement} slots */
export const note = (key, ...slots) => make("p", { class: "note", ...wording({ text: key }) }, ...slots);

/** What folds out below a summary. @param {Key} key @param {...HTMLElement} parts */
export const fold = (key, ...parts) => make("details", {}, make("summary", wording({ text: key })), ...parts);

/** A choice of a select. @param {string} value @param {Key} key @param {Record<string, string | number>} [values] */
export const option = (value, key, values) => make("option", { value, ...wording({ text: key }, values) });

/** @param {Key} key */
export const heading = (key) => make("h3", wording({ text: key }));
