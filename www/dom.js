/** The little DOM help the views share. */
import { fill } from "./wording.js";

/** @param {string} id @returns {HTMLElement} the element, which the page must contain */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page lacks #${id}`);
  return found;
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string>} [attributes] of them those of `wording` name the words it says
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  fill(element);
  return element;
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {string} [text]
 */
export function svg(tag, attributes, text = "") {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.textContent = text;
  return element;
}

/** Sets text only when it differs, so that nothing is laid out for nothing. @param {HTMLElement} element @param {string} text */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @type {Map<string, Promise<void>>} */
const sheets = new Map();

/** Loads the style that an element names, once it is wanted. @param {HTMLElement} element @returns {Promise<void>} */
export function styled(element) {
  const href = element.dataset.style ?? "";
  const begun = sheets.get(href);
  if (begun) return begun;
  const link = make("link", { rel: "stylesheet", href });
  const loaded = /** @type {Promise<void>} */ (
    new Promise((done) => {
      link.addEventListener("load", () => done());
      link.addEventListener("error", () => done()); // plain, but there
      document.head.append(link);
    })
  );
  sheets.set(href, loaded);
  return loaded;
}
