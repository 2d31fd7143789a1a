/** A session's generation: the samples, and the events that change them while they run. */
import { eventText, lesionsAt, withEvent } from "../link/events.js";
import { parameters } from "../link/settings.js";
import { Replays } from "./replays.js";

/** @typedef {import("../link/events.js").Event} Event */
/** @template {import("../tasks/messages.js").Reply["type"]} T @typedef {Extract<import("../tasks/messages.js").Reply, {type: T}>} Answer */

const longer = 2; // units of time that an event after the end adds to the run
const live = 0.08; // of a run: computed so little ahead, a run need not be computed again for an event

export class Generation {
  first = 0;
  /** @type {Event[]} in order */
  events = [];
  /** @type {"" | "same" | "different"} how this run compares with the one it repeats */
  replay = "";
  run = 0;
  workers = 1;
  restoring = false;
  replays = new Replays();
  /** The time of the run before events made it longer. @type {number | null} */
  before = null;

  /** @param {import("./session.js").Session} session */
  constructor(session) {
    this.session = session;
  }

  /** Starts samples first … from noise. @param {number} first */
  start(first) {
    const { session } = this;
    if (!session.model) return;
    session.error = null;
    Object.assign(this, { first, replay: "", before: null });
    this.order();
    session.changed();
  }

  /** @param {number | "each"} asked */
  askFor(asked) {
    this.session.conditioning.asked = asked;
    this.start(this.first);
  }

  /** The class of each sample, or nothing where there are no classes to ask for. */
  get classes() {
    const { conditioning, patterns, settings } = this.session;
    return conditioning.classes(patterns, this.first, Number(settings.samples));
  }

  /** What is to be generated for the samples first … as things are set. @param {number} first @param {number} samples */
  orderOf(first, samples) {
    const { settings, patterns, conditioning } = this.session;
    const clamp = conditioning.clamp(Number(settings.readout_scale), Number(settings.readout_middle));
    const classes = conditioning.classes(patterns, first, samples);
    return { settings, first, samples, classes, clamp, events: this.events.map(eventText) };
  }

  /** Asks the workers for the samples first … under a new number. */
  order() {
    const { session } = this;
    const what = this.orderOf(this.first, Number(session.settings.samples));
    const run = ++this.run;
    session.afford(session.model?.visible ?? 0, 0, () => {
      if (run === this.run) session.send({ type: "generate", run, ...what });
    });
  }

  /** Ends the run: frames of it that are still on their way are of other images than the next ones. */
  leave() {
    this.run += 1;
  }

  /** Whether an event would come so soon that nothing need be computed again. */
  get isLive() {
    const { player } = this.session;
    return !player.atEnd && player.lead < live;
  }

  /**
   * Changes the run from outside, and records it.
   *
   * The event comes at the next step that no worker has been asked for. Where that is far from what is shown,
   * after a step back or at full speed, the run is cut off after the moment shown and computed up to
   * there again; a run that is over goes on for a while, and the event comes there.
   * @param {string} name @param {string} value @param {number} [more] units of time that it adds to a run that is over
   */
  addEvent(name, value, more = longer) {
    const { session } = this;
    const { player } = session;
    if (!session.model || player.steps === 0) return;
    const [now, over] = [this.isLive, player.atEnd];
    const step = now ? player.goal : over ? this.lengthen(more) : (player.frame?.step ?? 0);
    this.events = withEvent(this.events, { step, name, value });
    this.replay = "";
    if (now) session.send({ type: "event", run: this.run, event: eventText({ step, name, value }) });
    else this.repeatFrom(step);
    if (over && session.autoplay) player.play();
    else if (over) player.seek(player.steps);
    session.changed();
  }

  /** Ablates a hidden unit, or restores it. @param {number} unit */
  flip(unit) {
    const { player, model } = this.session;
    if (unit >= (model?.hidden ?? 0)) return;
    const off = lesionsAt(this.events, this.isLive ? player.goal : (player.frame?.step ?? 0));
    this.addEvent(off.includes(unit) ? "restore" : "lesion", String(unit));
  }

  /** Makes a run that is over longer. @param {number} more @returns {number} the step at which it was over, before any cooling */
  lengthen(more) {
    const { session } = this;
    const { player, settings } = session;
    const [time, dt] = [Number(settings.generate_time), Number(settings.generate_dt)];
    const end = Math.round(time / dt);
    const limit = parameters.find(({ name }) => name === "generate_time")?.max ?? time;
    const wanted = Math.min(limit, Number((time + more).toPrecision(12)));
    this.before ??= time;
    session.settings = { ...settings, generate_time: wanted };
    player.truncate(end);
    player.steps += Math.round(wanted / dt) - end;
    return end;
  }

  /** Takes back all events, and the time that they added. */
  undoEvents() {
    const { session } = this;
    this.events = [];
    if (this.before !== null) session.settings = { ...session.settings, generate_time: this.before };
    this.start(this.first);
  }

  /** Cuts the record off after a step and computes the run up to there again. @param {number} step */
  repeatFrom(step) {
    this.session.player.truncate(step);
    this.restore();
  }

  /** @param {Answer<"begun">} reply */
  begin({ run, steps, workers }) {
    const { player, checkpoints, follows, autoplay } = this.session;
    this.workers = workers;
    if (this.restoring && steps === player.steps) {
      this.restoring = false;
      return player.rebind(run);
    }
    if (checkpoints.begin(run, steps)) return;
    player.begin(run, steps);
    if (follows) return;
    if (autoplay) player.play();
    else player.seek(steps);
  }

  /** Holds the end of a run against the same run before. */
  compare() {
    if (this.replay || this.restoring) return;
    const { settings, patterns, conditioning, player } = this.session;
    const what = [settings, patterns, this.first, conditioning.key, this.events];
    this.replay = this.replays.compare(what, player.frames.at(-1)?.fingerprint ?? "");
  }

  /** Computes the run again up to where its record ends, and goes on from there. */
  restore() {
    this.restoring = this.session.player.steps > 0;
    this.order();
  }
}
