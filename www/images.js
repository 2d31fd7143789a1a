/**
 * The training images of a set: glyphs are drawn by the core, others come from given.js, which is loaded when it is
 * wanted.
 */
import { glyphNames } from "./built/parameters.js";
import { maxPatterns } from "./data.js";

/** @typedef {import("./data.js").PatternSet} PatternSet */
/** @typedef {import("./tasks/messages.js").Images} Images */

/** @param {PatternSet} set @returns {Promise<Images>} */
export async function imagesOf(set) {
  if (set.source !== "glyphs") return (await import("./given.js")).givenImages(set);
  const { names, each = 1 } = set;
  const ids = Uint8Array.from({ length: names.length * each }, (_, i) => glyphNames.indexOf(names[i % names.length]));
  return { kind: "glyphs", ids, size: set.size, first: set.first * maxPatterns };
}
