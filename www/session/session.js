/**
 * One sitting: what is learned, the samples that are generated, and what is done to them meanwhile.
 *
 * Holds all state the views read. A change restarts the latest phase that needs it. When the
 * worker dies, the session hands the new one what it needs to continue with the same bits.
 */

import { sameSet } from "../data.js";
import { firstDifference } from "../link/events.js";
import { opening, presetOf } from "../link/scenes.js";
import { restartBetween } from "../link/settings.js";
import { text } from "../texts.js";
import { Pool } from "../worker/pool.js";
import { Generating } from "./generating.js";
import { Wish } from "./wish.js";

/** @typedef {import("../tasks/messages.js").Settings} Settings */
/** @typedef {import("../tasks/messages.js").Request} Request */
/** @typedef {import("../tasks/messages.js").Reply} Reply */
/** @typedef {import("../data.js").PatternSet} PatternSet */
/** @typedef {import("../link/scenes.js").Place} Place */

export class Session extends Generating {
  /** @param {() => void} changed called after every change of state @param {import("../worker/pool.js").WorkerSource} source */
  constructor(changed, source) {
    super(changed);
    this.source = source;
    this.scene = "";
    this.notice = "";
    /** Whether a question is to be answered first. */
    this.waiting = false;
    const on = {
      reply: (/** @type {Reply} */ reply) => this.receive(reply),
      restart: (/** @type {string} */ why) => this.mourn(why),
      lapsed: () => this.restore(),
      broken: (/** @type {string} */ why) => this.giveUp(why),
    };
    this.engine = new Pool(on, source);
  }

  /** Loads the computer. */
  start() {
    return this.engine.start();
  }

  /** @override @param {Request} request */
  send(request) {
    this.engine.send(request);
  }

  /** Opens what a scene or a link says. @param {Omit<Place, "compare">} place */
  open({ scene, settings, patterns, asked, first, digit, erased, events }) {
    Object.assign(this, { scene, preset: presetOf(scene), settings, patterns, first, error: null, notice: "" });
    this.wish = new Wish(asked, digit, erased);
    this.events = events;
    if (this.phase !== "loading" && this.phase !== "broken") this.train(first);
    this.changed();
  }

  /** @param {{id: string}} scene */
  openScene({ id }) {
    this.open(opening(id));
  }

  /** What a link has to say. @returns {Omit<Place, "compare">} */
  get place() {
    const { scene, settings, patterns, wish, first, events } = this;
    return { scene, settings, patterns, first, events, asked: wish.asked, digit: wish.index, erased: wish.erased };
  }

  /** Takes new settings and images and restarts what they change. @param {Settings} settings @param {PatternSet} [patterns] */
  apply(settings, patterns = this.patterns) {
    const restart = sameSet(patterns, this.patterns) ? restartBetween(this.settings, settings) : "data";
    Object.assign(this, { settings, patterns, error: null, notice: "" });
    if (this.phase === "loading" || this.phase === "broken") return this.changed();
    if (restart === "training" && this.morph.recall(settings)) this.generate(this.first);
    else if (restart === "data" || restart === "training" || !this.model) this.renew();
    else if (restart === "generation" || this.player.steps === 0) this.generate(this.first);
    this.changed();
  }

  /**
   * Takes settings, samples and events over from elsewhere, and restarts what they change.
   * @param {Settings} settings @param {number} first @param {import("../link/events.js").Event[]} events
   * @param {boolean} anew whether something else that concerns the samples has changed
   */
  adopt(settings, first, events, anew) {
    const restart = restartBetween(this.settings, settings);
    const from = firstDifference(this.events, events);
    Object.assign(this, { settings, events, error: null });
    if (this.phase === "loading" || this.phase === "broken") return;
    const learns = restart === "data" || (restart === "training" && !this.morph.recall(settings));
    if (learns || (!this.model && this.phase !== "training")) this.train(first);
    else if (!this.model) Object.assign(this, { first });
    else if (restart !== "nothing" || anew || first !== this.first) this.generate(first);
    else if (from < Number.POSITIVE_INFINITY) this.repeatFrom(from);
  }

  /** Learns what is new; what was done to the run before does not concern it. */
  renew() {
    this.events = [];
    this.train();
  }

  /** Learns, then generates. @param {number} [first] the first sample to be shown */
  train(first = 0) {
    Object.assign(this, { first, replay: "" });
    this.player.pause();
    this.player.begin(0, 0);
    return this.learn(first);
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
        this.see(reply);
        break;
      case "progress":
        this.progress(reply);
        break;
      case "preview":
        this.preview = reply;
        break;
      case "trained":
        this.conclude(reply);
        this.morph.keep(reply.checkpoints);
        this.generate(this.first);
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
      case "state":
        this.keeping?.keep(reply);
        break;
      case "refused":
        if (reply.field === "state") {
          this.keeping?.refuse(reply.message);
          return this.train(this.first);
        }
        this.fail(reply.field, reply.message);
    }
    this.changed();
  }

  /** @override @param {string} field @param {string} message */
  fail(field, message) {
    super.fail(field, message);
    this.player.pause();
  }

  /** The worker died: say so and show the last good state. @param {string} why */
  mourn(why) {
    this.notice = text("notice.stopped", { why });
    this.changed();
  }

  /** A worker is ready: begin, or continue where its predecessor stopped. */
  resume() {
    if (!this.model) {
      this.train(this.first);
      return;
    }
    const { parts, targets } = this.model;
    this.send({ type: "load", job: this.job, model: parts, targets });
    this.restore();
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
