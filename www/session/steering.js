/**
 * Steering: latent codes of the samples that run, changed by a hand. Moves of a hand become one event for each fifth of a
 * standard deviation, and one where it rests. A link holds some fifty of them, a receipt all that a run can have.
 */
import { valueAt } from "../link/events.js";
import { Codes } from "./codes.js";

/** @typedef {import("./session.js").Session} Session */

const everyMs = 60; // between two events of one stroke
const restMs = 120; // without a move, after which a hand rests
const apart = 0.2; // standard deviations between two events of one stroke
const most = 300; // events of one run that steer it
const longer = 20; // units of time that steering adds to a run that is over: it is computed again for that
const strong = 4; // times the force while noising: a code that is asked for pulls so hard at least
const around = 0.6; // the spread of codes like one
/** How far an axis reaches, standard deviations. */
export const reach = 3;

export class Steering {
  /** @param {Session} session */
  constructor(session) {
    this.session = session;
    /** @type {Codes | null} */
    this.codes = null;
    /** @type {unknown} the model whose codes they are */
    this.known = null;
    /** Values that no event has yet. @type {Map<string, number>} */
    this.wanted = new Map();
    this.acted = 0;
    this.moved = 0;
    /** Values of the last event. @type {Map<string, number>} */
    this.last = new Map();
  }

  /** Notes which computer runs. @returns {Codes | null} its codes */
  look() {
    const { model } = this.session;
    if (model && model.data !== this.known) {
      this.known = model.data;
      this.codes = Codes.of(model.data);
      this.wanted.clear();
      this.last.clear();
    }
    return model ? this.codes : null;
  }

  /** The class that is asked for at the moment shown, or null for each in turn. @returns {number | null} */
  get asked() {
    const { events, conditioning } = this.session;
    const told = events.findLast(({ name }) => name === "class");
    if (told) return told.value === "-1" ? null : Number(told.value);
    return conditioning.asked === "each" ? null : conditioning.asked;
  }

  /** Events of this run that steer it. */
  get used() {
    return this.session.events.filter(({ name }) => name === "latent" || name === "code").length;
  }

  get full() {
    return this.used >= most;
  }

  /** What an axis is set to at the moment shown, or null where every sample has a value of its own. @param {string} axis @returns {number | null} */
  value(axis) {
    const wanted = this.wanted.get(axis);
    if (wanted !== undefined) return wanted;
    const { events, player } = this.session;
    const here = player.playing ? player.goal : (player.frame?.step ?? 0);
    for (const { name, value, step } of [...events].reverse()) {
      if (step > here) continue;
      if (name === "code" || name === "class") return null;
      const found = name === "latent" && value.split(",").find((part) => part.startsWith(`${axis}=`));
      if (found) return Number(found.slice(axis.length + 1));
    }
    return null;
  }

  /** Wants axes to have values; `tick` makes an event of it. @param {Record<string, number>} values */
  want(values) {
    for (const [axis, value] of Object.entries(values)) {
      this.wanted.set(axis, Number(Math.max(-reach, Math.min(reach, value)).toFixed(1)));
    }
    this.moved = performance.now();
  }

  /** Makes an event of what is wanted, where one is due. @param {number} now ms */
  tick(now) {
    const { session } = this;
    if (this.wanted.size === 0 || now - this.acted < everyMs || session.phase !== "trained") return;
    const near = [...this.wanted].every(([axis, value]) => Math.abs(value - (this.last.get(axis) ?? Infinity)) < apart);
    if (near && now - this.moved < restMs) return;
    this.last = new Map(this.wanted);
    const text = [...this.wanted].map(([axis, value]) => `${axis}=${value}`).join();
    this.wanted.clear();
    this.acted = now;
    this.act("latent", text);
  }

  /** @param {"latent" | "code"} name @param {string} value */
  act(name, value) {
    const { generation, player, settings, events } = this.session;
    if (this.full) return;
    const pull = valueAt(events, "latent_drive", player.goal, Number(settings.latent_drive));
    if (pull < strong) generation.addEvent("latent_drive", String(strong), longer);
    generation.addEvent(name, value, longer);
    if (!player.playing && this.session.autoplay) player.play();
  }

  /** Brightness of the pixels of a sample at the moment shown. @param {number} sample */
  pixels(sample) {
    const { player, model } = this.session;
    const size = model?.visible ?? 0;
    return player.frame?.pixels.subarray(sample * size, (sample + 1) * size) ?? new Uint8Array(0);
  }

  /** Asks all samples for codes like one. @param {string} code as an event writes it */
  like(code) {
    this.act("code", `${code},${around}`);
  }

  /** Asks all samples for the code of a picture. @param {ArrayLike<number>} pixels */
  redraw(pixels) {
    const codes = this.look();
    if (codes) this.act("code", codes.written(pixels));
  }

  /** Asks for the codes between two, one for each sample. @param {string} from @param {string} to */
  path(from, to) {
    this.act("code", `${from},${to},${Math.max(2, Number(this.session.settings.samples))}`);
  }
}
