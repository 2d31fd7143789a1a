/**
 * Links: what the page shows, as a readable URL fragment, and back. The grammar is in docs/link.md.
 *
 * Only what differs from the scene is written. A fragment comes from strangers: each field is checked
 * on its own, what is unknown or bad is reported by its name and left out, and what is returned is
 * always valid. No DOM. tests/links.json holds this reader and the core's (src/data/link.rs) together.
 */
import { glyphNames } from "../built/parameters.js";
import { digitNames, maxPatterns, mostEach } from "../data.js";
import { text as say } from "../texts.js";
import { decode, sides, unpack } from "./drawing.js";
import { acts, eventOf, eventText, liveNames } from "./events.js";
import { opening, scenes } from "./scenes.js";
import { parameters, parse, rangeOf } from "./settings.js";
import { lessonFields, lessonReaders } from "./teaching.js";

/** @typedef {import("../tasks/messages.js").Settings} Settings */
/** @typedef {import("../data.js").PatternSet} PatternSet */
/** @typedef {import("./events.js").Event} Event */
/** @typedef {import("./settings.js").Parameter} Parameter */
/** @typedef {{field: string, message: string}} Problem */

/** @typedef {import("./scenes.js").Place} Place */

const version = "1";
const longest = 8000; // characters read
const most = 1999; // characters written
const mostEvents = 500;
const parts = ["lower", "upper", "left", "right", "none"];
const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A reader of one field: changes the place or says what the value must be. @typedef {(place: Place, text: string) => string | undefined | void} Reader */

/** A reader of a whole number. @param {number} min @param {(place: Place) => number} max @param {(place: Place, n: number) => void} set @returns {Reader} */
const whole = (min, max, set) => (place, text) => {
  const n = /^\d{1,10}$/.test(text) ? Number(text) : -1;
  if (n < min || n > max(place)) return say("range.integer", { min, max: max(place) });
  set(place, n);
};

/** @param {Place} place @param {Partial<PatternSet>} change */
const choose = (place, change) => {
  place.patterns = { ...place.patterns, ...change };
};

/** @type {Record<string, Reader>} in the order in which they are written; `size` before `draw`, which needs it */
const readers = {
  names(place, text) {
    const { source } = place.patterns;
    const known = source === "glyphs" ? glyphNames : source === "mnist" ? digitNames : [];
    const names = text.split(",");
    const good = names.every((name, i) => known.includes(name) && names.indexOf(name) === i);
    if (!good || names.length > maxPatterns)
      return say("link.names", { most: maxPatterns, known: known.join(", ") || "–" });
    choose(place, { names });
  },
  size(place, text) {
    const n = /^\d\d?$/.test(text) ? Number(text) : 0;
    const { source } = place.patterns;
    const even = source !== "drawn" || n % 2 === 0;
    if (source === "mnist") return say("link.oneSize");
    if (n < sides.min || n > sides.max || !even) return say("link.sides", sides);
    choose(place, { size: n });
  },
  example: whole(
    0,
    () => 100_000,
    (place, first) => choose(place, { first }),
  ),
  each: whole(
    1,
    ({ scene }) => mostEach(scene),
    (place, each) => choose(place, { each }),
  ),
  draw(place, text) {
    const { source, size } = place.patterns;
    const drawn = unpack(text, size);
    if (source !== "drawn" || drawn.length === 0) return say("link.drawn", { size });
    choose(place, { drawing: text, names: drawn.map((_, i) => String(i + 1)) });
  },
  class(place, text) {
    const { source, names } = place.patterns;
    if (text !== "each" && !(source === "mnist" && names.includes(text))) return say("link.class");
    place.asked = text === "each" ? text : Number(text);
  },
  first: whole(
    0,
    () => 1e9,
    (place, n) => {
      place.first = n;
    },
  ),
  digit: whole(
    0,
    () => 100_000,
    (place, n) => {
      place.digit = n;
    },
  ),
  erase(place, text) {
    if (!parts.includes(text) && decode(text)?.length !== 98) return say("link.erased", { parts: parts.join(", ") });
    place.erased = text;
  },
  events(place, text) {
    const events = text.split(";").map(readEvent);
    const good = /** @type {Event[]} */ (events.filter(Boolean));
    place.events = good.slice(0, mostEvents).sort((a, b) => a.step - b.step);
    if (good.length < events.length) return say("link.events", { names: [...liveNames, ...acts].join(", ") });
    if (good.length > mostEvents) return say("link.most", { most: mostEvents });
  },
  compare(place, text) {
    const pairs = text.split(",").map((pair) => pair.split(":"));
    const read = pairs.map(([name, value = ""]) => [name, readValue(name, value)]);
    const good = read.filter(([, value]) => value !== null);
    if (good.length > 0) place.compare = Object.fromEntries(good);
    if (good.length < read.length) return say("link.compare");
  },
  ...lessonReaders,
};

