/**
 * The task of a pool: one training or one generation at a time, of one model.
 *
 * It lives as long as the pool's place in this worker, is told what to do by messages (messages.js), and keeps
 * the model between them. When nothing else is to be done it looks for the optimum of the last training.
 */
import { eventOf } from "../link/events.js";
import { Generation } from "./generate.js";
import { requests } from "./messages.js";
import { given } from "./model.js";
import { Contribution } from "./sharing.js";
import { Training } from "./train.js";

/** @typedef {typeof import("../built/simd/engine.js")} Wasm */
/** @typedef {import("../built/simd/engine.js").Model} Model */
/** @template {string} T @typedef {Extract<import("./messages.js").Request, {type: T}>} Ask */

const sliceMs = 8;

export class Compute {
  /** @param {import("../worker/loop.js").Context} context */
  constructor(context) {
    /** @type {Wasm} */
    this.wasm = context.wasm;
    this.post = context.post;
    this.wake = context.wake;
    this.held = false;
    /** @type {Model | null} */
    this.model = null;
    /** @type {Float32Array} training images, or the means of their classes, as the core scales them */
    this.targets = new Float32Array(0);
    /** @type {Training | null} */
    this.training = null;
    /** @type {Contribution | null} to another worker's training */
    this.contribution = null;
    /** @type {import("./train.js").Search | null} */
    this.search = null;
    /** @type {{id: number, run: Generation, goal: number, every: number} | null} */
    this.generation = null;
    this.post({ type: "ready" });
  }

  /** Whether somebody waits for what is left to do. */
  get urgent() {
    const { training, contribution, generation } = this;
    return Boolean(training || contribution || (generation && generation.run.step < generation.goal));
  }

  /** @param {string} message @param {any} input */
  receive(message, input) {
    try {
      this.handle(message, input);
    } catch (error) {
      this.refuse(error);
    }
  }

  /** @param {string} message @param {any} input */
  handle(message, input) {
    const { training } = this;
    if (message === "train") this.train(input);
    else if (message === "hold") this.held = input.held;
    else if (message === "load") this.load(input);
    else if (message === "generate") this.generate(input);
    else if (message === "event") this.meet(input);
    else if (message === "advance") this.advance(input);
    else if (message === "contribute") this.contribute(input);
    else if (message === "lost") training?.coordinator.lose(input.worker);
    else if (message === "seed") this.post({ type: "seed", seed: this.wasm.freshSeed() });
    else if (message === "join") this.join(input);
    else if (training?.job === input.job) this.tell(/** @type {Training} */ (training), message, input);
    else input.port?.close();
  }

  /** What concerns the training that is going on. @param {Training} training @param {string} message @param {any} input */
  tell(training, message, input) {
    if (message === "worker") training.coordinator.add(input.worker, input.port);
    else if (message === "state") training.postState();
    else if (message === "finish") {
      training.report();
      this.finish(training);
    }
  }

  /** What the core refuses is told; any other error ends this worker. @param {any} error */
  refuse(error) {
    if (error?.name !== "ThermogenError") {
      throw Object.assign(new Error(error?.message ?? String(error)), { fatal: true });
    }
    this.post({ type: "refused", field: String(error.field), message: error.message });
  }

  /** @param {Ask<"train">} ask */
  train(ask) {
    this.end();
    this.training = new Training(this.wasm, this.post, this.wake, ask);
    this.targets = this.training.targets;
  }

  /** Helps with another worker's training. @param {Ask<"contribute">} ask */
  contribute({ settings, images, port }) {
    this.contribution?.end();
    this.contribution = null;
    try {
      const trainer = new this.wasm.Training(settings, given(this.wasm, images, settings));
      this.contribution = new Contribution(trainer, port, this.wake);
    } catch (error) {
      port.close();
      // The coordinator, which is about to refuse the same, tells it.
      if (/** @type {Error} */ (error)?.name !== "ThermogenError") throw error;
    }
  }

