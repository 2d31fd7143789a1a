/**
 * Elements that carry keys: data-text="key" for what they say, data-text-NAME="key" for an attribute,
 * data-values="{…}" for values in it. A {name} without a value takes the child with data-slot="name".
 * They say their words in the language that is spoken, and again in the next one.
 */
import { pictureNames } from "./data.js";
import { say } from "./texts.js";

/** @typedef {import("./texts.js").Key} Key */

/**
 * Attributes for `make`: what an element says and what its attributes say.
 * @param {Partial<Record<"text" | "title" | "aria-label" | "aria-roledescription" | "label" | "placeholder" | "href", Key>>} keys
 * @param {Record<string, string | number>} [values]
 * @returns {Record<string, string>}
 */
export function wording(keys, values) {
  const named = Object.entries(keys).map(([name, key]) => [name === "text" ? "data-text" : `data-text-${name}`, key]);
  return { ...Object.fromEntries(named), ...(values && { "data-values": JSON.stringify(values) }) };
}

/** The key of the words for a pattern's name, where it has some. @param {string} name */
export const keyOfName = (name) => (pictureNames.includes(name) ? /** @type {Key} */ (`picture.${name}`) : null);

/** A pattern's name in the language that is spoken. @param {string} name */
export function nameOf(name) {
  const key = keyOfName(name);
  return key ? say(key) : name;
}

/** @param {Element} element */
export function fill(element) {
  for (const { name, value } of [...element.attributes]) {
    if (!name.startsWith("data-text")) continue;
    const words = say(value, JSON.parse(element.getAttribute("data-values") ?? "{}"));
    if (name === "data-text") write(element, words);
    else element.setAttribute(name.slice("data-text-".length), words);
  }
}

/** @param {Element} element @param {string} words */
function write(element, words) {
  const slots = [...element.children].filter((child) => child.hasAttribute("data-slot"));
  const slot = (/** @type {string} */ name) => slots.find((child) => child.getAttribute("data-slot") === name) ?? "";
  element.replaceChildren(...words.split(/\{(\w+)\}/).map((part, i) => (i % 2 ? slot(part) : part)));
}

/** Fills an element and all within it. @param {Element} root */
export function fillAll(root) {
  for (const element of [root, ...root.querySelectorAll("*")]) fill(element);
}
