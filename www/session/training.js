/** A session's training: settings → images → model, and what is known of each on the way. */
import { namesOf } from "../data.js";
import { imagesOf } from "../images.js";

/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @template {import("../tasks/messages.js").Reply["type"]} T @typedef {Extract<import("../tasks/messages.js").Reply, {type: T}>} Answer */
/** @typedef {{visible: number, hidden: number, data: import("../tasks/model.js").ModelData, targets: Float32Array, classes: Uint8Array}} Trained */

/** Visible units and the number of images. @param {import("../tasks/messages.js").Images} images @returns {[number, number]} */
function sizeOf(images) {
  if (images.kind === "bytes") return [images.width * images.height * (images.channels ?? 1), images.labels.length];
  return [(images.kind === "pictures" ? 3 : 1) * images.size ** 2, images.ids.length];
}

export class Training {
  job = 0;
  held = false;
  iteration = 0;
  iterations = 0;
  fraction = 0;
  /** Iterations of the model that is shown. */
  shown = 0;
  /** ms */
  took = 0;
  began = 0;
  fingerprint = "";
  /** @type {number[]} excess loss of each iteration */
  loss = [];
  /** @type {number | null} the least excess loss there is, once it is known */
  optimum = null;
  /** @type {Trained | null} */
  model = null;
  /** @type {{iteration: number, frame: Frame} | null} */
  preview = null;
  /** The first sample of each preview. @type {{at: number, pixels: Uint8Array}[]} */
  pictures = [];
  /** @type {{pixels: Uint8Array, labels: string[], width: number, height: number, channels: number} | null} */
  images = null;
  /** @type {import("./keeping.js").Keeping | null} keeps long trainings for after a reload, where that is wanted */
  keeping = null;

  /** @param {import("./session.js").Session} session */
  constructor(session) {
    this.session = session;
  }

  /** Learns again. @param {number} first the first sample to be shown */
  async begin(first) {
    const { session } = this;
    const job = ++this.job;
    Object.assign(session, { phase: "training", error: null });
    Object.assign(this, { iteration: 0, iterations: 0, fraction: 0, shown: 0, took: 0, fingerprint: "" });
    Object.assign(this, {
      began: performance.now(),
      loss: [],
      optimum: null,
      model: null,
      preview: null,
      images: null,
      pictures: [],
    });
    this.hold(false);
    try {
      const { patterns, conditioning } = session;
      const images = await imagesOf(patterns);
      if (session.preset === "completion") await conditioning.pose(patterns, conditioning.index);
      const { settings } = session;
      const classes = conditioning.classes(patterns, first, Number(settings.samples));
      const kept = (await this.keeping?.recall(settings, patterns, images)) ?? null;
      if (job !== this.job) return;
      this.began -= kept?.took ?? 0;
      session.afford(...sizeOf(images), () => {
        if (job === this.job)
          session.send({ type: "train", job, settings, images, classes, state: kept?.state ?? null });
      });
    } catch (error) {
      if (job === this.job) session.fail("", /** @type {Error} */ (error).message);
    }
  }

  /** Ends a training with what it has learned, or, before its first iteration, with nothing. */
  stop() {
    const { session } = this;
    if (session.phase !== "training") return;
    this.hold(false);
    session.send({ type: "finish", job: this.job });
    if (this.iteration > 0) return;
    this.job += 1;
    session.phase = "stopped";
    session.changed();
  }

  /** Pauses or continues the training. @param {boolean} held */
  hold(held) {
    this.held = held;
    this.session.send({ type: "hold", held });
    this.session.changed();
  }

  /** @param {Answer<"images">} reply */
  see(reply) {
    this.images = { ...reply, labels: namesOf(this.session.patterns, reply.labels) };
  }

  /** @param {Answer<"preview">} reply */
  look(reply) {
    const { iteration, frame } = reply;
    this.preview = reply;
    this.pictures.push({ at: iteration, pixels: frame.pixels.slice(0, frame.pixels.length / frame.heat.length) });
  }

  /** @param {Answer<"progress">} reply */
  progress({ iteration, iterations, fraction, loss }) {
    Object.assign(this, { iteration, iterations, fraction, took: performance.now() - this.began });
    this.loss.push(...loss);
    this.keeping?.watch(this);
  }

  /** @param {Answer<"trained">} reply */
  conclude({ visible, hidden, model, targets, fingerprint, classes }) {
    const { session, iteration } = this;
    session.phase = "trained";
    this.model = { visible, hidden, data: model, targets, classes };
    if (iteration < Number(session.settings.iterations))
      session.settings = { ...session.settings, iterations: iteration };
    const took = performance.now() - this.began;
    Object.assign(this, { iterations: iteration, shown: iteration, fingerprint, took, preview: null });
    this.keeping?.forget();
  }

  /** Gives the model to a worker that has none. */
  load() {
    if (!this.model) return;
    const { data, targets } = this.model;
    this.session.send({ type: "load", job: this.job, model: data, targets });
  }
}
