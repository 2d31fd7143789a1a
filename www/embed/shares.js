/** A generation of the JavaScript interface in shares: what each worker is asked, and all answers as one. */

import { ThermogenError } from "../tasks/errors.js";
import { chain, deal } from "../worker/dealing.js";

/** @typedef {import("./thermogen.d.ts").Samples} Samples */
/** @typedef {Samples & {prints: string[]}} Share samples with a fingerprint of each */

const most = 16;

/** @param {unknown} asked @param {number} usual @returns {number} how many workers may share */
export function workersOf(asked, usual) {
  if (asked === undefined) return usual;
  if (Number.isInteger(asked) && Number(asked) >= 1 && Number(asked) <= most) return Number(asked);
  throw new ThermogenError("workers", `workers is ${asked}; it must be a whole number from 1 to ${most}`);
}

/** The same options for each share; one where there is nothing to share, or where the core will refuse. @param {any} options @param {number} workers @returns {any[]} */
export function shared(options, workers) {
  const { samples = 16, first = 0, classes, clamp } = options;
  const each = typeof classes === "object" && classes !== null;
  if (!Number.isInteger(samples) || samples < 1 || !Number.isInteger(first)) return [options];
  if (each && classes.length !== samples) return [options];
  const parts = deal(0, samples, workers);
  if (parts.length === 1) return [options];
  return parts.map(({ first: from, samples: count }) => ({
    ...options,
    first: first + from,
    samples: count,
    of: samples,
    classes: each ? classes.slice(from, from + count) : classes,
    clamp: clamp && held(clamp, samples, from, count),
  }));
}

/** What is held, where it differs from sample to sample. @param {{mask: Uint8Array, values: Float32Array}} clamp @param {number} samples @param {number} from @param {number} count */
function held({ mask, values }, samples, from, count) {
  const units = mask?.length;
  const each = values?.length === samples * units;
  return { mask, values: each ? values.slice(from * units, (from + count) * units) : values };
}

/** Shares in order, as one. @param {Share[]} shares @param {string} fingerprint of the whole @returns {Samples} */
export function joined(shares, fingerprint) {
  const { prints: _, ...one } = shares[0];
  /** @template {keyof Samples} K @param {K} name @returns {Samples[K]} */
  const all = (name) => /** @type {any} */ (chain(shares.map((share) => /** @type {any} */ (share[name]))));
  return {
    ...one,
    samples: shares.reduce((sum, { samples }) => sum + samples, 0),
    fingerprint,
    visible: all("visible"),
    pixels: all("pixels"),
    heat: all("heat"),
    heatParts: all("heatParts"),
    cooling: all("cooling"),
    work: all("work"),
    overlaps: all("overlaps"),
    frames: one.frames.map((frame, k) => ({
      ...frame,
      pixels: chain(shares.map(({ frames }) => frames[k].pixels)),
      heat: chain(shares.map(({ frames }) => frames[k].heat)),
    })),
  };
}
