/** What many trajectories have in common: their heats and what they look like. No sample is left out. */
import { offTarget } from "../built/published.js";
import { share, summary } from "../statistics.js";
import { bestOverlaps } from "./history.js";

/** @typedef {import("../statistics.js").Summary} Summary */
/** @typedef {import("../tasks/samples.js").Batch} Batch */

/** The parts of a heat, in the order the core gives them: in tables of data, and the keys of what they are called. */
export const partNames = ["on_site", "bias", "visible_hidden", "hidden_hidden", "visible_visible", "drive"];
export const partKeys = /** @type {const} */ ([
  "inspector.part.onSite",
  "inspector.part.bias",
  "inspector.part.vh",
  "inspector.part.hh",
  "inspector.part.vv",
  "inspector.part.drive",
]);

export class Trajectories {
  /** @param {{classes: Uint8Array, first: number, samples: number}} order @param {string[]} labels of the targets */
  constructor({ classes, first, samples }, labels) {
    this.first = first;
    this.samples = samples;
    /** @type {string[]} the class asked for, sample by sample; empty where none was */
    this.asked = Array.from(classes, String);
    this.labels = labels;
    /** @type {number[]} kT */
    this.heat = [];
    /** @type {number[][]} for each part of the heat one per sample, kT */
    this.parts = partNames.map(() => []);
    /** @type {number[]} done by what acts from outside, kT */
    this.work = [];
    /** @type {number[]} kT */
    this.cooling = [];
    /** @type {number[]} */
    this.best = [];
    /** @type {string[]} label of the nearest target */
    this.read = [];
    this.inverted = 0;
  }

  /** @param {Omit<Batch, "tag" | "first" | "pixels">} batch the next samples */
  take({ heat, parts, work, cooling, overlap }) {
    this.heat.push(...heat);
    parts.forEach((part, i) => {
      this.parts[i % partNames.length].push(part);
    });
    this.work.push(...work);
    this.cooling.push(...cooling);
    const best = bestOverlaps({ heat, overlap });
    this.best.push(...best);
    const patterns = overlap.length / heat.length;
    best.forEach((top, s) => {
      const row = overlap.subarray(s * patterns, (s + 1) * patterns);
      this.read.push(this.labels[row.indexOf(top)]);
      if (Math.abs(Math.min(...row)) > top) this.inverted += 1;
    });
  }

  get count() {
    return this.heat.length;
  }

  /** @returns {{heat: Summary, parts: Summary[], work: Summary, cooling: Summary, overlap: Summary, inverted: Summary, offTarget: Summary, accuracy: Summary | null}} */
  get summary() {
    const { count } = this;
    const lost = this.best.filter((best) => best < offTarget).length;
    const hits = this.read.filter((label, s) => label === this.asked[s] && this.best[s] >= offTarget).length;
    return {
      heat: summary(this.heat),
      parts: this.parts.map((part) => summary(part)),
      work: summary(this.work),
      cooling: summary(this.cooling),
      overlap: summary(this.best),
      inverted: share(this.inverted, count),
      offTarget: share(lost, count),
      accuracy: this.asked.length ? share(hits, count) : null,
    };
  }
}
