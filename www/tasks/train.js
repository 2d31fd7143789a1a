/**
 * One training in the worker, in slices, with previews on the way, and the search for its optimum.
 *
 * While a long training runs, the model so far is asked now and then for a preview; it costs at most a fifth
 * of the time. Where the models of all iterations are of use and small enough, they are kept.
 */
import { maxPatterns } from "../data.js";
import { classMeans } from "../means.js";
import { Generation, sliceMs } from "./generate.js";
import { buffersOf, bytesOf, dataOf, dataSoFar, given } from "./model.js";
import { Coordinator } from "./sharing.js";

/** @typedef {import("./compute.js").Wasm} Wasm */
/** @typedef {import("../built/simd/engine.js").Training} Trainer */
/** @typedef {import("./model.js").ModelData} ModelData */

const progressMs = 60;
const firstPreviewMs = 900;
const previewTime = 10; // at most, of a preview: a run may be without end
const searchMs = 15_000; // at most, for the optimum
const mostCheckpointBytes = 96 * 2 ** 20;

export class Training {
  /**
   * @param {Wasm} wasm @param {import("../worker/loop.js").Context["post"]} post @param {() => void} wake
   * @param {import("./compute.js").Ask<"train">} ask
   */
  constructor(wasm, post, wake, { job, settings, images, classes, state }) {
    this.wasm = wasm;
    this.post = post;
    this.job = job;
    this.settings = settings;
    this.classes = classes;
    const set = given(wasm, images, settings);
    // So that others prepare themselves while this is made; the first module's trainings are too short to be shared.
    const { width, height, channels, labels } = set;
    const work = wasm.trainingWork?.(settings, width, height, channels, labels.length);
    if (work) post({ type: "shares", job, work });
    this.trainer = new wasm.Training(settings, set);
    if (state) this.resume(state);
    this.targets = this.trainer.targets();
    this.coordinator = new Coordinator(this.trainer, wake);
    this.sent = 0; // losses
    this.reportAt = performance.now();
    this.previewAt = this.reportAt + firstPreviewMs;
    /** @type {Generation | null} */
    this.preview = null;
    /** @type {ModelData[]} the model after each iteration, from 0 on */
    this.checkpoints = [];
    this.keep = this.keepFirst(set.labels);
    this.postImages(set);
  }

  /** Goes on from a state that was kept. @param {Float64Array} state */
  resume(state) {
    try {
      this.trainer.resume(state);
    } catch (refused) {
      this.trainer.free();
      throw refused;
    }
  }

  /** Too many images to list: a class is shown by its mean, and samples are held against these. @param {ReturnType<typeof given>} set */
  postImages({ pixels, labels, width, height, channels }) {
    const { job } = this;
    const size = { width, height, channels };
    if (labels.length <= maxPatterns) return this.post({ type: "images", job, pixels, labels, ...size });
    const { labels: classes, means } = classMeans(pixels, labels);
    this.targets = classMeans(this.targets, labels).means;
    this.post({ type: "images", job, pixels: Uint8Array.from(means), labels: classes, ...size });
  }

  /** The model of no iteration, where those of all iterations are to be kept. @param {Uint8Array} labels @returns {boolean} */
  keepFirst(labels) {
    const { trainer, settings } = this;
    if (settings.trainer !== "exact" || labels.length > maxPatterns || trainer.iteration > 0) return false;
    const first = dataSoFar(trainer);
    const keep = bytesOf(first) * (trainer.iterations + 1) <= mostCheckpointBytes;
    if (keep) this.checkpoints.push(first);
    return keep;
  }

  /** Tells what the training would need to go on from here later. */
  postState() {
    const { trainer, job } = this;
    if (!("state" in trainer)) return; // the first module's trainings are too short to keep
    const state = trainer.state();
    this.post({ type: "state", job, iteration: trainer.iteration, state }, [state.buffer]);
  }

  /** Whether all that is left is being done by other workers. */
  get waits() {
    return this.coordinator.waits && this.preview === null;
  }

