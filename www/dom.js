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
  if (element.matches(plain)) element.translate = false;
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

/** @type {WeakMap<HTMLElement, string>} what each element was given to say */
const said = new WeakMap();

/**
 * Sets text only when it differs, so that nothing is laid out for nothing. A browser that translates puts other words in
 * their place, within an element `font`, and these stay until the page has something else to say.
 * @param {HTMLElement} element @param {string} text
 */
export function say(element, text) {
  if (element.textContent === text) return;
  if (said.get(element) === text && element.querySelector("font")) return;
  element.textContent = text;
  said.set(element, text);
}

/** Numbers, fingerprints and pictures are the same in every language. */
const plain = "output, canvas, .num, .mono";

/** Keeps a browser that translates away from what is no language. @param {ParentNode} root */
export function keepFromTranslation(root) {
  for (const element of root.querySelectorAll(plain)) element.setAttribute("translate", "no");
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
