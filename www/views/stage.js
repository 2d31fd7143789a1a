/** The stage as a whole: which picture it shows, and the veil that says what is going on. */

import { byId, say } from "../dom.js";
import { duration } from "../format.js";
import { lesionsAt } from "../link/events.js";
import { heldAt } from "../pictures/held.js";
import { SamplesView } from "../pictures/samples.js";
import { text } from "../texts.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */

export class StageView {
  /** @param {() => void} changed @param {(unit: number) => void} chosen called with a hidden unit that was clicked */
  constructor(changed, chosen) {
    this.chosen = chosen;
    this.samples = new SamplesView(/** @type {HTMLCanvasElement} */ (byId("samples")));
    this.samples.onresize = changed;
    this.stayInView();
    this.veil = byId("veil");
    this.title = byId("veil-title");
    this.note = byId("veil-note");
    this.halt = byId("halt");
    this.bar = /** @type {HTMLProgressElement} */ (byId("veil-bar"));
  }

  /** On a phone held upright the pictures stay in view, small, when they are scrolled away, but not over the text at the foot. */
  stayInView() {
    const { canvas } = this.samples;
    const stage = /** @type {HTMLElement} */ (canvas.parentElement);
    let [far, foot] = [false, false];
    const seen = new IntersectionObserver(
      (entries) => {
        for (const { target, intersectionRatio, isIntersecting } of entries) {
          if (target === stage) far = intersectionRatio < 0.3;
          else foot = isIntersecting;
        }
        stage.classList.toggle("away", far && !foot);
      },
      { threshold: [0, 0.3] },
    );
    seen.observe(stage);
    seen.observe(byId("h-what"));
    canvas.addEventListener("click", ({ clientX, clientY }) => {
      if (stage.classList.contains("away")) return byId("figure").scrollIntoView();
      const unit = this.samples.unitAt(clientX, clientY);
      if (unit !== null) this.chosen(unit);
    });
  }

  /** @param {Session} session @param {Frame | null} frame @param {boolean} stills @param {boolean} hidden whether the hidden units are shown too */
  render(session, frame, stills, hidden) {
    const { images, player } = session;
    if (frame && images) {
      const fits = frame.pixels.length === frame.heat.length * images.width * images.height * images.channels;
      if (stills && player.finished) this.samples.showStills(player.frames, images);
      else if (fits && !(stills && session.phase === "trained")) {
        const off = hidden ? lesionsAt(session.events, frame.step) : [];
        this.samples.showGrid(frame, images, { hidden, off, held: heldAt(session, frame.step) });
      }
    }
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
    const left = training.took > 1500 && training.fraction > 0 ? training.took * (1 / training.fraction - 1) : 0;
    const { iteration, iterations } = training;
    this.write(
      text(held ? "veil.paused" : "veil.learning"),
      left && !held
        ? text("veil.left", { iteration, iterations, time: duration(left / 1000) })
        : text("veil.iteration", { iteration, iterations }),
    );
  }

  /** @param {string} title @param {string} note */
  write(title, note) {
    say(this.title, title);
    say(this.note, note);
  }
}
