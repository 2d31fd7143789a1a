/** Completion: a digit to erase with the pointer or by buttons, what the computer makes of it, the truth. */

import { byId, say } from "../dom.js";
import { signed } from "../format.js";
import { gone } from "../pictures/samples.js";
import { drawPicture, resize, scaleFor } from "../pictures/tiles.js";
import { language, text } from "../texts.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {import("../session/completion.js").Part} Part */

export class CompletingView {
  /** @param {Session} session */
  constructor(session) {
    this.session = session;
    this.card = byId("completing");
    this.note = byId("completing-note");
    this.pictures = ["given", "restored", "truth"].map((id) => /** @type {HTMLCanvasElement} */ (byId(id)));
    /** @type {unknown[]} */
    this.drawn = [];
    this.rubbing = false;
    for (const button of byId("erase").querySelectorAll("button")) {
      button.addEventListener("click", () => this.erase(/** @type {Part} */ (button.dataset.part)));
    }
    byId("next-digit").addEventListener("click", () => this.next());
    const [given] = this.pictures;
    given.addEventListener("pointerdown", (event) => {
      this.rubbing = true;
      given.setPointerCapture(event.pointerId);
      this.rub(event);
    });
    given.addEventListener("pointermove", (event) => this.rubbing && this.rub(event));
    for (const end of ["pointerup", "pointercancel"]) given.addEventListener(end, () => this.finish());
  }

  async next() {
    const { session } = this;
    await session.conditioning.pose(session.patterns, session.conditioning.index + 1);
    if (session.phase === "trained") session.generation.start(session.first);
  }

  /** @param {Part} part */
  erase(part) {
    this.session.conditioning.completion?.erase(part);
    this.session.generation.start(this.session.first);
  }

  /** @param {PointerEvent} event */
  rub(event) {
    const { completion } = this.session.conditioning;
    if (!completion) return;
    const box = this.pictures[0].getBoundingClientRect();
    const across = (event.clientX - box.left) / box.width;
    completion.rub(across * completion.width, ((event.clientY - box.top) / box.height) * completion.height);
    this.session.changed();
  }

  finish() {
    if (!this.rubbing) return;
    this.rubbing = false;
    this.session.generation.start(this.session.first);
  }

  /** @param {Session} session @param {Frame | null} frame */
  render({ conditioning, phase }, frame) {
    const { completion } = conditioning;
    this.card.hidden = completion === null;
    if (!completion) return;
    const shown = phase === "trained" ? frame : null;
    const state = [completion, completion.erased, shown, language()];
    if (state.every((v, i) => v === this.drawn[i])) return;
    this.drawn = state;
    const [given, restored, truth] = this.pictures;
    const draw = (/** @type {HTMLCanvasElement} */ canvas, /** @type {Uint8Array} */ pixels) =>
      drawPicture(canvas, pixels, completion.width, completion.height, this.scale);
    draw(truth, completion.truth);
    const context = draw(given, completion.truth);
    context.fillStyle = gone;
    completion.erased.forEach((on, i) => {
      const [x, y] = [i % completion.width, Math.floor(i / completion.width)];
      if (on) context.fillRect(x * this.scale, y * this.scale, this.scale, this.scale);
    });
    if (shown) draw(restored, completion.restored(shown));
    else resize(restored, completion.width * this.scale, completion.height * this.scale);
    say(this.note, words(completion, shown));
  }

  get scale() {
    return scaleFor(28, 84);
  }
}

/** @param {import("../session/completion.js").Completion} completion @param {Frame | null} frame */
function words(completion, frame) {
  const { count } = completion;
  if (count === 0) return text("completing.none");
  const what = { count, pixels: completion.truth.length, digit: completion.label };
  if (!frame) return text("completing.what", what);
  const { each, mean } = completion.score(frame);
  return text("completing.score", { ...what, each: signed(each), mean: signed(mean) });
}
