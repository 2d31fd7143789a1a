/** The starting points one click away: a preset of the table with images that suit it. */
import { presetSettings } from "./settings.js";

/** @typedef {import("./data.js").PatternSet} PatternSet */
/** @typedef {{id: string, label: string, note: string, preset: string, patterns: PatternSet, settings?: import("./protocol.js").Settings}} Scene */

const all = Array.from({ length: 10 }, (_, digit) => String(digit));

/** A face and two notes, to be drawn over. */
const firstDrawing =
  "AAAAAAP8AAPAPADAADAMMMMDAwwMMDDAwwAADDAAAMDMAzAMP8MAPAPAAD_AAAAAAAAAAAAD__wAP__AA8A8ADwDwAPAPAA8A8ADwDwAPAPA_8_8P___w_8_8A_A_AAAAAA";

/** The settings that a scene opens with. @param {Scene} scene @returns {import("./protocol.js").Settings} */
export const basis = ({ preset, settings }) => ({ ...presetSettings(preset), ...settings });

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
    id: "classes",
    label: "Classes",
    note: "1,500 digits",
    preset: "class-conditional",
    patterns: { source: "mnist", names: all, size: 28, first: 0, each: 150 },
    settings: { samples: 20 },
  },
  {
    id: "complete",
    label: "Complete",
    note: "1,400 digits",
    preset: "completion",
    patterns: { source: "mnist", names: all, size: 28, first: 0, each: 140 },
  },
  {
    id: "own",
    label: "Yours",
    note: "draw, type, drop",
    preset: "quick",
    patterns: { source: "drawn", names: ["1", "2"], size: 14, first: 0, drawing: firstDrawing },
  },
  {
    id: "paper",
    label: "Paper",
    note: "a minute",
    preset: "paper",
    patterns: { source: "mnist", names: ["0", "1", "2"], size: 28, first: 0 },
  },
];
