/**
 * The run without end: it condenses into a picture, rests, melts, and condenses into another one, until it is touched.
 *
 * All of it is one run. Every change, of the bath's temperature or of the picture that is asked for, is an event of that
 * run, so the run has a receipt. After the longest time that a run may have, the next samples begin from noise.
 * A reader who wants less motion asks for a picture, and is shown where each part of the way ends.
 */
import { melting, resting } from "./bath.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {"condensing" | "resting" | "melting" | "free"} Phase free: the reader has the bath in hand */

const steps = { condensing: 140, resting: 170, melting: 45, free: 0 };
const patience = 420; // steps after which a picture that has not condensed is left as it is
export const alike = 0.85; // overlap from which a picture is taken to be there
const forgets = 8; // times the temperature of training, from which no picture is asked for any more

export class Cycle {
  /** @param {Session} session */
  constructor(session) {
    this.session = session;
    /** @type {Phase} */
    this.phase = "condensing";
    this.since = 0;
    /** Whether one picture follows another. */
    this.loops = true;
    /** Whether events can happen: the engine is there. */
    this.ready = false;
    /** The picture that is asked for, or −1. */
    this.asked = 0;
    /** The bath's temperature, as a multiple of that of training. */
    this.multiple = 1;
    /** The picture to come, or −1. */
    this.next = -1;
    /** Heat when this picture began to condense, kT. */
    this.heat = 0;
  }

  /** How many pictures it remembers. */
  get count() {
    return this.session.patterns.names.length;
  }

  /** A run has begun. */
  begin() {
    const asked = this.session.generation.classes[0] ?? -1;
    Object.assign(this, { phase: "condensing", since: 0, multiple: 1, asked, heat: 0 });
  }

  /** @param {Phase} phase */
  enter(phase) {
    const { player } = this.session;
    Object.assign(this, { phase, since: player.goal });
    if (!this.session.autoplay) player.seek(player.goal + steps[phase]);
  }

  /** @param {number} multiple of the temperature of training */
  bathe(multiple) {
    if (multiple === this.multiple) return;
    this.multiple = multiple;
    this.session.generation.addEvent("generate_kt", String(multiple));
  }

  /** Asks for a picture. @param {number} picture −1: for none */
  ask(picture) {
    if (picture === this.asked) return;
    this.asked = picture;
    this.session.generation.addEvent("class", String(picture));
  }

  /** Melts what is there, and condenses into a picture. @param {number} picture */
  turnTo(picture) {
    this.next = picture;
    this.enter("melting");
    this.bathe(melting);
  }

  /** The reader sets the bath: from then on nothing happens by itself. Hot units forget what they were asked for. @param {number} multiple */
  set(multiple) {
    this.loops = false;
    this.phase = "free";
    this.bathe(multiple);
    if (multiple >= forgets) this.ask(-1);
  }

  /** The moment shown may end a part of the way. @param {import("../tasks/messages.js").Frame} frame */
  tick(frame) {
    const { player, autoplay } = this.session;
    const gone = frame.step - this.since;
    if (this.phase === "free" || gone < steps[this.phase] || (!autoplay && player.target !== null)) return;
    if (this.phase === "condensing") this.rest(frame, gone);
    else if (this.phase === "resting" && this.loops && autoplay) this.turnTo((this.asked + 1) % this.count);
    else if (this.phase === "melting") this.condense(frame);
  }

  /** @param {import("../tasks/messages.js").Frame} frame @param {number} gone steps */
  rest(frame, gone) {
    if (!this.ready || (Math.max(...frame.overlap) < alike && gone < patience)) return;
    this.enter("resting");
    this.bathe(resting);
  }

  /** @param {import("../tasks/messages.js").Frame} frame */
  condense(frame) {
    this.enter("condensing");
    this.ask(this.next);
    this.bathe(1);
    this.heat = frame.heat[0];
  }
}
