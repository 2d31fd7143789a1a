/** Completion: a digit to erase with the pointer or by buttons, what the computer makes of it, the truth. */

import { signed } from "../format.js";
import { gone } from "../pictures/samples.js";
import { drawPicture, resize, scaleFor } from "../pictures/tiles.js";
import { language, text } from "../texts.js";
import { byId, say } from "./dom.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../pool/protocol.js").Frame} Frame */
/** @typedef {import("../session/puzzle.js").Part} Part */

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
    await session.wish.pose(session.patterns, session.wish.index + 1);
    if (session.phase === "trained") session.generate(session.first);
  }

  /** @param {Part} part */
  erase(part) {
    this.session.wish.puzzle?.erase(part);
    this.session.generate(this.session.first);
  }

  /** @param {PointerEvent} event */
  rub(event) {
    const { puzzle } = this.session.wish;
    if (!puzzle) return;
    const box = this.pictures[0].getBoundingClientRect();
    const across = (event.clientX - box.left) / box.width;
    puzzle.rub(across * puzzle.width, ((event.clientY - box.top) / box.height) * puzzle.height);
    this.session.changed();
  }

  finish() {
    if (!this.rubbing) return;
    this.rubbing = false;
    this.session.generate(this.session.first);
  }

  /** @param {Session} session @param {Frame | null} frame */
  render({ wish, phase }, frame) {
    const { puzzle } = wish;
    this.card.hidden = puzzle === null;
    if (!puzzle) return;
    const shown = phase === "trained" ? frame : null;
    const state = [puzzle, puzzle.erased, shown, language()];
    if (state.every((v, i) => v === this.drawn[i])) return;
    this.drawn = state;
    const [given, restored, truth] = this.pictures;
    const draw = (/** @type {HTMLCanvasElement} */ canvas, /** @type {Uint8Array} */ pixels) =>
      drawPicture(canvas, pixels, puzzle.width, puzzle.height, this.scale);
    draw(truth, puzzle.truth);
    const context = draw(given, puzzle.truth);
    context.fillStyle = gone;
    puzzle.erased.forEach((on, i) => {
      const [x, y] = [i % puzzle.width, Math.floor(i / puzzle.width)];
      if (on) context.fillRect(x * this.scale, y * this.scale, this.scale, this.scale);
    });
    if (shown) draw(restored, puzzle.restored(shown));
    else resize(restored, puzzle.width * this.scale, puzzle.height * this.scale);
    say(this.note, words(puzzle, shown));
  }

  get scale() {
    return scaleFor(28, 84);
  }
}

/** @param {import("../session/puzzle.js").Puzzle} puzzle @param {Frame | null} frame */
function words(puzzle, frame) {
  const { count } = puzzle;
  if (count === 0) return text("completing.none");
  const what = { count, pixels: puzzle.truth.length, digit: puzzle.label };
  if (!frame) return text("completing.what", what);
  const { each, mean } = puzzle.score(frame);
  return text("completing.score", { ...what, each: signed(each), mean: signed(mean) });
}
