/**
 * The first half of a sitting: settings → images → training, and what is known of each.
 *
 * Session goes on from the model that comes out of it to the samples.
 */
import { glyphNames } from "../built/parameters.js";
import { digitNames, imagesOf, labelsOf, namesOf } from "../data.js";
import { presetSettings } from "../link/settings.js";
import { Wish } from "./wish.js";

/** @typedef {import("../tasks/messages.js").Settings} Settings */
/** @typedef {import("../tasks/messages.js").Request} Request */
/** @typedef {import("../tasks/messages.js").Reply} Reply */
/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {import("../data.js").PatternSet} PatternSet */
/** @template {Reply["type"]} T @typedef {Extract<Reply, {type: T}>} Answer */

const emptyTraining = { iteration: 0, iterations: 0, fraction: 0, shown: 0, took: 0, began: 0, fingerprint: "" };

export class Learning {
  /** @param {() => void} changed called after every change of state */
  constructor(changed) {
    this.changed = changed;
    /** @type {"loading" | "training" | "trained" | "stopped" | "broken"} */
    this.phase = "loading";
    /** @type {Settings} */
    this.settings = presetSettings("quick");
    /** @type {PatternSet} */
    this.patterns = { source: "glyphs", names: [], size: 14, first: 0 };
    this.preset = "quick";
    this.wish = new Wish();
    /** @type {{pixels: Uint8Array, labels: string[], width: number, height: number} | null} */
    this.images = null;
    this.training = { ...emptyTraining };
    /** @type {number[]} */
    this.loss = [];
    /** @type {{visible: number, hidden: number, parts: import("../tasks/model.js").ModelData, targets: Float32Array, classes: Uint8Array} | null} */
    this.model = null;
    /** @type {{iteration: number, frame: Frame} | null} */
    this.preview = null;
    this.held = false;
    /** @type {{field: string, message: string} | null} */
    this.error = null;
    /** @type {number | null} the least loss there is, less N/2, once it is known */
    this.optimum = null;
    this.job = 0;
    /** @type {import("./keeping.js").Keeping | null} keeps long trainings for after a reload, where that is wanted */
    this.keeping = null;
  }

  /** Asks the computer for something. @param {Request} _request */
  send(_request) {
    throw new Error("a sitting has a computer");
  }

  /** Names that can be chosen from the source of the patterns. */
  get choices() {
    const { source, file } = this.patterns;
    const all = { mnist: digitNames, glyphs: glyphNames, drawn: [], file: source === "file" ? labelsOf(file) : [] };
    return all[source];
  }

  /** The class of each sample, none where there are no classes to ask for. @param {number} first @param {number} samples */
  classesOf(first, samples) {
    return this.wish.classes(this.patterns, first, samples);
  }

  /** Learns anew. @param {number} first the first sample to be shown */
  async learn(first) {
    const job = ++this.job;
    this.phase = "training";
    this.training = { ...emptyTraining, began: performance.now() };
    Object.assign(this, { loss: [], optimum: null, model: null, preview: null, error: null });
    this.hold(false);
    try {
      const images = await imagesOf(this.patterns);
      if (this.preset === "completion") await this.wish.pose(this.patterns, this.wish.index);
      const { settings } = this;
      const classes = this.classesOf(first, Number(settings.samples));
      const kept = (await this.keeping?.recall(settings, this.patterns, images)) ?? null;
      if (job !== this.job) return;
      this.training.began -= kept?.took ?? 0;
      this.send({ type: "train", job, settings, images, classes, state: kept?.state ?? null });
    } catch (error) {
      if (job === this.job) this.fail("", /** @type {Error} */ (error).message);
    }
  }

  /** Ends a training with what it has learned, or, before its first iteration, with nothing. */
  stopTraining() {
    if (this.phase !== "training") return;
    this.hold(false);
    this.send({ type: "finish", job: this.job });
    if (this.training.iteration > 0) return;
    this.job += 1;
    this.phase = "stopped";
    this.changed();
  }

  /** Pauses or continues the training. @param {boolean} held */
  hold(held) {
    this.held = held;
    this.send({ type: "hold", held });
    this.changed();
  }

  /** @param {Answer<"images">} reply */
  see(reply) {
    this.images = { ...reply, labels: namesOf(this.patterns, reply.labels) };
  }

  /** @param {Answer<"progress">} reply */
  progress(reply) {
    Object.assign(this.training, reply, { took: performance.now() - this.training.began });
    this.loss.push(...reply.loss);
    this.keeping?.watch(this);
  }

  /** @param {Answer<"trained">} reply */
  conclude({ visible, hidden, model, targets, fingerprint, classes }) {
    this.phase = "trained";
    this.model = { visible, hidden, parts: model, targets, classes };
    const { iteration } = this.training;
    if (iteration < Number(this.settings.iterations)) this.settings = { ...this.settings, iterations: iteration };
    const took = performance.now() - this.training.began;
    Object.assign(this.training, { iterations: iteration, shown: iteration, fingerprint, took });
    this.preview = null;
    this.keeping?.forget();
  }

  /** @param {string} field @param {string} message */
  fail(field, message) {
    this.error = { field, message };
    if (this.phase === "training") this.phase = "stopped";
  }
}
