// Writes the English words of the keys into a page's HTML, as www/views/wording.js does when another
// language is chosen, so that the first view needs no script to be read.

import { say, speak } from "../www/texts.js";

/** @param {string} html with data-text="key" and data-text-NAME="key" @returns {Promise<string>} */
export async function worded(html) {
  await speak("html");
  return elements(attributes(html));
}

/** Attributes whose words a key names, data-text-NAME="key", get their words beside it. @param {string} html */
const attributes = (html) =>
  html.replace(/<[^>]*\sdata-text-[^>]*>/g, (tag) => {
    const values = JSON.parse(/data-values='([^']*)'/.exec(tag)?.[1] ?? "{}");
    return tag.replace(
      /data-text-([a-z-]+)="([^"]*)"/g,
      (all, name, key) => `${all} ${name}="${escaped(known(key, values))}"`,
    );
  });

/** Elements whose words a key names, data-text="key", get them, with their slots inside. @param {string} html @returns {string} */
const elements = (html) =>
  html.replace(/(<(\w+)[^>]*\sdata-text="([^"]*)"[^>]*>)(.*?)(<\/\2>)/gs, (_, open, _tag, key, inside, close) => {
    const values = JSON.parse(/data-values='([^']*)'/.exec(open)?.[1] ?? "{}");
    const slots = [...elements(inside).matchAll(/<(\w+)[^>]*\sdata-slot="(\w+)"[^>]*>.*?<\/\1>/gs)];
    const slot = (/** @type {string} */ name) => slots.find((match) => match[2] === name)?.[0];
    const words = escaped(known(key, values));
    return open + words.replace(/\{(\w+)\}/g, (whole, name) => slot(name) ?? whole) + close;
  });

/** @param {string} key @param {Record<string, string>} values */
function known(key, values) {
  const words = say(key, values);
  if (words === key) throw new Error(`no words for the key "${key}"`);
  return words;
}

const escaped = (/** @type {string} */ words) =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
