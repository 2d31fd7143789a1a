/**
 * The words of the page, by key and language. Words load by area, in the language that is spoken. A word may hold {names}, for which
 * values are put in, and may have a form for one and one for others, chosen by {count}.
 * A page that begins with words of its own hands them over (started.js).
 * To add words: www/texts/en/AREA.js and www/texts/de/AREA.js, and a line in `areas` for a new area.
 */
/** @typedef {"en" | "de"} Language */

/** @type {Record<Language, "ltr" | "rtl">} */
export const directions = { en: "ltr", de: "ltr" };

const areas = {
  start: { en: () => import("./texts/en/start.js"), de: () => import("./texts/de/start.js") },
  play: { en: () => import("./texts/en/play.js"), de: () => import("./texts/de/play.js") },
  page: { en: () => import("./texts/en/page.js"), de: () => import("./texts/de/page.js") },
  later: { en: () => import("./texts/en/later.js"), de: () => import("./texts/de/later.js") },
  parameters: { en: () => import("./texts/en/parameters.js"), de: () => import("./texts/de/parameters.js") },
  inspector: { en: () => import("./texts/en/inspector.js"), de: () => import("./texts/de/inspector.js") },
  trust: { en: () => import("./texts/en/trust.js"), de: () => import("./texts/de/trust.js") },
  learn: { en: () => import("./texts/en/learn.js"), de: () => import("./texts/de/learn.js") },
  embed: { en: () => import("./texts/en/embed.js"), de: () => import("./texts/de/embed.js") },
  share: { en: () => import("./texts/en/share.js"), de: () => import("./texts/de/share.js") },
  own: { en: () => import("./texts/en/own.js"), de: () => import("./texts/de/own.js") },
};

/** @typedef {keyof typeof areas} Area */
/** @typedef {{[A in Area]: Awaited<ReturnType<(typeof areas)[A]["en"]>>["default"]}} Areas */
/** @template U @typedef {(U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never} Together */
/** @typedef {Together<Areas[Area]> & import("./texts/en/parameters.js").ParameterWords & import("./texts/en/inspector.js").PublishedWords} Words every key, and its English words */
/** @typedef {keyof Words} Key */
/** @typedef {string | {one: string, other: string}} Entry */
/** @template W @typedef {W extends {other: infer O} ? "count" | In<O> : In<W>} Names */
/** @template W @typedef {W extends `${string}{${infer N}}${infer R}` ? N | In<R> : never} In */
/** @typedef {{[K in Key]: [Names<Words[K]>] extends [never] ? K : never}[Key]} PlainKey a key whose words have no names */
/** @template W @typedef {{[K in keyof W]: W[K] extends string ? string : {one: string, other: string}}} Translated the same keys in another language */

/** @type {Language} */
let spoken = "en";
/** @type {Language} the language chosen last, which may still be loading */
let chosen = "en";
/** @type {Record<Language, Record<string, Entry>>} */
const words = { en: {}, de: {} };
/** @type {Set<Area>} what has been asked for; the words of lab.html are there from the start */
const wanted = new Set(["start", "page"]);
/** @type {Map<string, Promise<void>>} */
const loading = new Map();
/** @type {Set<() => void>} */
const listeners = new Set();

/** @param {Language} code @param {Area} area @returns {Promise<void>} */
function load(code, area) {
  const name = `${code}/${area}`;
  const begun = loading.get(name);
  if (begun) return begun;
  const done = areas[area][code]().then(
    (module) => void Object.assign(words[code], module.default),
    (error) => {
      loading.delete(name); // so that the next wish tries again
      throw error;
    },
  );
  loading.set(name, done);
  return done;
}

/** Takes English words that came with the page. @param {Record<string, Entry>} some */
export const know = (some) => Object.assign(words.en, some);

/** Loads the words of areas, before the first of them is said. @param {...Area} some @returns {Promise<void>} */
export async function speak(...some) {
  for (const area of some) wanted.add(area);
  for (let code = ""; code !== spoken; ) {
    code = spoken;
    await Promise.all(some.map((area) => load(spoken, area)));
  }
}

/** @returns {Language} */
export const language = () => spoken;

/** Speaks another language once its words are loaded, and tells all listeners. @param {Language} code @returns {Promise<void>} */
export async function setLanguage(code) {
  chosen = code;
  if (spoken === code) return;
  for (let loaded = 0; loaded < wanted.size; ) {
    loaded = wanted.size;
    await Promise.all([...wanted].map((area) => load(code, area)));
  }
  if (chosen !== code || spoken === code) return; // another was chosen meanwhile
  spoken = code;
  for (const listener of listeners) listener();
}

/** @param {() => void} listener called when another language is spoken @returns {() => void} stops that */
export function onLanguage(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The first language of a list that is spoken here. @param {readonly string[]} codes such as de-AT @returns {Language} */
export function bestOf(codes) {
  const known = codes.map((code) => code.toLowerCase().split("-")[0]).find((code) => Object.hasOwn(directions, code));
  return /** @type {Language} */ (known ?? "en");
}

/**
 * The words of a key in the language that is spoken; {names} without a value stay.
 * @template {Key} K
 * @param {K} key
 * @param {[Names<Words[K]>] extends [never] ? [] : [Record<Names<Words[K]>, string | number>]} values
 * @returns {string}
 */
export function text(key, ...values) {
  return say(key, /** @type {any} */ (values[0]));
}

/** As `text`, with a key that is known when it runs only. @param {string} key @param {Record<string, string | number>} [values] */
export function say(key, values = {}) {
  const entry = words[spoken][key] ?? key;
  const form = typeof entry === "string" ? entry : entry[isOne(values.count) ? "one" : "other"];
  return form.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** @param {string | number} count */
const isOne = (count) => new Intl.PluralRules(spoken).select(Number(count)) === "one";
