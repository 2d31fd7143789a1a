/**
 * The hand that touches the picture. A moving hand is hot and melts the units under it; a hand that presses and stays is
 * cold and holds them. By keyboard the arrows move a spot, Enter melts it, H holds it or lets it go.
 */

import { moves } from "../keys.js";

/** @typedef {{melt: (disc: string) => void, hold: (disc: string) => void}} Touch a disc is x,y,radius in pixels; −1 ends a hold */

const reach = 0.085; // radius of a hand, as a part of the side
const restMs = 450; // a hand that has not moved for so long is cold
const everyMs = 45; // between two discs of a hot hand

export class Hand {
  /** @param {HTMLCanvasElement} canvas @param {Touch} touch */
  constructor(canvas, touch) {
    this.canvas = canvas;
    this.touch = touch;
    /** A spot for the keyboard, as parts of the sides. */
    this.spot = [0.5, 0.5];
    this.last = 0;
    this.holding = false;
    this.timer = 0;
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => this.lift());
    canvas.addEventListener("keydown", (event) => this.key(event));
  }

  /** @param {number[]} place parts of the sides */
  disc([x, y]) {
    const { width, height } = this.canvas;
    const rounded = (/** @type {number} */ value) => String(Math.round(10 * value) / 10);
    return [x * width, y * height, reach * width].map(rounded).join(",");
  }

  /** @param {PointerEvent} event */
  under({ clientX, clientY }) {
    const box = this.canvas.getBoundingClientRect();
    return [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
  }

  /** @param {PointerEvent} event */
  press(event) {
    if (event.button !== 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.last = 0;
    this.wait(this.under(event));
  }

  /** A hand that stays becomes cold. @param {number[]} place */
  wait(place) {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.grasp(place), restMs);
  }

  /** @param {number[]} place */
  grasp(place) {
    this.holding = true;
    this.canvas.dataset.hand = "cold";
    this.touch.hold(this.disc(place));
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.canvas.hasPointerCapture(event.pointerId) || event.timeStamp - this.last < everyMs) return;
    this.last = event.timeStamp;
    const place = this.under(event);
    if (this.holding) return this.grasp(place);
    this.wait(place);
    this.canvas.dataset.hand = "hot";
    this.touch.melt(this.disc(place));
  }

  lift() {
    clearTimeout(this.timer);
    delete this.canvas.dataset.hand;
    if (this.holding) this.touch.hold("-1");
    this.holding = false;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const move = moves[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey || !(move || /^(Enter|h)$/i.test(event.key))) return;
    event.preventDefault();
    const inside = (/** @type {number} */ v) => Math.min(0.95, Math.max(0.05, v));
    if (move) this.spot = this.spot.map((v, i) => inside(v + 0.06 * move[i]));
    else if (event.key === "Enter") this.touch.melt(this.disc(this.spot));
    else if (this.holding) this.lift();
    else this.grasp(this.spot);
    const { style } = /** @type {HTMLElement} */ (this.canvas.parentElement);
    style.setProperty("--x", String(this.spot[0]));
    style.setProperty("--y", String(this.spot[1]));
  }
}
