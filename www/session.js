/**
 * One sitting: what is learned, the samples that are generated, and what is done to them meanwhile.
 *
 * Holds all state the views read. A change restarts the latest phase that needs it. When the
 * worker dies, the session hands the new one what it needs to continue with the same bits.
 */
import { sameSet } from "./data.js";
import { eventText, withEvent } from "./events.js";
import { Learning } from "./learning.js";
import { Morph } from "./morph.js";
import { Player } from "./player.js";
import { Pool } from "./pool.js";
import { Replays } from "./replays.js";
import { opening, presetOf } from "./scenes.js";
import { restartBetween } from "./settings.js";
import { Wish } from "./wish.js";

/** @typedef {import("./protocol.js").Settings} Settings */
/** @typedef {import("./protocol.js").Request} Request */
/** @typedef {import("./protocol.js").Reply} Reply */
/** @typedef {import("./data.js").PatternSet} PatternSet */
/** @typedef {import("./events.js").Event} Event */
/** @typedef {import("./scenes.js").Place} Place */
/** @template {Reply["type"]} T @typedef {Extract<Reply, {type: T}>} Answer */

export class Session extends Learning {
  /** @param {() => void} changed called after every change of state */
  constructor(changed) {
    super(changed);
    this.scene = "";
    this.first = 0;
    /** @type {Event[]} what is done to the run while it runs, in order */
    this.events = [];
    this.notice = "";
    /** @type {"" | "same" | "different"} how this run compares with the one it repeats */
    this.replay = "";
    this.autoplay = true;
    this.run = 0;
    this.workers = 1;
    this.restoring = false;
    this.replays = new Replays();
    this.morph = new Morph(this);
    this.player = new Player((run, to, every) => this.send({ type: "advance", run, to, every }));
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

  /** Starts samples first … from noise. @param {number} first */
  generate(first) {
    if (!this.model) return;
    Object.assign(this, { first, error: null, replay: "" });
    this.order();
    this.changed();
  }

  /** The class of each sample, none where there are no classes to ask for. */
  get classes() {
    return this.classesOf(this.first, Number(this.settings.samples));
  }

  /** @param {number | "each"} asked */
  askFor(asked) {
    this.wish.asked = asked;
    this.generate(this.first);
  }

  /** Asks the workers for the samples first … under a new number. */
  order() {
    const { settings, first, classes } = this;
    const samples = Number(settings.samples);
    const clamp = this.wish.clamp(Number(settings.readout_scale));
    const events = this.events.map(eventText);
    this.send({ type: "generate", run: ++this.run, settings, first, samples, classes, clamp, events });
  }

  /** Whether an act would come so soon that nothing need be computed again. */
  get actsNow() {
    return !this.player.atEnd && this.player.lead < 0.08;
  }

  /**
   * Does something to the run from outside, and records it.
   *
   * It acts on the next step that no worker has been asked for. Where that is far from what is shown,
   * after a step back or at full speed, the run is cut off after the moment shown and computed up to
   * there again; a run that is over starts again from noise.
   * @param {string} name @param {string} value
   */
  act(name, value) {
    const { player } = this;
    if (!this.model || player.steps === 0) return;
    const now = this.actsNow;
    const step = now ? player.goal : player.atEnd ? 0 : (player.frame?.step ?? 0);
    this.events = withEvent(this.events, { step, name, value });
    this.replay = "";
    if (now) this.send({ type: "act", run: this.run, event: eventText({ step, name, value }) });
    else this.repeatFrom(step);
    this.changed();
  }

  /** Takes back all that was done to the run. */
  undoActs() {
    this.events = [];
    this.generate(this.first);
  }

  /** Cuts the record off after a step and computes the run up to there again. @param {number} step */
  repeatFrom(step) {
    const { player } = this;
    const over = player.atEnd;
    player.truncate(step);
    this.restore();
    if (over && this.autoplay) player.play();
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
        this.morph.keep(reply.snapshots);
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
      case "failed":
        this.fail(reply.field, reply.message);
    }
    this.changed();
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
    const what = [this.settings, this.patterns, this.first, this.wish.key, this.events];
    this.replay = this.replays.compare(what, this.player.frames.at(-1)?.fingerprint ?? "");
  }

  /** @override @param {string} field @param {string} message */
  fail(field, message) {
    super.fail(field, message);
    this.player.pause();
  }

  /** The worker died: say so and show the last good state. @param {string} why */
  mourn(why) {
    this.notice = `The computer stopped (${why}). It is starting again from the last good state.`;
    this.changed();
  }

  /** A worker is ready: begin, or continue where its predecessor stopped. */
  resume() {
    if (!this.model) {
      this.train(this.first);
      return;
    }
    const { bytes, targets } = this.model;
    this.send({ type: "load", job: this.job, model: bytes, targets });
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
    this.send({ type: "seed" });
  }
}