/** @param {string} name @param {string} text @returns {number | string | boolean | null} null where it is not allowed */
function readValue(name, text) {
  const p = parameters.find((row) => row.name === name);
  if (!p) return null;
  if (p.kind === "switch") return text === "on" ? true : text === "off" ? false : null;
  if (p.kind !== "choice" && !number.test(text)) return null;
  return parse(p, text).value;
}

/** @param {string} text @returns {Event | null} */
function readEvent(text) {
  if (!/^\d{1,9}:\w+:./.test(text)) return null;
  const event = eventOf(text);
  const { name, value } = event;
  return (liveNames.includes(name) ? readValue(name, value) !== null : goodAct(name, value)) ? event : null;
}

/** @param {string} name @param {string} value */
function goodAct(name, value) {
  if (name === "class") return value === "-1" || digitNames.includes(value);
  if (name !== "clamp") return acts.includes(name) && /^\d{1,5}$/.test(value);
  const [unit, at = "", ...rest] = value.split("=");
  return /^\d{1,5}$/.test(unit) && number.test(at) && Math.abs(Number(at)) <= 1000 && rest.length === 0;
}

/** Fields of a fragment, decoded, in order. @param {string} fragment @param {(field: string, message: string) => void} report */
function split(fragment, report) {
  /** @type {Map<string, string>} */
  const fields = new Map();
  for (const pair of fragment.split("&").filter(Boolean)) {
    const at = pair.indexOf("=");
    const name = (at < 0 ? pair : pair.slice(0, at)).slice(0, 40);
    try {
      const text = decodeURIComponent(at < 0 ? "" : pair.slice(at + 1));
      if (fields.has(name)) report(name, say("link.twice"));
      else fields.set(name, text);
    } catch {
      report(name, say("link.undecodable"));
    }
  }
  return fields;
}

