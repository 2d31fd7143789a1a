/**
 * One sitting: settings → images → training → generation, and what is known about each.
 *
 * Holds all state the views read. A change restarts the latest phase that needs it. When the
 * worker dies, the session hands the new one what it needs to continue with the same bits.
 */
import { glyphNames } from "./built/parameters.js";
import { digitNames, imagesOf, namesOf, sameSet } from "./data.js";
import { Morph } from "./morph.js";
import { Player } from "./player.js";
import { Pool } from "./pool.js";
import { Replays } from "./replays.js";
import { presetSettings, restartBetween } from "./settings.js";
import { Wish } from "./wish.js";

/** @typedef {import("./protocol.js").Settings} Settings */
/** @typedef {import("./protocol.js").Reply} Reply */
/** @typedef {import("./protocol.js").Frame} Frame */
/** @typedef {import("./data.js").PatternSet} PatternSet */
/** @template {Reply["type"]} T @typedef {Extract<Reply, {type: T}>} Answer */

const emptyTraining = { iteration: 0, iterations: 0, fraction: 0, shown: 0, took: 0, began: 0, fingerprint: "" };

export class Session {
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
    this.scene = "";
    /** @type {{pixels: Uint8Array, labels: string[], width: number, height: number} | null} */
    this.images = null;
    this.training = { ...emptyTraining };
    /** @type {number[]} */
    this.loss = [];
    /** @type {{visible: number, hidden: number, bytes: Uint8Array, targets: Float32Array, classes: Uint8Array} | null} */
    this.model = null;
    /** @type {{iteration: number, frame: Frame} | null} */
    this.preview = null;
    this.held = false;
    this.first = 0;
    /** @type {{field: string, message: string} | null} */
    this.error = null;
    this.notice = "";
    /** @type {"" | "same" | "different"} how this run compares with the one it repeats */
    this.replay = "";
    this.autoplay = true;
    this.job = 0;
    this.run = 0;
    this.replays = new Replays();
    this.morph = new Morph(this);
    /** @type {number | null} the least loss there is, less N/2, once it is known */
    this.optimum = null;
    this.restoring = false;
    this.player = new Player((run, to, every) => this.engine.send({ type: "advance", run, to, every }));
    this.workers = 1;
    this.wish = new Wish();
    this.engine = new Pool({
      reply: (reply) => this.receive(reply),
      restart: (why) => this.mourn(why),
      lapsed: () => this.restore(),
      broken: (why) => this.giveUp(why),
    });
  }

  /** Loads the computer. */
  start() {
    return this.engine.start();
  }

  /** @param {import("./scenes.js").Scene} scene */
  openScene({ id, preset, patterns, settings }) {
    this.scene = id;
    this.preset = preset;
    this.wish = new Wish();
    this.apply({ ...presetSettings(preset), ...settings }, patterns);
  }

  /** Names that can be chosen from the source of the patterns. */
  get choices() {
    const { source } = this.patterns;
    return source === "mnist" ? digitNames : source === "glyphs" ? glyphNames : [];
  }

  /** Takes new settings and images and restarts what they change. @param {Settings} settings @param {PatternSet} [patterns] */
  apply(settings, patterns = this.patterns) {
    const restart = sameSet(patterns, this.patterns) ? restartBetween(this.settings, settings) : "data";
    this.settings = settings;
    this.patterns = patterns;
    this.error = null;
    this.notice = "";
    if (this.phase === "loading" || this.phase === "broken") return this.changed();
    if (restart === "training" && this.morph.recall(settings)) this.generate(this.first);
    else if (restart === "data" || restart === "training" || !this.model) this.train();
    else if (restart === "generation" || this.player.steps === 0) this.generate(this.first);
    this.changed();
  }

  async train() {
    const job = ++this.job;
    this.phase = "training";
    this.training = { ...emptyTraining, began: performance.now() };
    Object.assign(this, { loss: [], optimum: null, model: null, preview: null, error: null, first: 0, replay: "" });
    this.player.pause();
    this.player.begin(0, 0);
    this.hold(false);
    this.changed();
    try {
      const images = await imagesOf(this.patterns);
      if (this.preset === "completion") await this.wish.pose(this.patterns, this.wish.index);
      const { settings, classes } = this;
      if (job === this.job) this.engine.send({ type: "train", job, settings, images, classes });
    } catch (error) {
      if (job === this.job) this.fail("", /** @type {Error} */ (error).message);
    }
  }

  /** Starts samples first … from noise. @param {number} first */
  generate(first) {
    if (!this.model) return;
    Object.assign(this, { first, error: null, replay: "" });
    this.order();
    this.changed();
  }

  /** The class of each sample, none where there are no classes to ask for. */
  get classes() {
    return this.wish.classes(this.patterns, this.first, Number(this.settings.samples));
  }

  /** @param {number | "each"} asked */
  askFor(asked) {
    this.wish.asked = asked;
    this.generate(this.first);
  }

  /** Ends a training with what it has learned, or, before its first iteration, with nothing. */
  stopTraining() {
    if (this.phase !== "training") return;
    this.hold(false);
    this.engine.send({ type: "finish", job: this.job });
    if (this.training.iteration > 0) return;
    this.job += 1;
    this.phase = "stopped";
    this.changed();
  }

  /** Asks the workers for the samples first … under a new number. */
  order() {
    const { settings, first } = this;
    const samples = Number(settings.samples);
    const clamp = this.wish.clamp(Number(settings.readout_scale));
    const what = { settings, first, samples, classes: this.classes, clamp };
    this.engine.send({ type: "generate", run: ++this.run, ...what });
  }

  /** Pauses or continues whatever runs. @param {boolean} held */
  hold(held) {
    this.held = held;
    this.engine.send({ type: "hold", held });
    this.changed();
  }

  get moving() {
    return this.phase === "training" ? !this.held : this.player.playing;
  }

  toggle() {
    if (this.phase === "training") return this.hold(!this.held);
    if (this.phase === "stopped") this.train();
    else if (this.player.playing) this.player.pause();
    else this.player.play();
    this.changed();
  }

  /** @param {Reply} reply */
  receive(reply) {
    if ("job" in reply && reply.job !== this.job) return;
    if ("run" in reply && reply.run !== this.run) return;
    switch (reply.type) {
      case "ready":
        this.resume();
        break;
      case "images":
        this.images = { ...reply, labels: namesOf(this.patterns, reply.labels) };
        break;
      case "progress":
        Object.assign(this.training, reply, { took: performance.now() - this.training.began });
        this.loss.push(...reply.loss);
        break;
      case "preview":
        this.preview = reply;
        break;
      case "trained":
        this.learned(reply);
        break;
      case "begun":
        this.begin(reply);
        break;
      case "frame":
        this.player.receive(reply.frame, reply.asked);
        this.morph.settle();
        if (this.player.finished) this.compare();
        break;
      case "optimum":
        this.optimum = reply.value;
        break;
      case "seed":
        this.apply({ ...this.settings, seed: reply.seed });
        break;
      case "failed":
        this.fail(reply.field, reply.message);
    }
    this.changed();
  }

  /** @param {Answer<"trained">} reply */
  learned({ visible, hidden, model, targets, fingerprint, classes, snapshots }) {
    this.phase = "trained";
    this.model = { visible, hidden, bytes: model, targets, classes };
    const { iteration } = this.training;
    if (iteration < Number(this.settings.iterations)) this.settings = { ...this.settings, iterations: iteration };
    Object.assign(this.training, { iterations: iteration, shown: iteration });
    this.morph.keep(snapshots);
    this.training.fingerprint = fingerprint;
    this.training.took = performance.now() - this.training.began;
    this.preview = null;
    this.generate(0);
  }

  /** @param {Answer<"begun">} reply */
  begin({ run, steps, workers }) {
    this.workers = workers;
    if (this.restoring && steps === this.player.steps) {
      this.restoring = false;
      return this.player.rebind(run);
    }
    if (this.morph.begin(run, steps)) return;
    this.player.begin(run, steps);
    if (this.autoplay) this.player.play();
    else this.player.seek(steps);
  }

  /** Holds the end of a run against the same run before. */
  compare() {
    if (this.replay || this.restoring) return;
    const what = [this.settings, this.patterns, this.first, this.wish.key];
    this.replay = this.replays.compare(what, this.player.frames.at(-1)?.fingerprint ?? "");
  }

  /** @param {string} field @param {string} message */
  fail(field, message) {
    this.error = { field, message };
    this.player.pause();
    if (this.phase === "training") this.phase = "stopped";
  }

  /** The worker died: say so and show the last good state. @param {string} why */
  mourn(why) {
    this.notice = `The computer stopped (${why}). It is starting again from the last good state.`;
    this.changed();
  }

  /** A worker is ready: begin, or continue where its predecessor stopped. */
  resume() {
    if (!this.model) {
      this.train();
      return;
    }
    const { bytes, targets } = this.model;
    this.engine.send({ type: "load", job: this.job, model: bytes, targets });
    this.restore();
    this.notice = "The computer had stopped and was restarted; the run continues with the same bits.";
  }

  /** Computes the run again up to where its record ends, and goes on from there. */
  restore() {
    this.restoring = this.player.steps > 0;
    this.order();
  }

  /** @param {string} why */
  giveUp(why) {
    this.phase = "broken";
    this.notice = why;
    this.player.pause();
    this.changed();
  }

  freshSeed() {
    this.engine.send({ type: "seed" });
  }
}
