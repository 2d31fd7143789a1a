/**
 * The worker's side of the core: one training or one generation at a time, in slices.
 *
 * `slice()` does a few milliseconds of work and says whether more is waiting, so that the
 * worker can look at its messages in between. While a long training runs, the model so far is
 * asked now and then for a preview; it costs at most a fifth of the time.
 */
import { maxPatterns } from "../data.js";
import { eventOf } from "../link/events.js";
import { classMeans } from "../means.js";
import { given } from "./given.js";
import { buffersOf, bytesOf, partsOf, partsSoFar } from "./parts.js";
import { Run, sliceMs } from "./run.js";
import { Assistant, Team } from "./team.js";

/** @typedef {typeof import("../built/simd/engine.js")} Wasm */
/** @typedef {import("../built/simd/engine.js").Model} Model */
/** @typedef {import("../built/simd/engine.js").Training} Trainer */
/** @typedef {import("./protocol.js").Settings} Settings */
/** @typedef {import("./parts.js").Parts} Parts */
/** @typedef {import("./protocol.js").Reply} Reply */
/** @template {string} T @typedef {Extract<import("./protocol.js").Request, {type: T}>} Ask */

const progressMs = 60;
const firstPreviewMs = 900;
const seekMs = 15_000; // at most, for the optimum
const mostSnapshotBytes = 96 * 2 ** 20;

export class Computer {
  /** @param {Wasm} wasm @param {(reply: Reply, transfer?: Transferable[]) => void} post @param {() => void} wake called when there is work */
  constructor(wasm, post, wake) {
    this.wasm = wasm;
    this.post = post;
    this.wake = wake;
    this.held = false;
    /** @type {Model | null} */
    this.model = null;
    /** @type {Float32Array} training images, or the means of their classes, as the core scales them */
    this.targets = new Float32Array(0);
    /** @type {{job: number, settings: Settings, classes: Uint8Array, trainer: Trainer, team: Team, sent: number, reportAt: number, previewAt: number, preview: Run | null, snapshots: Parts[], keep: boolean} | null} */
    this.training = null;
    /** @type {Assistant | null} what is done for another worker's training */
    this.assistant = null;
    /** @type {{job: number, trainer: Trainer, left: number} | null} looking for the optimum in idle slices */
    this.seeking = null;
    /** @type {{id: number, run: Run, goal: number, every: number} | null} */
    this.generation = null;
  }

  /** @param {Ask<"train">} ask */
  train({ job, settings, images, classes, state }) {
    this.stop();
    const { pixels, labels, width, height } = given(this.wasm, images, settings);
    const trainer = new this.wasm.Training(settings, { pixels, labels, width, height });
    if (state) trainer.resume(state);
    this.targets = trainer.targets();
    if (labels.length > maxPatterns) {
      // Too many to list: a class is shown by its mean, and samples are held against these.
      const { labels: classes, means } = classMeans(pixels, labels);
      this.targets = classMeans(this.targets, labels).means;
      this.post({ type: "images", job, pixels: Uint8Array.from(means), labels: classes, width, height });
    } else this.post({ type: "images", job, pixels, labels, width, height });
    const now = performance.now();
    const previewAt = now + firstPreviewMs;
    this.training = {
      job,
      settings,
      classes,
      trainer,
      team: new Team(trainer, this.wake),
      sent: 0,
      reportAt: now,
      previewAt,
      preview: null,
      ...this.firstSnapshot(trainer, settings, labels),
    };
    this.post({ type: "shares", job, work: trainer.work() });
  }

  /** A helper for the training. @param {Ask<"hand">} ask */
  join({ job, hand, port }) {
    if (this.training?.job === job) this.training.team.add(hand, port);
    else port.close();
  }

  /** Helps with another worker's training. @param {Ask<"assist">} ask */
  assist({ settings, images, port }) {
    this.assistant?.end();
    const { pixels, labels, width, height } = given(this.wasm, images, settings);
    const trainer = new this.wasm.Training(settings, { pixels, labels, width, height });
    this.assistant = new Assistant(trainer, port, this.wake);
  }

