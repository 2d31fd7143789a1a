/**
 * Heats that were published, and for which settings: shown beside a measurement only where the
 * settings are theirs.
 */
import { parameters, presetSettings } from "./settings.js";

/** @typedef {import("./protocol.js").Settings} Settings */
/** @typedef {{kt: number, who: string, where: string, link: string, about: string}} Published */

/** What may differ without its being another experiment. */
const free = new Set(["seed", "samples", "generate_dt", "readout_scale", "scale_factor"]);

/** The paper's heat over a generation, kT. */
export const paperHeat = 2900;

/** @type {(Published & {scaleFactor: number})[]} */
const heats = [
  {
    scaleFactor: 1.6,
    kt: paperHeat,
    who: "Whitelam",
    where: "Phys. Rev. Lett. 136, 037101 (2026), over 1,000 denoising trajectories",
    link: "https://arxiv.org/abs/2506.15121",
    about: "The paper does not give its pixel scale; mean 0, variance 1 and a factor of 1.6 is our inference.",
  },
  {
    scaleFactor: 1,
    kt: 1370,
    who: "Wang and Deng",
    where: "arXiv:2609.15439",
    link: "https://arxiv.org/abs/2609.15439",
    about: "Every image at mean 0 and variance 1. Other digits give other heats.",
  },
];

/** What was published for these settings, if anything. @param {Settings} settings @param {import("./data.js").PatternSet} patterns @returns {Published | null} */
export function publishedHeat(settings, patterns) {
  if (patterns.source !== "mnist" || patterns.names.length !== 3 || (patterns.each ?? 1) > 1) return null;
  const paper = presetSettings("paper");
  const same = parameters.every(({ name }) => free.has(name) || settings[name] === paper[name]);
  const fine = Number(settings.generate_dt) <= 0.01;
  return (same && fine && heats.find(({ scaleFactor }) => scaleFactor === settings.scale_factor)) || null;
}
