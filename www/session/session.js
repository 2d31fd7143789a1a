/**
 * A session: settings, a training, the samples that its model generates, and the events that change them meanwhile.
 *
 * Holds all state the views read. A change restarts the latest phase that needs it. When the
 * worker dies, the session gives the new one all that it needs to continue with the same bits.
 */

import { glyphNames } from "../built/parameters.js";
import { digitNames, inColour, labelsOf, pictureNames, sameSet } from "../data.js";
import { firstDifference } from "../link/events.js";
import { opening, presetOf } from "../link/scenes.js";
import { presetSettings, restartBetween } from "../link/settings.js";
import { speak, text } from "../texts.js";
import { Pool } from "../worker/pool.js";
import { Checkpoints } from "./checkpoints.js";
import { Conditioning } from "./conditioning.js";
import { Generation } from "./generation.js";
import { Player } from "./player.js";
import { Training } from "./training.js";

/** @typedef {import("../tasks/messages.js").Settings} Settings */
/** @typedef {import("../tasks/messages.js").Request} Request */
/** @typedef {import("../tasks/messages.js").Reply} Reply */
/** @typedef {import("../data.js").PatternSet} PatternSet */
/** @typedef {import("../link/scenes.js").Place} Place */

export class Session {
  /** @type {"loading" | "training" | "trained" | "stopped" | "broken"} */
  phase = "loading";
  scene = "";
  preset = "quick";
  /** @type {Settings} */
  settings = presetSettings("quick");
  /** @type {PatternSet} */
  patterns = { source: "glyphs", names: [], size: 14, first: 0 };
  conditioning = new Conditioning();
  training = new Training(this);
  generation = new Generation(this);
  checkpoints = new Checkpoints(this);
  player = new Player((run, to, every) => this.send({ type: "advance", run, to, every }));
  prices = /** @type {Record<string, string>} */ ({}); // that the reader chose; they change nothing of what is computed
  notice = "";
  /** @type {{field: string, message: string} | null} */
  error = null;
  /** Whether a question is to be answered first. */
  waiting = false;
  autoplay = true;
  agreed = ""; // the settings that the reader wants whatever they cost
  /** Whether another one's playhead is followed. */
  follows = false;

  /** @param {() => void} changed called after every change of state @param {import("../worker/pooled.js").WorkerSource} source */
  constructor(changed, source) {
    this.changed = changed;
    this.source = source;
    const on = {
      reply: (/** @type {Reply} */ reply) => this.receive(reply),
      restart: (/** @type {string} */ why) => this.tellOfDeath(why),
      lapsed: () => this.generation.restore(),
      broken: (/** @type {string} */ why) => this.giveUp(why),
    };
    this.pool = new Pool(on, source);
  }

  /** Loads the computer. */
  start() {
    return this.pool.start();
  }

  /** @param {Request} request */
  send(request) {
    this.pool.send(request);
  }

  get model() {
    return this.training.model;
  }

  get images() {
    return this.training.images;
  }

  get loss() {
    return this.training.loss;
  }

  get optimum() {
    return this.training.optimum;
  }

  get preview() {
    return this.training.preview;
  }

  get held() {
    return this.training.held;
  }

  get events() {
    return this.generation.events;
  }

  get first() {
    return this.generation.first;
  }

  /** Names that can be chosen from the source of the patterns. */
  get choices() {
    const { source, file } = this.patterns;
    const all = {
      mnist: digitNames,
      glyphs: glyphNames,
      pictures: pictureNames,
      drawn: [],
      file: source === "file" && !inColour(this.patterns) ? labelsOf(file) : [],
    };
    return all[source];
  }

  /** Whether there is no computer yet, or none any more. */
  get idle() {
    return this.phase === "loading" || this.phase === "broken";
  }

  /** Opens what a scene or a link says. @param {Omit<Place, "compare">} place */
  open({ scene, settings, patterns, asked, first, digit, erased, events, prices = this.prices }) {
    Object.assign(this, { scene, preset: presetOf(scene), settings, patterns, prices, error: null, notice: "" });
    this.conditioning = new Conditioning(asked, digit, erased);
    Object.assign(this.generation, { first, events });
    if (!this.idle) this.train(first);
    this.changed();
  }

  /** @param {{id: string}} scene */
  openScene({ id }) {
    this.open(opening(id));
  }

  /** What a link has to say. @returns {Omit<Place, "compare">} */
  get place() {
    const { scene, settings, patterns, conditioning, first, events, prices } = this;
    const { asked, index, erased } = conditioning;
    return { scene, settings, patterns, first, events, asked, digit: index, erased, prices };
  }

  /** Takes new settings and images and restarts what they change. @param {Settings} settings @param {PatternSet} [patterns] */
  apply(settings, patterns = this.patterns) {
    const restart = sameSet(patterns, this.patterns) ? restartBetween(this.settings, settings) : "data";
    Object.assign(this, { settings, patterns, error: null, notice: "" });
    if (restart === "data") this.conditioning.keep(patterns);
    if (this.idle) return this.changed();
    const { generation } = this;
    if (restart === "training" && this.checkpoints.recall(settings)) generation.start(this.first);
    else if (restart === "data" || restart === "training" || !this.model) this.renew();
    else if (restart === "generation" || this.player.steps === 0) generation.start(this.first);
    this.changed();
  }

