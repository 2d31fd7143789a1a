/** The live picture on top of the share sheet: the stage as it is now, the loop of a film, or a figure in a frame. */

import { prefersStills } from "../detect.js";
import { make } from "../dom.js";
import { loop } from "../export/loop.js";
import { draw, sheet } from "../export/sheet.js";
import { wording } from "../wording.js";

/** @typedef {import("./shown.js").Shown} Shown */
/** @typedef {import("../export/loop.js").Shape} Shape */
/** @typedef {import("../tasks/messages.js").Frame} Frame */

const wanted = 480; // pixels

export class Preview {
  canvas = make("canvas", { role: "img", ...wording({ "aria-label": "share.preview" }) });
  root = make("div", { class: "preview" }, this.canvas);
  /** @type {Frame | null} the moment that is drawn */
  drawn = null;
  /** @type {import("../export/film.js").Reel | null} */
  reel = null;
  timer = 0;

  /** @param {Shown} shown @param {() => void} ticked called with every picture */
  constructor(shown, ticked) {
    this.shown = shown;
    this.ticked = ticked;
  }

  start() {
    const tick = (/** @type {number} */ now) => {
      this.timer = requestAnimationFrame(tick);
      this.paint(now);
      this.ticked();
    };
    this.timer = requestAnimationFrame(tick);
  }

  stop() {
    cancelAnimationFrame(this.timer);
    this.root.replaceChildren(); // a figure in it would go on
  }

  /** The stage, with a card below it where there is one. @param {HTMLElement} [card] */
  stage(card) {
    Object.assign(this, { reel: null, drawn: null });
    delete this.canvas.dataset.shape;
    this.root.replaceChildren(this.canvas, ...(card ? [card] : []));
  }

  /** @param {Shape} shape */
  film(shape) {
    const { shown } = this;
    const { frames, size } = shown;
    this.stage();
    if (!shown.ready) return;
    this.canvas.dataset.shape = shape;
    this.reel = loop(frames, ...size, shape, (frame) => shown.caption(frame));
    Object.assign(this.canvas, { width: this.reel.width, height: this.reel.height });
    if (prefersStills()) this.turn((this.reel.times.length * 3) / 4); // where the picture rests
  }

  /** @param {HTMLElement} figure */
  figure(figure) {
    this.root.replaceChildren(figure);
  }

  /** @param {number} now ms */
  paint(now) {
    if (!this.canvas.isConnected) return;
    if (this.reel && !prefersStills()) this.turn((now / 1000) * this.reel.rate);
    const { frame, size } = this.shown;
    if (this.reel || !frame || frame === this.drawn || !this.shown.ready) return;
    this.drawn = frame;
    const grid = sheet(frame.heat.length, ...size, wanted);
    if (this.canvas.width !== grid.across || this.canvas.height !== grid.down)
      Object.assign(this.canvas, { width: grid.across, height: grid.down });
    const context = this.canvas.getContext("2d");
    if (context) draw(context, frame, grid);
  }

  /** @param {number} at frame of the film, counted on and on */
  turn(at) {
    const context = this.canvas.getContext("2d");
    if (context && this.reel) this.reel.draw(context, Math.floor(at) % this.reel.times.length);
  }
}
