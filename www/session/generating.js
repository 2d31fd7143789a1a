/**
 * The second half of a sitting: the samples, and what is done to them while they run.
 */
import { eventText, lesionsAt, withEvent } from "../link/events.js";
import { Learning } from "./learning.js";
import { Morph } from "./morph.js";
import { Player } from "./player.js";
import { Replays } from "./replays.js";

/** @typedef {import("../link/events.js").Event} Event */
/** @template {import("../tasks/messages.js").Reply["type"]} T @typedef {Extract<import("../tasks/messages.js").Reply, {type: T}>} Answer */

export class Generating extends Learning {
  /** @param {() => void} changed called after every change of state */
  constructor(changed) {
    super(changed);
    this.first = 0;
    /** @type {Event[]} what is done to the run while it runs, in order */
    this.events = [];
    /** @type {"" | "same" | "different"} how this run compares with the one it repeats */
    this.replay = "";
    this.autoplay = true;
    /** Whether another one's playhead is followed. */
    this.follows = false;
    this.run = 0;
    this.workers = 1;
    this.restoring = false;
    this.replays = new Replays();
    this.morph = new Morph(/** @type {import("./session.js").Session} */ (/** @type {unknown} */ (this)));
    this.player = new Player((run, to, every) => this.send({ type: "advance", run, to, every }));
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

  /** What is to be generated for the samples first … as things are set. @param {number} first @param {number} samples */
  orderOf(first, samples) {
    const { settings, wish } = this;
    const clamp = wish.clamp(Number(settings.readout_scale));
    return {
      settings,
      first,
      samples,
      classes: this.classesOf(first, samples),
      clamp,
      events: this.events.map(eventText),
    };
  }

  /** Asks the workers for the samples first … under a new number. */
  order() {
    const what = this.orderOf(this.first, Number(this.settings.samples));
    this.send({ type: "generate", run: ++this.run, ...what });
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
    if (now) this.send({ type: "event", run: this.run, event: eventText({ step, name, value }) });
    else this.repeatFrom(step);
    this.changed();
  }

  /** Switches a hidden unit off, or on again. @param {number} unit */
  flip(unit) {
    if (unit >= (this.model?.hidden ?? 0)) return;
    const off = lesionsAt(this.events, this.actsNow ? this.player.goal : (this.player.frame?.step ?? 0));
    this.act(off.includes(unit) ? "restore" : "lesion", String(unit));
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

  /** @param {Answer<"begun">} reply */
  begin({ run, steps, workers }) {
    this.workers = workers;
    if (this.restoring && steps === this.player.steps) {
      this.restoring = false;
      return this.player.rebind(run);
    }
    if (this.morph.begin(run, steps)) return;
    this.player.begin(run, steps);
    if (this.follows) return;
    if (this.autoplay) this.player.play();
    else this.player.seek(steps);
  }

  /** Holds the end of a run against the same run before. */
  compare() {
    if (this.replay || this.restoring) return;
    const what = [this.settings, this.patterns, this.first, this.wish.key, this.events];
    this.replay = this.replays.compare(what, this.player.frames.at(-1)?.fingerprint ?? "");
  }

  /** Computes the run again up to where its record ends, and goes on from there. */
  restore() {
    this.restoring = this.player.steps > 0;
    this.order();
  }
}