/** @param {string} fragment with or without # @returns {{place: Place, problems: Problem[]}} */
export function readLink(fragment) {
  /** @type {Problem[]} */
  const problems = [];
  const report = (/** @type {string} */ field, /** @type {string} */ message) => problems.push({ field, message });
  const text = fragment.replace(/^#/, "");
  if (text.length > longest) {
    report("link", say("link.long", { length: text.length, most: longest }));
    return { place: opening(""), problems };
  }
  const fields = split(text, report);
  const { v = version, scene } = Object.fromEntries(fields);
  if (v !== version) report("v", say("link.version", { given: shown(v), version }));
  const known = scene === undefined || scenes.some(({ id }) => id === scene);
  if (!known)
    report(
      "scene",
      say("link.must", {
        given: shown(scene),
        must: say("range.choice", { choices: scenes.map(({ id }) => id).join(", ") }),
      }),
    );
  const place = opening(scene ?? "");
  place.settings = { ...place.settings };
  for (const name of Object.keys(readers)) {
    const value = fields.get(name);
    const must = value === undefined ? "" : readers[name](place, value);
    if (must) report(name, say("link.must", { given: shown(value ?? ""), must }));
  }
  if (place.patterns.source === "drawn" && unpack(place.patterns.drawing ?? "", place.patterns.size).length === 0) {
    if (!fields.has("draw")) report("size", say("link.needsDraw"));
    place.patterns = opening(place.scene).patterns;
  }
  for (const [name, value] of fields) if (!isOther(name)) readSetting(place, name, value, report);
  return { place, problems };
}

/** @param {string} name */
const isOther = (name) => name === "v" || name === "scene" || Object.hasOwn(readers, name);

/** @param {Place} place @param {string} name @param {string} text @param {(field: string, message: string) => void} report */
function readSetting(place, name, text, report) {
  const p = parameters.find((row) => row.name === name);
  if (!p) return report(name, say("link.unknown"));
  const value = readValue(name, text);
  if (value === null) report(name, say("link.must", { given: shown(text), must: rangeOf(p) }));
  else place.settings[name] = value;
}

/** @param {string} text */
const shown = (text) => `${text.slice(0, 24)}${text.length > 24 ? "…" : ""}`;

/** @param {number | string | boolean} value */
const plain = (value) => (typeof value === "boolean" ? (value ? "on" : "off") : String(value));

/** @param {Settings} settings @param {Settings} from @param {string} equals @returns {string[]} the differences, in the table's order */
const differences = (settings, from, equals) =>
  parameters.filter(({ name }) => settings[name] !== from[name]).map((p) => p.name + equals + plain(settings[p.name]));

/**
 * @param {Place} place
 * @returns {{fragment: string, omitted: string[]}} without #, empty for the page as it first opens; and the fields
 *   that are too long for a link or, as the images of a file, cannot be in one
 */
export function writeLink(place) {
  const omitted = place.patterns.source === "file" ? [say("link.images")] : [];
  const own = place.scene !== scenes[0].id;
  const head = own ? [["scene", place.scene]] : [];
  let fields = [["v", version], ...head, ...fieldsOf(place)];
  const join = () => fields.map(([name, value]) => `${name}=${value}`).join("&");
  for (const [name, ...others] of [["events"], ["draw", "size"], ["ask"]]) {
    const there = fields.some(([field]) => field === name);
    if (!there || join().length <= most) continue;
    omitted.push(name);
    fields = fields.filter(([field]) => field !== name && !others.includes(field));
  }
  return { fragment: fields.length > 1 ? join() : "", omitted };
}

/** All that differs from the scene. @param {Place} place @returns {string[][]} */
function fieldsOf(place) {
  const { patterns, settings, asked, first, digit, erased, events, compare } = place;
  const from = opening(place.scene);
  const now = shape(patterns);
  const before = shape(from.patterns);
  const chosen = Object.keys(now).filter((name) => now[name] !== before[name]);
  const set = differences(settings, from.settings, "=").map((pair) => pair.split("="));
  const other = differences({ ...settings, ...compare }, settings, ":");
  const rest = [
    ["class", asked === from.asked ? "" : String(asked)],
    ["first", first === from.first ? "" : String(first)],
    ["digit", digit === from.digit ? "" : String(digit)],
    ["erase", erased === from.erased ? "" : erased],
    ["events", events.map(eventText).join(";")],
    ["compare", other.join(",")],
    ...lessonFields(place.lesson),
  ];
  return [...chosen.map((name) => [name, now[name]]), ...set, ...rest.filter(([, value]) => value !== "")];
}

/** A choice of images in the words of a link. @param {PatternSet} patterns @returns {Record<string, string>} */
function shape({ source, names, size, first, each = 1, drawing = "" }) {
  if (source === "file") return {};
  if (source === "drawn") return { size: String(size), draw: drawing };
  const which = { names: names.join(","), example: String(first), each: String(each) };
  return source === "glyphs" ? { ...which, size: String(size) } : which;
}
