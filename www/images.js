/**
 * The training images of a set: glyphs and pictures are drawn by the core, others come from given.js, which is loaded when it is
 * wanted.
 */
import { glyphNames } from "./built/parameters.js";
import { maxPatterns, pictureNames } from "./data.js";

/** @typedef {import("./data.js").PatternSet} PatternSet */
/** @typedef {import("./tasks/messages.js").Images} Images */

/** @param {PatternSet} set @returns {Promise<Images>} */
export async function imagesOf(set) {
  const { names, each = 1, size } = set;
  if (set.source === "pictures") {
    const ids = Uint8Array.from(names, (name) => pictureNames.indexOf(name));
    return { kind: "pictures", ids, size };
  }
  if (set.source !== "glyphs") return (await import("./given.js")).givenImages(set);
  const ids = Uint8Array.from({ length: names.length * each }, (_, i) => glyphNames.indexOf(names[i % names.length]));
  return { kind: "glyphs", ids, size, first: set.first * maxPatterns };
}
