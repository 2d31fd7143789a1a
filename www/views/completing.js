/** Completion: a digit to erase with the pointer or by buttons, what the computer makes of it, the truth. */

import { signed } from "../format.js";
import { language, text } from "../texts.js";
import { byId, say } from "./dom.js";
import { Plates, resize } from "./plate.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {import("../session/puzzle.js").Part} Part */

const gone = "#33507a";

export class CompletingView {
  /** @param {Session} session */
  constructor(session) {
    this.session = session;
    this.card = byId("completing");
    this.note = byId("completing-note");
    this.plates = new Plates();
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
    const [given, restored, truth] = this.pictures.map((canvas) => this.context(canvas, puzzle));
    this.plates.load(puzzle.truth, puzzle.width, puzzle.height);
    this.plates.draw(truth, 0, 0, 0, this.scale);
    this.plates.draw(given, 0, 0, 0, this.scale);
    given.fillStyle = gone;
    puzzle.erased.forEach((on, i) => {
      const [x, y] = [i % puzzle.width, Math.floor(i / puzzle.width)];
      if (on) given.fillRect(x * this.scale, y * this.scale, this.scale, this.scale);
    });
    if (shown) {
      this.plates.load(puzzle.restored(shown), puzzle.width, puzzle.height);
      this.plates.draw(restored, 0, 0, 0, this.scale);
    }
    say(this.note, words(puzzle, shown));
  }

  get scale() {
    return Math.max(1, Math.round((84 * (globalThis.devicePixelRatio || 1)) / 28));
  }

  /** @param {HTMLCanvasElement} canvas @param {{width: number, height: number}} size */
  context(canvas, { width, height }) {
    resize(canvas, width * this.scale, height * this.scale);
    return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
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
