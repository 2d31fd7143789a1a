/** What the page says of the run: how much learned how fast, what becomes of the picture, its heat, the bath's temperature. */
import { byId, say } from "../dom.js";
import { fixed } from "../format.js";
import { onLanguage, text } from "../texts.js";
import { nameOf } from "../wording.js";
import { photonsOf, placeOf } from "./bath.js";
import { alike } from "./cycle.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */

const everyMs = 160; // between two readings that a reader can follow

export class Saying {
  /** @param {Session} session @param {import("./cycle.js").Cycle} cycle */
  constructor(session, cycle) {
    this.session = session;
    this.cycle = cycle;
    this.last = 0;
    /** The temperature that was said last. */
    this.multiple = Number.NaN;
    this.bath = /** @type {HTMLInputElement} */ (byId("bath"));
    this.heat = byId("heat");
    onLanguage(() => {
      this.last = 0;
      session.changed();
    });
  }

  /** @param {string} why */
  problem(why) {
    this.session.notice = why;
    this.session.changed();
  }

  /** @param {Frame | null} frame */
  render(frame) {
    const { cycle, bath } = this;
    if (document.activeElement !== bath || cycle.phase !== "free") {
      const place = placeOf(cycle.multiple).toFixed(1);
      if (bath.value !== place) bath.value = place;
    }
    const turned = cycle.multiple !== this.multiple;
    if (!turned && performance.now() - this.last < everyMs) return;
    Object.assign(this, { last: performance.now(), multiple: cycle.multiple });
    const multiple = text("play.kt.said", { multiple: fixed(cycle.multiple, cycle.multiple < 10 ? 2 : 0) });
    if (bath.getAttribute("aria-valuetext") !== multiple) bath.setAttribute("aria-valuetext", multiple);
    say(byId("kt"), text("play.kt", { multiple: fixed(cycle.multiple, cycle.multiple < 10 ? 2 : 0) }));
    say(byId("state"), this.state(frame));
    this.learned();
    if (frame) this.given(frame);
  }

  /** What has learned how much how fast. */
  learned() {
    const { model, training, images } = this.session;
    if (!model || !images) return;
    const values = {
      units: fixed(model.visible + model.hidden, 0),
      count: images.labels.length,
      seconds: fixed(training.took / 1000, 1),
    };
    say(byId("lede"), text("play.measured", values));
  }

  /** @param {Frame | null} frame */
  state(frame) {
    const { session, cycle } = this;
    if (session.phase === "training") return text("play.state.learning");
    if (!frame) return text("play.state.noise");
    const most = Math.max(...frame.overlap);
    const name = this.name(frame.overlap.indexOf(most));
    if (cycle.phase === "melting") return text("play.state.melting");
    if (cycle.phase === "condensing")
      return most < 0.15 ? text("play.state.noise") : text("play.state.condensing", { name: this.name(cycle.asked) });
    if (most >= alike) return text("play.state.resting", { name });
    return text(cycle.multiple > 3 ? "play.state.melting" : "play.state.mixed");
  }

  /** @param {number} k */
  name(k) {
    return nameOf(this.session.images?.labels[k] ?? "");
  }

  /** The heat since this picture began to condense, and what the picture is to those who do not see it. @param {Frame} frame */
  given(frame) {
    const heat = frame.heat[0] - this.cycle.heat;
    const photons = Math.round(photonsOf(Math.abs(heat)));
    this.heat.hidden = false;
    say(this.heat, text(heat < 0 ? "play.heat.taken" : "play.heat", { count: photons }));
    this.heat.title = text("play.heat.title", { heat: fixed(heat, 0) });
    const most = Math.max(...frame.overlap);
    const name = this.name(frame.overlap.indexOf(most));
    const words = most < 0.3 ? text("play.noise") : text("play.likeness", { name, overlap: fixed(most, 1) });
    const canvas = byId("picture");
    if (canvas.getAttribute("aria-label") !== words) canvas.setAttribute("aria-label", words);
  }
}
