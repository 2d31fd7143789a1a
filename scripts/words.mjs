// Writes the words of the keys into a page's HTML, in one language, as www/wording.js does when another
// language is chosen, so that nothing that is read at first needs a script. The words of the article
// (learn.html), which may hold tags, are known here alone: no script loads them.

import { parse } from "node-html-parser";
import german from "../www/texts/de/article.js";
import germanQuestions from "../www/texts/de/questions.js";
import english from "../www/texts/en/article.js";
import englishQuestions from "../www/texts/en/questions.js";
import { say, setLanguage, speak } from "../www/texts.js";

/** @typedef {import("node-html-parser").HTMLElement} Element */
/** @typedef {import("../www/texts.js").Language} Language */

/** @type {Record<Language, Record<string, string>>} */
const article = { en: { ...english, ...englishQuestions }, de: { ...german, ...germanQuestions } };
/** @type {Language} */
let spoken = "en";

/** @param {string} html */
const tree = (html) => parse(html, { comment: true, blockTextElements: { script: true, style: true } }); // noscript holds elements

/** @param {string} html with data-text="key" and data-text-NAME="key" @param {Language} language @returns {Promise<string>} */
export async function worded(html, language) {
  await setLanguage(language);
  await speak("start", "page", "play", "learn");
  spoken = language;
  // Formulas are TeX here, no elements.
  const page = tree(html.replace(/\\text\{([a-z]+\.[a-z.]+)\}/g, (_, key) => `\\text{${known(key, {})}}`));
  // From the end to the beginning: an element is inside its parent's slot before the parent takes the slot up.
  for (const element of page.querySelectorAll("*").reverse()) {
    attributes(element);
    content(element);
  }
  return page.toString();
}

/** A page that is never worded again, without its keys. @param {string} html */
export function settled(html) {
  const page = tree(html);
  for (const element of page.querySelectorAll("*"))
    for (const name of Object.keys(element.attributes))
      if (/^data-(text(-[a-z-]+)?|slot|values)$/.test(name)) element.removeAttribute(name);
  return page.toString();
}

/** Attributes whose words a key names, data-text-NAME="key", get their words beside it. @param {Element} element */
function attributes(element) {
  for (const [attribute, key] of Object.entries(element.attributes)) {
    const [, name] = /^data-text-(.+)$/.exec(attribute) ?? [];
    if (name) element.setAttribute(name, escaped(known(key, valuesOf(element))));
  }
}

/** An element whose words a key names, data-text="key", gets them, with its slots inside. @param {Element} element */
function content(element) {
  const key = element.getAttribute("data-text");
  if (key === undefined) return;
  const slot = (/** @type {string} */ name) => element.querySelector(`[data-slot="${name}"]`)?.outerHTML;
  const words = known(key, valuesOf(element));
  const shown = key in article[spoken] ? words : escaped(words);
  element.innerHTML = shown.replace(/\{(\w+)\}/g, (whole, name) => slot(name) ?? whole);
}

/** @param {Element} element @returns {Record<string, string>} */
const valuesOf = (element) => JSON.parse(element.getAttribute("data-values") ?? "{}");

/** @param {string} key @param {Record<string, string>} values */
function known(key, values) {
  const words = article[spoken][key] ?? say(key, values);
  if (words === key) throw new Error(`no words for the key "${key}"`);
  return words;
}

const escaped = (/** @type {string} */ words) =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
