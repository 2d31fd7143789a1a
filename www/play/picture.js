/**
 * The living picture: a frame's pixels on the canvas, one canvas pixel for each, which the browser enlarges; and the hand
 * that touches it. A moving hand is hot and melts the units under it; a hand that presses and stays is cold and holds them.
 * By keyboard the arrows move a spot, Enter melts it, H holds it.
 */
import { coloursOf } from "../pictures/brightness.js";

/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {{width: number, height: number, channels: number}} Size */
/** @typedef {{melt: (disc: string) => void, hold: (disc: string) => void}} Touch a disc is x,y,radius in pixels; −1 ends a hold */

const reach = 0.085; // radius of a hand, as a part of the side
const restMs = 450; // a hand that has not moved for so long is cold
const everyMs = 45; // between two discs of a hot hand
const moves = /** @type {Record<string, [number, number]>} */ ({
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
});

export class Picture {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    /** @type {Frame | null} what is drawn */
    this.frame = null;
    /** A spot for the keyboard, as parts of the sides. */
    this.spot = [0.5, 0.5];
    this.last = 0;
    this.holding = false;
    this.timer = 0;
  }

  /** @param {Frame} frame @param {Size} size */
  show(frame, { width, height, channels }) {
    if (this.frame === frame) return;
    this.frame = frame;
    const { canvas } = this;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const colours = coloursOf(frame.pixels.subarray(0, width * height * channels), channels);
    this.context.putImageData(new ImageData(new Uint8ClampedArray(colours.buffer), width, height), 0, 0);
    Object.assign(canvas.dataset, { step: frame.step, overlap: Math.max(...frame.overlap).toFixed(3) });
  }

  /** Lets hands act. @param {Touch} touch */
  listen(touch) {
    const { canvas } = this;
    canvas.addEventListener("pointerdown", (event) => this.press(event, touch));
    canvas.addEventListener("pointermove", (event) => this.move(event, touch));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => this.lift(touch));
    canvas.addEventListener("keydown", (event) => this.key(event, touch));
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

  /** @param {PointerEvent} event @param {Touch} touch */
  press(event, touch) {
    if (event.button !== 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.last = 0;
    this.wait(this.under(event), touch);
  }

  /** A hand that stays becomes cold. @param {number[]} place @param {Touch} touch */
  wait(place, touch) {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.grasp(place, touch), restMs);
  }

  /** @param {number[]} place @param {Touch} touch */
  grasp(place, touch) {
    this.holding = true;
    this.canvas.dataset.hand = "cold";
    touch.hold(this.disc(place));
  }

  /** @param {PointerEvent} event @param {Touch} touch */
  move(event, touch) {
    if (!this.canvas.hasPointerCapture(event.pointerId) || event.timeStamp - this.last < everyMs) return;
    this.last = event.timeStamp;
    const place = this.under(event);
    if (this.holding) return this.grasp(place, touch);
    this.wait(place, touch);
    this.canvas.dataset.hand = "hot";
    touch.melt(this.disc(place));
  }

  /** @param {Touch} touch */
  lift(touch) {
    clearTimeout(this.timer);
    delete this.canvas.dataset.hand;
    if (this.holding) touch.hold("-1");
    this.holding = false;
  }

  /** @param {KeyboardEvent} event @param {Touch} touch */
  key(event, touch) {
    const move = moves[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey || !(move || /^(Enter|h)$/i.test(event.key))) return;
    event.preventDefault();
    const inside = (/** @type {number} */ v) => Math.min(0.95, Math.max(0.05, v));
    if (move) this.spot = this.spot.map((v, i) => inside(v + 0.06 * move[i]));
    else if (event.key === "Enter") touch.melt(this.disc(this.spot));
    else if (this.holding) this.lift(touch);
    else this.grasp(this.spot, touch);
    const { style } = /** @type {HTMLElement} */ (this.canvas.parentElement);
    style.setProperty("--x", String(this.spot[0]));
    style.setProperty("--y", String(this.spot[1]));
  }
}
