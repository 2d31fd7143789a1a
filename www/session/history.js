/**
 * The runs and trainings of this session, a few, thinned, for comparison.
 *
 * A run is kept when it has come to its end, a training when it is done. One with the same
 * settings replaces the earlier one. Each can be named by what sets it apart from another.
 */

import { decimate } from "../charts/scale.js";
import { labelOf, parameters } from "../link/settings.js";
import { quality } from "../quality.js";
import { summary } from "../statistics.js";
import { text } from "../texts.js";

/** @typedef {import("../tasks/messages.js").Settings} Settings */
/** @typedef {import("../data.js").PatternSet} PatternSet */
/** @typedef {{settings: Settings, patterns: PatternSet, run: {asked: string, first: number, events: number} | null, key: string}} About run: null for a training */
/** @typedef {import("../statistics.js").Summary} Summary */
/** @typedef {{time: number[], heat: number[], overlap: number[]}} Course in time, means over samples */
/** @typedef {About & {course: Course, heat: Summary, overlap: Summary}} PastRun */
/** @typedef {About & {loss: number[], optimum: number | null}} PastTraining */

const most = 6;
const points = 200;

/** What a run is made from. @param {import("./session.js").Session} session @returns {About} */
export function aboutRun({ settings, patterns, conditioning, first, events }) {
  const key = JSON.stringify([settings, patterns, conditioning.key, first, events]);
  const run = { asked: String(conditioning.asked), first, events: events.length };
  return { settings, patterns, run, key };
}

/** What a training is made from. @param {import("./session.js").Session} session @returns {About} */
function aboutTraining({ settings, patterns, training }) {
  const used = parameters.filter(({ restarts }) => restarts === "training" || restarts === "data");
  /** @type {Settings} */
  const learned = { ...settings, iterations: training.iterations };
  const key = JSON.stringify([used.map(({ name }) => learned[name]), settings.seed, patterns]);
  return { settings: learned, patterns, run: null, key };
}

/** The means over samples along a recorded run. @param {import("../tasks/messages.js").Frame[]} frames @returns {Course} */
export function courseOf(frames) {
  const all = frames.map((frame) => quality(frame));
  const kept = decimate(
    all.map(({ heat }) => heat),
    points,
  );
  return {
    time: kept.map((i) => frames[i].time),
    heat: kept.map((i) => all[i].heat),
    overlap: kept.map((i) => all[i].best),
  };
}

/** Each sample's largest signed overlap. @param {Pick<import("../tasks/messages.js").Frame, "heat" | "overlap">} frame */
export function bestOverlaps({ heat, overlap }) {
  const patterns = overlap.length / heat.length;
  return Array.from(heat, (_, s) => Math.max(...overlap.subarray(s * patterns, (s + 1) * patterns)));
}

export class History {
  constructor() {
    /** @type {PastRun[]} the latest last */
    this.runs = [];
    /** @type {PastTraining[]} the latest last */
    this.trainings = [];
    /** @type {unknown} */
    this.seen = null;
  }

  /** Takes what has ended since it was last asked. @param {import("./session.js").Session} session */
  note(session) {
    const { phase, player, training, checkpoints } = session;
    const { loss, optimum } = training;
    if (phase !== "trained") return;
    if (loss.length) keep(this.trainings, { ...aboutTraining(session), loss, optimum });
    const end = player.frames.at(-1);
    if (!end || !player.finished || checkpoints.standing || this.seen === end) return;
    this.seen = end;
    const [heat, overlap] = [summary(end.heat), summary(bestOverlaps(end))];
    keep(this.runs, { ...aboutRun(session), course: courseOf(player.frames), heat, overlap });
  }
}

/** @template {About} T @param {T[]} list @param {T} one */
function keep(list, one) {
  const same = list.findIndex(({ key }) => key === one.key);
  if (same >= 0 && same === list.length - 1) list[same] = one;
  else {
    if (same >= 0) list.splice(same, 1);
    list.push(one);
    if (list.length > most) list.shift();
  }
}

/** @param {string | number | boolean} value of a setting */
const worded = (value) => (typeof value === "boolean" ? text(value ? "value.on" : "value.off") : String(value));

/** What sets one apart from another, in words. @param {About} one @param {About} from */
export function differences(one, from) {
  const changed = parameters
    .filter(({ name }) => one.settings[name] !== from.settings[name])
    .map((p) => `${labelOf(p)} ${worded(one.settings[p.name])}`);
  if (JSON.stringify(one.patterns) !== JSON.stringify(from.patterns)) changed.unshift(one.patterns.names.join(" "));
  if (one.run && from.run) changed.push(...otherRun(one.run, from.run));
  if (changed.length === 0) return text("inspector.same");
  return changed.length > 3 ? `${changed.slice(0, 3).join(", ")} …` : changed.join(", ");
}

/** @param {NonNullable<About["run"]>} one @param {NonNullable<About["run"]>} from @returns {string[]} */
function otherRun(one, from) {
  const asked = one.asked === from.asked ? [] : [text("inspector.asked", { asked: one.asked })];
  const first = one.first === from.first ? [] : [text("inspector.first", { first: one.first })];
  const events = one.events === from.events ? [] : [text("inspector.events", { count: one.events })];
  return [...asked, ...first, ...events];
}
