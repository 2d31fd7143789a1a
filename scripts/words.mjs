// Writes the words of the keys into a page's HTML, in one language, as www/views/wording.js does when another
// language is chosen, so that nothing that is read at first needs a script. The words of the article
// (learn.html), which may hold tags, are known here alone: no script loads them.

import german from "../www/texts/de/article.js";
import english from "../www/texts/en/article.js";
import { say, setLanguage, speak } from "../www/texts.js";

/** @typedef {import("../www/texts.js").Language} Language */

/** @type {Record<Language, Record<string, string>>} */
const article = { en: english, de: german };
/** @type {Language} */
let spoken = "en";

/** @param {string} html with data-text="key" and data-text-NAME="key" @param {Language} language @returns {Promise<string>} */
export async function worded(html, language) {
  await setLanguage(language);
  await speak("page");
  spoken = language;
  const formulas = html.replace(/\\text\{([a-z]+\.[a-z.]+)\}/g, (_, key) => `\\text{${known(key, {})}}`);
  return elements(attributes(formulas));
}

/** A page that is never worded again, without its keys. @param {string} html */
export const settled = (html) => html.replace(/ data-(text(-[a-z-]+)?|slot|values)="[^"]*"/g, "");

/** Attributes whose words a key names, data-text-NAME="key", get their words beside it. @param {string} html */
const attributes = (html) =>
  html.replace(/<[^>]*\sdata-text-[^>]*>/g, (tag) => {
    const values = valuesOf(tag);
    return tag.replace(
      /data-text-([a-z-]+)="([^"]*)"/g,
      (all, name, key) => `${all} ${name}="${escaped(known(key, values))}"`,
    );
  });

/** Elements whose words a key names, data-text="key", get them, with their slots inside. @param {string} html @returns {string} */
const elements = (html) =>
  html.replace(/(<(\w+)[^>]*\sdata-text="([^"]*)"[^>]*>)(.*?)(<\/\2>)/gs, (_, open, _tag, key, inside, close) => {
    const slots = [...elements(inside).matchAll(/<(\w+)[^>]*\sdata-slot="(\w+)"[^>]*>.*?<\/\1>/gs)];
    const slot = (/** @type {string} */ name) => slots.find((match) => match[2] === name)?.[0];
    const words = known(key, valuesOf(open));
    const shown = key in article[spoken] ? words : escaped(words);
    return open + shown.replace(/\{(\w+)\}/g, (whole, name) => slot(name) ?? whole) + close;
  });

/** @param {string} tag @returns {Record<string, string>} */
const valuesOf = (tag) => JSON.parse(/data-values='([^']*)'/.exec(tag)?.[1] ?? "{}");

/** @param {string} key @param {Record<string, string>} values */
function known(key, values) {
  const words = article[spoken][key] ?? say(key, values);
  if (words === key) throw new Error(`no words for the key "${key}"`);
  return words;
}

const escaped = (/** @type {string} */ words) =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
