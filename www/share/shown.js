/**
 * The page as the share sheet sees it: the moment on the stage, the record of the run, its numbers, and links to it.
 * Tasks that compute, such as a receipt, have a worker of their own, which begins with the first of them.
 */
import { duration, fixed, heat } from "../format.js";
import { inAddress, ready, writeLink } from "../link/link.js";
import { quality } from "../quality.js";
import { text } from "../texts.js";
import { Measurements } from "../worker/measurements.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {import("../link/scenes.js").Place} Place */
/** @typedef {{url: string, fragment: string, omitted: string[]}} Link omitted: what the link does not hold */

/**
 * @typedef {object} Page what a page gives the sheet
 * @property {Session} session
 * @property {() => Place} place what it shows, in the words of a link
 * @property {() => string} home the address of the page that reads links, without its fragment
 * @property {number} [recent] for a run without end, which is shared up to the moment on the stage: how many of its last moments make a film
 */

export class Shown {
  tasks = new Measurements();

  /** @param {Page} page */
  constructor({ session, place, home, recent = 0 }) {
    this.session = session;
    this.whole = place;
    this.home = home;
    this.recent = recent;
  }

  /** The moment on the stage. */
  get frame() {
    return this.session.player.frame;
  }

  /** The recorded moments that make a film. */
  get frames() {
    return this.session.player.frames.slice(-this.recent); // all of them where that is 0
  }

  /** The settings that make what is shared, and its last step: what happens just before the next has not acted yet. @param {import("../tasks/messages.js").Settings} settings */
  ended(settings) {
    const { frame, recent } = this;
    if (!recent || !frame) return { settings, last: Number.POSITIVE_INFINITY };
    const last = Math.max(1, frame.step);
    const time = Number((last * Number(settings.generate_dt)).toFixed(6));
    return { settings: { ...settings, generate_time: time, cool: 0 }, last };
  }

  /** What a link is to say. @returns {Place} */
  place() {
    const place = this.whole();
    const { settings, last } = this.ended(place.settings);
    return { ...place, settings, events: place.events.filter(({ step }) => step < last) };
  }

  /** The order that makes the samples again. */
  order() {
    const { session } = this;
    const order = session.generation.orderOf(session.first, Number(session.settings.samples));
    const { settings, last } = this.ended(order.settings);
    const events = order.events.filter((event) => Number.parseInt(event, 10) < last);
    return { ...order, settings, events };
  }

  /** Width and height of one picture, pixels. */
  get size() {
    const { width = 0, height = 0 } = this.session.images ?? {};
    return /** @type {const} */ ([width, height]);
  }

  /** That of the moment on the stage. */
  get fingerprint() {
    return this.frame?.fingerprint ?? "";
  }

  /** That of the moment at which the link ends, where it is known: in the Lab the end of the run, which may be still to come. */
  get fingerprintOfLink() {
    const { frames, steps } = this.session.player;
    const last = frames.at(-1);
    if (this.recent) return this.fingerprint;
    return last?.step === steps ? last.fingerprint : "";
  }

  /** Whether there is something to save. */
  get ready() {
    const { phase, player, images } = this.session;
    return phase === "trained" && images !== null && player.frames.length > 0;
  }

  /** @param {Place} [place] @returns {Promise<Link>} */
  async link(place = this.place()) {
    await ready();
    const { fragment: written, omitted } = writeLink(place);
    const fragment = inAddress(written);
    return { url: `${this.home()}#${fragment}`, fragment, omitted };
  }

  /** The lines below a film: units, heat so far, and how long it took to learn. @param {Frame} frame */
  caption(frame) {
    const { model, training } = this.session;
    const units = { visible: fixed(model?.visible ?? 0, 0), hidden: fixed(model?.hidden ?? 0, 0) };
    const values = { heat: heat(quality(frame).heat), time: fixed(frame.time, 2) };
    return [
      text("share.film.units", units),
      text(frame.heat.length > 1 ? "share.film.heats" : "share.film.heat", values),
      text("share.film.learned", { time: duration(training.took / 1000) }),
    ];
  }

  /**
   * The last part of a task's answer. @param {string} task @param {Record<string, unknown>} input
   * @param {(fraction: number) => void} progress @returns {Promise<any>}
   */
  result(task, input, progress) {
    return new Promise((done, failed) => {
      this.tasks.ask(task, input, {
        part: (part) => ("fraction" in part && !part.file ? progress(part.fraction) : done(part)),
        failed: (why) => failed(new Error(why)),
      });
    });
  }
}
