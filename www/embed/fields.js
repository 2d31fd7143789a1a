/**
 * What the attributes of a figure say: the fields of a link (docs/link.md), by the same names.
 *
 * `preset` is the link's `scene`, or the name of a preset that a scene has; `ask` is its `class`, which in HTML
 * means something else; - may stand for _. A whole `link` may be given, and single attributes go over it.
 */
import { isReady, readLink } from "../link/link.js";
import { opening, scenes } from "../link/scenes.js";
import { text } from "../texts.js";

/** @typedef {import("../link/scenes.js").Place} Place */
/** @typedef {import("../link/link.js").Problem} Problem */

/** Attributes that are no fields. */
const others = new Set(
  "id class style slot title lang dir hidden role tabindex part is view theme controls loop poster caption link autofocus translate inert popover exportparts".split(
    " ",
  ),
);

/** @param {string} name */
const isOther = (name) => others.has(name) || /^(data-|aria-|on|xml|item|v-|@|:)/.test(name);

/** @param {string} name @returns {string} its name in a link */
export function fieldOf(name) {
  const plain = name.trim().toLowerCase().replaceAll("-", "_");
  return plain === "preset" ? "scene" : plain === "ask" ? "class" : plain;
}

/** @param {string} value */
const sceneOf = (value) =>
  (scenes.find(({ id }) => id === value) ?? scenes.find(({ preset }) => preset === value))?.id ?? value;

/** @param {NamedNodeMap} attributes @returns {Map<string, string>} fields of a link; `link` is a whole one below them */
export function fieldsOf(attributes) {
  const all = [...attributes];
  const link = all.find(({ name }) => name === "link")?.value ?? "";
  /** @type {Map<string, string>} */
  const fields = new Map(link ? [["link", link]] : []);
  for (const { name, value } of all) {
    if (isOther(name)) continue;
    fields.set(fieldOf(name), encodeURIComponent(value.trim()));
  }
  return fields;
}

/** @param {Map<string, string>} fields @returns {{place: Place, problems: Problem[]}} always a valid place */
export function placeOf(fields) {
  if (fields.size === 0) return { place: opening(""), problems: [] };
  if (!isReady()) return { place: opening(""), problems: [{ field: "link", message: text("link.noReader") }] };
  const { link = "", ...rest } = Object.fromEntries(fields);
  const over = Object.entries(rest).map(([name, value]) => `${name}=${name === "scene" ? sceneOf(value) : value}`);
  return readLink(link, over.join("&"));
}
