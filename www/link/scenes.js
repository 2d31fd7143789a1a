/** The starting points one click away, as the core lists them: a preset with images that suit it. */
import grammar from "../built/links.js";
import { sameSet } from "../data.js";
import { presetSettings } from "./settings.js";

/** @typedef {import("../data.js").PatternSet} PatternSet */
/**
 * What a link says.
 * @typedef {object} Place
 * @property {string} scene
 * @property {Settings} settings all of them
 * @property {PatternSet} patterns
 * @property {number | "each"} asked the class asked for
 * @property {number} first index of the first sample
 * @property {number} digit which unseen digit is to be completed
 * @property {string} erased what of it is erased: the name of a part, or a mask as base64url of bits
 * @property {import("./events.js").Event[]} events
 * @property {Settings | null} compare what the second computer differs in, where there is one
 * @property {Record<string, string>} [prices] those that the reader has chosen, by their names; absent is none
 * @property {import("./teaching.js").Lesson} [lesson] what a teacher added
 */
/** @typedef {import("../tasks/messages.js").Settings} Settings */
/** @typedef {"glyphs" | "digits" | "pictures" | "classes" | "complete" | "own" | "paper"} SceneId */
/** @typedef {{id: SceneId, preset: string, patterns: PatternSet, settings: Settings}} Scene */

/** The settings that a link of version 1 begins from. @param {Scene} scene @returns {Settings} */
export const basis = ({ preset, settings }) => ({ ...presetSettings(preset), ...settings });

/** The settings that a scene opens with: those of a link of version 3. @param {Scene} scene @returns {Settings} */
function opened(scene) {
  const settings = basis(scene);
  return settings.couplings === "dense" ? { ...settings, couplings: "auto" } : settings;
}

export const scenes = /** @type {Scene[]} */ (/** @type {unknown} */ (grammar.scenes));

/** @param {string} id */
const find = (id) => scenes.find((scene) => scene.id === id) ?? scenes[0];

/** @param {string} id of a scene */
export const presetOf = (id) => find(id).preset;

/** @param {string} id of a scene @returns {Place} the scene as it opens */
export function opening(id) {
  const scene = find(id);
  const rest = { asked: /** @type {const} */ ("each"), first: 0, digit: 0, erased: "lower", events: [], compare: null };
  return { scene: scene.id, settings: opened(scene), patterns: scene.patterns, ...rest };
}

/** Whether a place is its scene as it opens; own patterns are part of that scene, prices of none. @param {Omit<Place, "compare">} place */
export function isAsOpened({ scene, settings, patterns, prices: _, ...rest }) {
  const at = opening(scene);
  const same = (/** @type {unknown} */ a, /** @type {unknown} */ b) => JSON.stringify(a) === JSON.stringify(b);
  return (
    Object.entries(at.settings).every(([name, value]) => settings[name] === value) &&
    (scene === "own" || sameSet(patterns, at.patterns)) &&
    Object.entries(rest).every(([name, value]) => same(value, at[/** @type {keyof Place} */ (name)]))
  );
}