  /** @returns {boolean} whether it is complete */
  slice() {
    if (this.preview) this.previewSlice(this.preview);
    const complete = this.advance();
    const { preview, previewAt, trainer } = this;
    const now = performance.now();
    if (complete || now >= this.reportAt) {
      this.report();
      this.reportAt = now + progressMs;
    }
    if (!complete && !preview && now >= previewAt && trainer.iteration > 0) this.beginPreview(now);
    return complete;
  }

  /** While a preview is made the others go on: they are dealt to, and what is left of a round is done here. @returns {boolean} whether it is complete */
  advance() {
    const { trainer, coordinator, checkpoints, preview } = this;
    const end = performance.now() + (preview ? 0 : sliceMs);
    do {
      coordinator.exchange();
      if (!preview || coordinator.hasDealt) trainer.advance();
      if (this.keep && trainer.iteration === checkpoints.length) checkpoints.push(dataSoFar(trainer));
    } while (trainer.iteration < trainer.iterations && !coordinator.waits && performance.now() < end);
    return trainer.iteration === trainer.iterations;
  }

  /** @param {number} now */
  beginPreview(now) {
    const { wasm, classes, trainer, targets } = this;
    this.previewAt = now;
    const generate_time = Math.min(Number(this.settings.generate_time), previewTime);
    /** @type {import("./messages.js").Settings} */
    const settings = { ...this.settings, generate_time };
    const order = { settings, classes, first: 0, samples: Number(settings.samples), clamp: null, events: [] };
    this.preview = new Generation(wasm, trainer.model(), order, targets, true);
  }

  /** @param {Generation} run */
  previewSlice(run) {
    run.advanceTowards(run.steps);
    if (run.step < run.steps) return;
    this.post({ type: "preview", job: this.job, iteration: this.trainer.iteration, frame: run.frame() });
    run.free();
    this.preview = null;
    const cost = performance.now() - this.previewAt;
    this.previewAt = performance.now() + Math.max(firstPreviewMs, 4 * cost);
  }

  report() {
    const { trainer, job } = this;
    const loss = trainer.lossExcess().slice(this.sent);
    this.sent += loss.length;
    const { iteration, iterations } = trainer;
    this.post({ type: "progress", job, iteration, iterations, fraction: trainer.fraction(), loss });
  }

  /** Ends it with what it has learned so far: the model, and a search for the optimum where there is one. */
  finish() {
    const { trainer, coordinator, job, settings, targets, checkpoints } = this;
    coordinator.end();
    this.preview?.free();
    const model = trainer.model();
    const search = settings.trainer === "exact" && trainer.iteration > 0 ? new Search(job, trainer) : null;
    if (!search) trainer.free();
    const { visible, hidden } = model;
    const [fingerprint, data, classes] = [model.fingerprint(), dataOf(model), model.classes()];
    const about = { job, fingerprint, visible, hidden, classes };
    const transfer = [data, ...checkpoints].flatMap(buffersOf);
    this.post({ type: "trained", ...about, model: data, targets, checkpoints }, transfer);
    return { model, search };
  }

  end() {
    this.coordinator.end();
    this.preview?.free();
    this.trainer.free();
  }
}

/** Looks for the least loss there is, while nothing else is to be done. */
export class Search {
  /** @param {number} job @param {Trainer} trainer */
  constructor(job, trainer) {
    this.job = job;
    this.trainer = trainer;
    this.left = searchMs;
    /** @type {number | null} the optimum, once it is found */
    this.value = null;
  }

  /** @param {number} ms @returns {boolean} whether it is over */
  slice(ms) {
    const begin = performance.now();
    let found = false;
    while (!found && performance.now() < begin + ms) found = this.trainer.seekOptimum();
    this.left -= performance.now() - begin;
    if (!found && this.left > 0) return false;
    if (found) this.value = this.trainer.optimum() ?? null;
    return true;
  }

  end() {
    this.trainer.free();
  }
}
