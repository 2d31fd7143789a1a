/** The living picture: a frame's pixels on the canvas, one canvas pixel for each, which the browser enlarges. */
import { coloursOf } from "../pictures/brightness.js";

/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {{width: number, height: number, channels: number}} Size */

export class Picture {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    /** @type {Frame | null} what is drawn */
    this.frame = null;
  }

  /** @param {Frame} frame @param {Size} size */
  show(frame, { width, height, channels }) {
    if (this.frame === frame) return;
    this.frame = frame;
    const { canvas } = this;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const colours = coloursOf(frame.pixels.subarray(0, width * height * channels), channels);
    this.context.putImageData(new ImageData(new Uint8ClampedArray(colours.buffer), width, height), 0, 0);
    const { step, fingerprint } = frame;
    Object.assign(canvas.dataset, { step, fingerprint, overlap: Math.max(...frame.overlap).toFixed(3) });
  }
}
