/**
 * Sets of training patterns and what is known of them without their images (images.js).
 *
 * A set may have several examples of each pattern; examples beyond those are unseen.
 */

import grammar from "./built/links.js";
import { glyphNames } from "./built/parameters.js";

/**
 * @typedef {object} PatternSet
 * @property {"glyphs" | "mnist" | "pictures" | "drawn" | "file"} source
 * @property {string[]} names in training order
 * @property {number} size side of a glyph in units
 * @property {number} first which example of each pattern
 * @property {number} [each] how many examples of each, the first ones; one unless given
 * @property {string} [drawing] patterns drawn by hand, as drawing.js writes them
 * @property {number} [file] the number of a set that was read from a file
 */

export const maxPatterns = 12;
export const pictureNames = /** @type {string[]} */ (grammar.pictures);
export const digitNames = Array.from({ length: 10 }, (_, digit) => String(digit));

/** Most examples of each pattern: where digits are completed, some stay unseen. @param {string} scene */
export const mostEach = (scene) => (scene === "complete" ? 140 : 150);

/** @param {PatternSet} a @param {PatternSet} b */
export const sameSet = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Names of images. @param {PatternSet} set @param {Uint8Array} labels one per image */
export function namesOf({ source, names, file }, labels) {
  const byLabel = source === "mnist" || source === "file";
  return Array.from(labels, (label, i) =>
    byLabel ? (fileOf(file)?.names?.[label] ?? String(label)) : source === "glyphs" ? glyphNames[label] : names[i],
  );
}

/** Images read from a file, with a label each or none. @typedef {{name: string, count: number, width: number, height: number, pixels: Uint8Array, labels: Uint8Array | null, channels?: number, names?: string[]}} Filed names: of colour pictures, and of classes by their labels */

/** @type {Filed[]} */
const files = [];

/** Keeps what was read from a file; its number stands for it. @param {Filed} set */
export const keepFile = (set) => files.push(set) - 1;

/** @param {number} [number] @returns {Filed | null} */
export const fileOf = (number) => files[number ?? -1] ?? null;

/** Whether these are pictures in colour, each a class of its own in their order. @param {PatternSet} set */
export const inColour = ({ source, file }) => source === "pictures" || fileOf(file)?.channels === 3;

/** The labels that a file has, in ascending order; one, 0, for a file without. @param {number} [number] */
export function labelsOf(number) {
  const labels = fileOf(number)?.labels;
  return labels
    ? Array.from(new Set(labels))
        .sort((a, b) => a - b)
        .map(String)
    : ["0"];
}
