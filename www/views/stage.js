/** The stage as a whole: which picture it shows, and the veil that says what is going on. */
import { lesionsAt } from "../events.js";
import { duration } from "../format.js";
import { byId, say } from "./dom.js";
import { SamplesView } from "./samples.js";

/** @typedef {import("../session.js").Session} Session */
/** @typedef {import("../protocol.js").Frame} Frame */

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

  /** On a phone held upright the pictures stay in view, small, when they are scrolled away. */
  stayInView() {
    const { canvas } = this.samples;
    const stage = /** @type {HTMLElement} */ (canvas.parentElement);
    new IntersectionObserver(([{ intersectionRatio }]) => stage.classList.toggle("away", intersectionRatio < 0.3), {
      threshold: 0.3,
    }).observe(stage);
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
      const fits = frame.pixels.length === frame.heat.length * images.width * images.height;
      if (stills && player.finished) this.samples.showStills(player.frames, images.width, images.height);
      else if (fits && !(stills && session.phase === "trained")) {
        const off = hidden ? lesionsAt(session.events, frame.step) : [];
        this.samples.showGrid(frame, images.width, images.height, hidden, off);
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
    if (error) return this.write("Stopped", error.message);
    if (phase === "loading") return this.write("Loading the computer", "about 60 kB of WebAssembly");
    if (phase === "stopped") return this.write("Stopped", "Play starts the training again.");
    if (phase === "broken") return this.write("Not running", session.notice);
    if (computing) {
      this.bar.value = player.steps ? player.recorded / player.steps : 0;
      return this.write("Generating", "Ten stills follow.");
    }
    this.bar.value = training.fraction;
    const left = training.took > 1500 && training.fraction > 0 ? training.took * (1 / training.fraction - 1) : 0;
    const time = left && !held ? `, about ${duration(left / 1000)} left` : "";
    this.write(
      held ? "Learning, paused" : "Learning",
      `iteration ${training.iteration} of ${training.iterations}${time}`,
    );
  }

  /** @param {string} title @param {string} note */
  write(title, note) {
    say(this.title, title);
    say(this.note, note);
  }
}
