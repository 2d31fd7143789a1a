/** The starting points one click away: a preset of the table with images that suit it. */

/** @typedef {import("./data.js").PatternSet} PatternSet */
/** @typedef {{id: string, label: string, note: string, preset: string, patterns: PatternSet}} Scene */

/** @type {Scene[]} */
export const scenes = [
  {
    id: "glyphs",
    label: "Glyphs",
    note: "a moment",
    preset: "quick",
    patterns: { source: "glyphs", names: ["0", "1", "2"], size: 14, first: 0 },
  },
  {
    id: "digits",
    label: "MNIST",
    note: "a second",
    preset: "digits",
    patterns: { source: "mnist", names: ["0", "1", "2"], size: 28, first: 0 },
  },
  {
    id: "paper",
    label: "Paper",
    note: "a minute",
    preset: "paper",
    patterns: { source: "mnist", names: ["0", "1", "2"], size: 28, first: 0 },
  },
];