  /** The model of no iteration, where those of all iterations are to be kept. @param {Trainer} trainer @param {Settings} settings @param {Uint8Array} labels */
  firstSnapshot(trainer, settings, labels) {
    if (settings.trainer !== "exact" || labels.length > maxPatterns || trainer.iteration > 0)
      return { keep: false, snapshots: [] };
    const first = partsSoFar(trainer);
    const keep = bytesOf(first) * (trainer.iterations + 1) <= mostSnapshotBytes;
    return { keep, snapshots: keep ? [first] : [] };
  }

  /** Tells what the training would need to go on from here later. @param {Ask<"state">} ask */
  tellState({ job }) {
    if (this.training?.job !== job) return;
    const { trainer } = this.training;
    if (!("state" in trainer)) return; // the first module's trainings are too short to keep
    const state = trainer.state();
    this.post({ type: "state", job, iteration: trainer.iteration, state }, [state.buffer]);
  }

  /** @param {Ask<"load">} ask */
  load({ model, targets }) {
    this.generation?.run.end();
    this.generation = null;
    this.model?.free();
    this.model = this.wasm.Model.fromData(model);
    this.targets = targets;
  }

  /** @param {Ask<"generate">} request */
  generate(request) {
    if (!this.model) return;
    this.generation?.run.end();
    this.generation = null;
    const run = new Run(this.wasm, this.model, request, this.targets);
    this.generation = { id: request.run, run, goal: 0, every: 1 };
    this.post({ type: "begun", run: request.run, steps: run.steps, workers: 1 });
    this.postFrame(false);
  }

  /** @param {Ask<"act">} ask */
  act({ run, event }) {
    if (this.generation?.id === run) this.generation.run.act(eventOf(event));
  }

  /** @param {Ask<"advance">} ask */
  advance({ run, to, every }) {
    if (!this.generation || this.generation.id !== run) return;
    this.generation.goal = Math.min(to, this.generation.run.steps);
    this.generation.every = Math.max(1, every);
    if (this.generation.run.step >= this.generation.goal) this.postFrame(true);
  }

  /** After an error: the training is lost; after a failed generation the model is kept. */
  abandon() {
    if (this.training) this.stop();
    this.generation = null;
  }

  /** Ends whatever runs and gives its memory back. */
  stop() {
    this.endSeeking();
    this.training?.team.end();
    this.training?.preview?.end();
    this.training?.trainer.free();
    this.training = null;
    this.generation?.run.end();
    this.generation = null;
    this.model?.free();
    this.model = null;
  }

  /** Ends a training early with what it has learned so far. @param {Ask<"finish">} ask */
  finishNow({ job }) {
    if (this.training?.job !== job) return;
    this.report(this.training);
    this.finish(this.training);
  }

  /** @returns {boolean} whether more work is waiting */
  slice() {
    if (this.assistant?.busy) return this.assistSlice(this.assistant);
    if (this.training) {
      if (!this.held) this.trainSlice(this.training);
      // Where all that is left is given to helpers, their next word wakes it.
      return this.training !== null && !this.held && (!this.training.team.waits || this.training.preview !== null);
    }
    const doing = this.generation;
    if (!doing || doing.run.step >= doing.goal) return this.seekSlice();
    const mark = (Math.floor(doing.run.step / doing.every) + 1) * doing.every;
    const stop = Math.min(mark, doing.goal);
    doing.run.advanceTowards(stop);
    if (doing.run.step >= stop) this.postFrame(doing.run.step >= doing.goal);
    return doing.run.step < doing.goal || this.seeking !== null;
  }

  /** @param {Assistant} assistant @returns {boolean} whether more is waiting */
  assistSlice(assistant) {
    try {
      if (!assistant.slice()) return assistant.busy;
    } catch (error) {
      // No one's settings are at fault: this worker is to be replaced.
      throw new Error(/** @type {Error} */ (error).message);
    }
    assistant.end();
    this.assistant = null;
    return true;
  }