  /** @param {Ask<"load">} ask */
  load({ model, targets }) {
    this.endGeneration();
    this.model?.free();
    this.model = this.wasm.Model.fromData(model);
    this.targets = targets;
  }

  /** @param {Ask<"generate">} ask */
  generate(ask) {
    if (!this.model) return;
    this.endGeneration();
    const run = new Generation(this.wasm, this.model, ask, this.targets);
    this.generation = { id: ask.run, run, goal: 0, every: 1 };
    this.post({ type: "begun", run: ask.run, steps: run.steps, workers: 1 });
    this.postFrame(false);
  }

  /** @param {Ask<"event">} ask */
  meet({ run, event }) {
    if (this.generation?.id === run) this.generation.run.add(eventOf(event));
  }

  /** @param {Ask<"advance">} ask */
  advance({ run, to, every }) {
    const { generation } = this;
    if (generation?.id !== run) return;
    generation.goal = Math.min(to, generation.run.steps);
    generation.every = Math.max(1, every);
    if (generation.run.step >= generation.goal) this.postFrame(true);
  }

  /** @param {Ask<"join">} ask */
  join({ run, prints }) {
    this.post({ type: "joined", run, fingerprint: this.wasm.joinFingerprints(prints) });
  }

  /** @returns {boolean} whether more work is waiting */
  slice() {
    try {
      return this.work();
    } catch (error) {
      // The training is lost; after a failed generation the model is kept.
      if (this.training) this.end();
      this.generation = null;
      this.refuse(error);
      return false;
    }
  }

  work() {
    if (this.contribution?.busy) return this.contributionSlice(this.contribution);
    if (this.training) {
      if (!this.held && this.training.slice()) this.finish(this.training);
      // Where all that is left is given to other workers, their next word wakes it.
      return this.training !== null && !this.held && !this.training.waits;
    }
    const doing = this.generation;
    if (!doing || doing.run.step >= doing.goal) return this.searchSlice();
    const mark = (Math.floor(doing.run.step / doing.every) + 1) * doing.every;
    const stop = Math.min(mark, doing.goal);
    doing.run.advanceTowards(stop);
    if (doing.run.step >= stop) this.postFrame(doing.run.step >= doing.goal);
    return doing.run.step < doing.goal || this.search !== null;
  }

  /** @param {Contribution} contribution @returns {boolean} whether more is waiting */
  contributionSlice(contribution) {
    try {
      if (!contribution.slice()) return contribution.busy;
    } catch (error) {
      // No one's settings are at fault: this worker is to be replaced.
      throw new Error(/** @type {Error} */ (error).message);
    }
    contribution.end();
    this.contribution = null;
    return true;
  }

  /** @returns {boolean} whether more is waiting */
  searchSlice() {
    const { search } = this;
    if (!search) return false;
    if (!search.slice(sliceMs)) return true;
    if (search.value !== null) this.post({ type: "optimum", job: search.job, value: search.value });
    this.endSearch();
    return false;
  }

  /** @param {Training} training */
  finish(training) {
    const { model, search } = training.finish();
    Object.assign(this, { model, search, training: null });
  }

  /** @param {boolean} asked whether this frame answers a request to advance in full */
  postFrame(asked) {
    if (!this.generation) return;
    const { id, run } = this.generation;
    const frame = run.frame();
    const transfer = [frame.pixels, frame.hidden, frame.heat, frame.cooling, frame.overlap].map(({ buffer }) => buffer);
    this.post({ type: "frame", run: id, frame, asked }, /** @type {ArrayBuffer[]} */ (transfer));
  }

  endSearch() {
    this.search?.end();
    this.search = null;
  }

  endGeneration() {
    this.generation?.run.free();
    this.generation = null;
  }

  /** Ends whatever runs and gives its memory back. */
  end() {
    this.endSearch();
    this.training?.end();
    this.training = null;
    this.endGeneration();
    this.model?.free();
    this.model = null;
  }
}

/** @type {import("../worker/loop.js").Kind} */
export const compute = { make: (context) => new Compute(context), checks: { messages: requests, parts: {} } };
