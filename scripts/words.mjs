// Writes the English words of the keys into a page's HTML, as www/views/wording.js does when another
// language is chosen, so that the first view needs no script to be read.

import { parse } from "node-html-parser";
import { say, speak } from "../www/texts.js";

/** @typedef {import("node-html-parser").HTMLElement} Element */

/** @param {string} html with data-text="key" and data-text-NAME="key" @returns {Promise<string>} */
export async function worded(html) {
  await speak("html");
  const page = parse(html, { comment: true, blockTextElements: { script: true, style: true } }); // noscript holds elements
  // From the end to the beginning: an element is inside its parent's slot before the parent takes the slot up.
  for (const element of page.querySelectorAll("*").reverse()) {
    attributes(element);
    content(element);
  }
  return page.toString();
}

/** Attributes whose words a key names, data-text-NAME="key", get their words beside it. @param {Element} element */
function attributes(element) {
  for (const [attribute, key] of Object.entries(element.attributes)) {
    const [, name] = /^data-text-(.+)$/.exec(attribute) ?? [];
    if (name) element.setAttribute(name, words(element, key));
  }
}

/** An element whose words a key names, data-text="key", gets them, with its slots inside. @param {Element} element */
function content(element) {
  const key = element.getAttribute("data-text");
  if (key === undefined) return;
  const slot = (/** @type {string} */ name) => element.querySelector(`[data-slot="${name}"]`)?.outerHTML;
  element.innerHTML = words(element, key).replace(/\{(\w+)\}/g, (whole, name) => slot(name) ?? whole);
}

/** The words of a key with the element's values in them, as HTML. @param {Element} element @param {string} key */
function words(element, key) {
  const text = say(key, JSON.parse(element.getAttribute("data-values") ?? "{}"));
  if (text === key) throw new Error(`no words for the key "${key}"`);
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