  /** Looks for the optimum while nothing else is to be done. @returns {boolean} whether more is waiting */
  seekSlice() {
    if (!this.seeking) return false;
    const { job, trainer } = this.seeking;
    const begin = performance.now();
    let found = false;
    while (!found && performance.now() < begin + sliceMs) found = trainer.seekOptimum();
    this.seeking.left -= performance.now() - begin;
    if (!found && this.seeking.left > 0) return true;
    const value = trainer.optimum();
    if (found && value !== undefined) this.post({ type: "optimum", job, value });
    this.endSeeking();
    return false;
  }

  endSeeking() {
    this.seeking?.trainer.free();
    this.seeking = null;
  }

  /** @param {NonNullable<Computer["training"]>} doing */
  trainSlice(doing) {
    if (doing.preview) return this.previewSlice(doing);
    const end = performance.now() + sliceMs;
    let complete = false;
    do {
      doing.team.exchange();
      complete = doing.trainer.advance();
      if (doing.keep && doing.trainer.iteration === doing.snapshots.length)
        doing.snapshots.push(partsSoFar(doing.trainer));
    } while (!complete && !doing.team.waits && performance.now() < end);
    const now = performance.now();
    if (complete || now >= doing.reportAt) {
      this.report(doing);
      doing.reportAt = now + progressMs;
    }
    if (complete) this.finish(doing);
    else if (now >= doing.previewAt && doing.trainer.iteration > 0) {
      doing.previewAt = now;
      const { settings, classes, trainer } = doing;
      const order = { settings, classes, first: 0, samples: Number(settings.samples), clamp: null, events: [] };
      doing.preview = new Run(this.wasm, trainer.model(), order, this.targets, true);
    }
  }

  /** @param {NonNullable<Computer["training"]>} doing */
  previewSlice(doing) {
    const run = /** @type {Run} */ (doing.preview);
    run.advanceTowards(run.steps);
    if (run.step < run.steps) return;
    const { iteration } = doing.trainer;
    this.post({ type: "preview", job: doing.job, iteration, frame: run.frame() });
    run.end();
    doing.preview = null;
    const cost = performance.now() - doing.previewAt;
    doing.previewAt = performance.now() + Math.max(firstPreviewMs, 4 * cost);
  }

  /** @param {NonNullable<Computer["training"]>} doing */
  report(doing) {
    const { trainer, job } = doing;
    const loss = trainer.lossExcess().slice(doing.sent);
    doing.sent += loss.length;
    const { iteration, iterations } = trainer;
    this.post({ type: "progress", job, iteration, iterations, fraction: trainer.fraction(), loss });
  }

  /** @param {NonNullable<Computer["training"]>} doing */
  finish({ trainer, team, job, preview, settings, snapshots }) {
    team.end();
    preview?.end();
    const model = trainer.model();
    this.model = model;
    if (settings.trainer === "exact" && trainer.iteration > 0) this.seeking = { job, trainer, left: seekMs };
    else trainer.free();
    this.training = null;
    const { visible, hidden } = model;
    const [fingerprint, parts, classes] = [model.fingerprint(), partsOf(model), model.classes()];
    const { targets } = this;
    const about = { job, fingerprint, visible, hidden, classes };
    const transfer = [parts, ...snapshots].flatMap(buffersOf);
    this.post({ type: "trained", ...about, model: parts, targets, snapshots }, transfer);
  }

  /** @param {boolean} asked whether this frame answers a request to advance in full */
  postFrame(asked) {
    if (!this.generation) return;
    const { id, run } = this.generation;
    const frame = run.frame();
    const transfer = [
      frame.pixels.buffer,
      frame.hidden.buffer,
      frame.heat.buffer,
      frame.cooling.buffer,
      frame.overlap.buffer,
    ];
    this.post({ type: "frame", run: id, frame, asked }, transfer);
  }
}
