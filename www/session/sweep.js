/**
 * The same samples again along one thing that varies: the iterations of the training, whose models
 * were kept, or a parameter of the generation. Common random numbers: only that one thing differs.
 */

import { parameters } from "../link/settings.js";
import { coarseToFine, summary } from "../statistics.js";
import { workOf } from "../tasks/model.js";
import { bestOverlaps } from "./history.js";

/** @typedef {import("./session.js").Session} Session */
/** @typedef {import("../statistics.js").Summary} Summary */
/** @typedef {{x: number, heat: Summary, overlap: Summary}} Point */

const factors = [0.125, 0.25, 0.5, 0.7, 1, 1.4, 2, 3, 4, 8];
const mostPoints = 25;
const [fewest, most] = [16, 64]; // samples

/** What a sweep can go along: `iterations` and the numbers that generation is free in. @param {Session} session */
export function sweepable({ checkpoints, model }) {
  const free = parameters.filter(({ name, kind, restarts }) => {
    if (name === "class_drive" && !model?.classes.length) return false;
    return kind === "number" && restarts === "generation" && !fixedHere.has(name);
  });
  const choices = free.map(({ name }) => name);
  return checkpoints.reach > 0 ? ["iterations", ...choices] : choices;
}
/** Numbers of the generation that do not act on it, or are 0 unless wanted. */
const fixedHere = new Set(["readout_scale", "cool"]);

/** The values of a sweep, ascending. @param {Session} session @param {string} name @returns {number[]} */
export function valuesOf({ checkpoints, settings }, name) {
  if (name === "iterations") {
    const points = Math.min(checkpoints.reach + 1, mostPoints);
    return Array.from({ length: points }, (_, i) => Math.round((i * checkpoints.reach) / Math.max(1, points - 1)));
  }
  const { min = -Infinity, max = Infinity } = parameters.find((p) => p.name === name) ?? {};
  const now = Number(settings[name]);
  const all = factors.map((factor) => Number((factor * now).toPrecision(3))).filter((v) => v >= min && v <= max);
  return [...new Set(all)];
}

export class Sweep {
  /** @param {Session} session trained @param {string} name */
  constructor(session, name) {
    this.name = name;
    this.values = valuesOf(session, name);
    this.samples = Math.min(most, Math.max(fewest, Number(session.settings.samples)));
    const model = /** @type {NonNullable<Session["model"]>} */ (session.model);
    const order = session.generation.orderOf(session.first, this.samples);
    const along = name === "iterations";
    const jobs = coarseToFine(this.values.length).map((tag) => {
      const settings = along ? order.settings : { ...order.settings, [name]: this.values[tag] };
      return { tag, model: along ? tag : 0, order: { ...order, settings } };
    });
    const models = along ? this.values.map((n) => session.checkpoints.models[n]) : [model.data];
    this.input = { models, jobs, targets: model.targets, pixels: along };
    /** The first sample after some iterations, ascending. @type {{at: number, pixels: Uint8Array}[]} */
    this.pictures = [];
    /** Work in all: couplings × samples × steps. */
    this.work = workOf(model.data) * this.samples * session.player.steps * this.values.length;
    /** @type {{heat: number[], overlap: number[]}[]} */
    this.taken = this.values.map(() => ({ heat: [], overlap: [] }));
  }

  /** @param {import("../tasks/samples.js").Batch} batch */
  take({ tag, heat, overlap, pixels }) {
    if (pixels && this.taken[tag].heat.length === 0) {
      const first = pixels.slice(0, pixels.length / heat.length);
      this.pictures = [...this.pictures, { at: this.values[tag], pixels: first }].sort((a, b) => a.at - b.at);
    }
    this.taken[tag].heat.push(...heat);
    this.taken[tag].overlap.push(...bestOverlaps({ heat, overlap }));
  }

  /** From 0 to 1. */
  get fraction() {
    const all = this.taken.reduce((sum, { heat }) => sum + heat.length, 0);
    return all / (this.samples * this.values.length);
  }

  /** The points all of whose samples are there. @returns {Point[]} */
  get points() {
    return this.taken.flatMap(({ heat, overlap }, i) =>
      heat.length < this.samples ? [] : [{ x: this.values[i], heat: summary(heat), overlap: summary(overlap) }],
    );
  }
}