  /**
   * Takes settings, samples and events over from elsewhere, and restarts what they change.
   * @param {Settings} settings @param {number} first @param {import("../link/events.js").Event[]} events
   * @param {boolean} other whether something else that concerns the samples has changed
   */
  adopt(settings, first, events, other) {
    const { generation } = this;
    const restart = restartBetween(this.settings, settings);
    const from = firstDifference(generation.events, events);
    Object.assign(this, { settings, error: null });
    generation.events = events;
    if (this.idle) return;
    const learns = restart === "data" || (restart === "training" && !this.checkpoints.recall(settings));
    if (learns || (!this.model && this.phase !== "training")) this.train(first);
    else if (!this.model) generation.first = first;
    else if (restart !== "nothing" || other || first !== this.first) generation.start(first);
    else if (from < Number.POSITIVE_INFINITY) generation.repeatFrom(from);
  }

  /** Learns what is new; events of the run before do not concern it. */
  renew() {
    this.generation.events = [];
    this.train();
  }

  /** Learns, then generates. @param {number} [first] the first sample to be shown */
  train(first = 0) {
    Object.assign(this.generation, { first, replay: "" });
    this.generation.leave();
    this.player.pause();
    this.player.begin(0, 0);
    return this.training.begin(first);
  }

  get moving() {
    return this.phase === "training" ? !this.training.held : this.player.playing;
  }

  toggle() {
    const { training } = this;
    if (this.phase === "training") return training.hold(!training.held);
    if (this.phase === "stopped") this.agree();
    else if (this.player.playing) this.player.pause();
    else this.player.play();
    this.changed();
  }

  /** Begins what was stopped, or objected to. */
  agree() {
    this.agreed = JSON.stringify(this.settings);
    this.train(this.first);
  }

  /** Does what is within the means of a page; what is not small is forecast first, and asked for or refused.
   * @param {number} visible units @param {number} images that are learned @param {() => void} act */
  async afford(visible, images, act) {
    if (isSmall(this.settings, visible, images)) return act();
    const [{ costOf, objection }] = await Promise.all([import("./forecast.js"), speak("start")]);
    const message = objection(costOf(this.settings, visible, images), this.agreed === JSON.stringify(this.settings));
    if (!message) return act();
    this.phase = "stopped";
    this.fail("", message);
    this.changed();
  }

  /** @param {Reply} reply */
  receive(reply) {
    const { training, generation } = this;
    if ("job" in reply && reply.job !== training.job) return;
    if ("run" in reply && reply.run !== generation.run) return;
    if (reply.type === "ready") this.resume();
    else if (reply.type === "images") training.see(reply);
    else if (reply.type === "progress") training.progress(reply);
    else if (reply.type === "preview") training.look(reply);
    else if (reply.type === "optimum") training.optimum = reply.value;
    else if (reply.type === "state") training.keeping?.keep(reply);
    else if (reply.type === "begun") generation.begin(reply);
    else if (reply.type === "seed") this.apply({ ...this.settings, seed: reply.seed });
    else if (reply.type === "trained") {
      training.conclude(reply);
      this.checkpoints.keep(reply.checkpoints);
      generation.start(this.first);
    } else if (reply.type === "frame") {
      this.player.receive(reply.frame, reply.asked);
      this.checkpoints.settle();
      if (this.player.finished) generation.compare();
    } else if (reply.type === "refused") {
      if (reply.field === "state") {
        training.keeping?.refuse(reply.message);
        return this.train(this.first);
      }
      this.fail(reply.field, reply.message);
    }
    this.changed();
  }

  /** @param {string} field @param {string} message */
  fail(field, message) {
    this.error = { field, message };
    if (this.phase === "training") this.phase = "stopped";
    this.player.pause();
  }

  /** The worker died: say so and show the last good state. @param {string} why */
  tellOfDeath(why) {
    this.notice = text("notice.stopped", { why });
    this.changed();
  }

  /** A worker is ready: begin, or continue where its predecessor stopped. */
  resume() {
    if (!this.model) return this.train(this.first);
    this.training.load();
    this.generation.restore();
    this.notice = text("notice.restarted");
  }

  /** @param {string} why */
  giveUp(why) {
    this.phase = "broken";
    this.notice = why;
    this.player.pause();
    this.changed();
  }

  freshSeed() {
    this.send({ type: "seed" });
  }
}

/** Whether a run is far from what must be forecast, by more than it could be. @param {Settings} settings @param {number} visible @param {number} images */
function isSmall(settings, visible, images) {
  const [units, samples] = [visible + Number(settings.hidden), Number(settings.samples)];
  const steps = (Number(settings.generate_time) + Number(settings.cool)) / Number(settings.generate_dt);
  const rounds = settings.trainer === "exact" ? 24 * images : (4 * Number(settings.time)) / Number(settings.dt);
  const learned = images ? Number(settings.iterations) * rounds : 0;
  const each = units > 4096 ? 12 * Math.max(1, images) + 6 : units; // many units have factors of few columns
  return each * units * (samples * steps + learned) < 1e12 && samples * units < 1e7;
}
