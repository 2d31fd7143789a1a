/** The stage as a whole: which picture it shows, and the veil that says what is going on. */

import { byId, say } from "../dom.js";
import { lesionsAt } from "../link/events.js";
import { heldAt } from "../pictures/held.js";
import { SamplesView } from "../pictures/samples.js";
import { timeLeft } from "../session/remaining.js";
import { text } from "../texts.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */

export class StageView {
  /** @param {() => void} changed */
  constructor(changed) {
    this.samples = new SamplesView(/** @type {HTMLCanvasElement} */ (byId("samples")));
    this.samples.onresize = changed;
    this.veil = byId("veil");
    this.title = byId("veil-title");
    this.note = byId("veil-note");
    this.halt = byId("halt");
    this.bar = /** @type {HTMLProgressElement} */ (byId("veil-bar"));
  }

  /** @param {Session} session @param {Frame | null} frame @param {boolean} stills @param {boolean} hidden whether the hidden units are shown too */
  render(session, frame, stills, hidden) {
    const { images, player, phase } = session;
    if (frame && images) {
      const fits = frame.pixels.length === frame.heat.length * images.width * images.height * images.channels;
      if (stills && player.finished) this.samples.showStills(player.frames, images);
      else if (fits && !(stills && phase === "trained")) {
        const off = hidden ? lesionsAt(session.events, frame.step) : [];
        this.samples.showGrid(frame, images, { hidden, off, held: heldAt(session, frame.step, images) });
      }
    } else if (phase === "training" && images) this.samples.showImages(images);
    else if (phase === "training") this.samples.clear();
    this.renderVeil(session, stills);
  }

  /** @param {Session} session @param {boolean} stills */
  renderVeil(session, stills) {
    const { phase, training, held, error, player } = session;
    const computing = stills && phase === "trained" && !player.finished && !error;
    this.veil.hidden = phase === "trained" && !error && !computing;
    this.halt.hidden = phase !== "training" || training.took < 1500;
    this.bar.hidden = phase !== "training" && !computing;
    if (error) return this.write(text("veil.stopped"), error.message);
    if (session.waiting) return this.write(text("veil.waiting"), text("veil.question"));
    if (phase === "loading") return this.write(text("veil.loading"), text("veil.size"));
    if (phase === "stopped") return this.write(text("veil.stopped"), text("veil.again"));
    if (phase === "broken") return this.write(text("veil.broken"), session.notice);
    if (computing) {
      this.bar.value = player.steps ? player.recorded / player.steps : 0;
      return this.write(text("veil.generating"), text("veil.stills"));
    }
    this.bar.value = training.fraction;
    const { iteration, iterations } = training;
    const left = held ? "" : timeLeft(training);
    const progress = text("veil.iteration", { iteration, iterations });
    this.write(text(held ? "veil.paused" : "veil.learning"), left ? `${progress}, ${left}` : progress);
  }

  /** @param {string} title @param {string} note */
  write(title, note) {
    say(this.title, title);
    say(this.note, note);
  }
}
