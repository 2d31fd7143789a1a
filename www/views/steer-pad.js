/**
 * A pad with two axes of the latent code, in standard deviations: a drag with a pointer or a finger, or the arrow keys,
 * gives all samples these two numbers while they run. It is a map too: training images as faint points, and rings where
 * the samples' pictures are now.
 */

import { make, say } from "../dom.js";
import { fixed } from "../format.js";
import { moves } from "../keys.js";
import { colourOf } from "../pictures/brightness.js";
import { reach } from "../session/steering.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";

/** @typedef {import("../session/steering.js").Steering} Steering */
/** @typedef {import("../session/codes.js").Axis} Axis */
/** @typedef {import("../texts.js").PlainKey} PlainKey */

const [small, large] = [0.1, 0.5]; // moves by key, standard deviations
const [blue, ember] = ["#86bdf2", "#ff9257"]; // those of the dark theme, as the map is dark in both
const rgb = (/** @type {number} */ byte) => `rgb(${colourOf(byte).join(" ")})`;

/** What an axis is called. @param {string} axis @returns {string} */
export const axisName = (axis) =>
  /^\d+$/.test(axis)
    ? text("steer.number", { n: Number(axis) + 1 })
    : text(/** @type {PlainKey} */ (`steer.axis.${axis}`));

export class SteerPad {
  /** @param {Steering} steering */
  constructor(steering) {
    this.steering = steering;
    this.axes = ["slant", "ink"];
    this.canvas = make("canvas", {
      class: "steer-pad",
      tabindex: "0",
      role: "application",
      ...wording({ "aria-roledescription": "steer.pad", "aria-label": "steer.pad.keys" }),
    });
    this.told = make("p", { class: "hidden", role: "status" });
    /** @type {OffscreenCanvas | null} the map without what moves */
    this.map = null;
    this.mapped = "";
    this.drawn = "";
    this.canvas.addEventListener("pointerdown", (event) => {
      if (event.button > 0) return;
      if (event.isTrusted) this.canvas.setPointerCapture(event.pointerId);
      this.canvas.focus({ preventScroll: true });
      this.press(event);
    });
    this.canvas.addEventListener("pointermove", (event) => event.buttons > 0 && this.press(event));
    this.canvas.addEventListener("keydown", (event) => this.key(event));
  }

  /** @param {PointerEvent} event */
  press({ clientX, clientY }) {
    const box = this.canvas.getBoundingClientRect();
    const [x, y] = [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
    this.want(reach * (2 * x - 1), reach * (1 - 2 * y));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const move = moves[event.key];
    if (!move && event.key !== "Home") return;
    event.preventDefault();
    event.stopPropagation();
    const [x, y] = move ? this.at : [0, 0];
    const step = event.shiftKey ? large : small;
    this.want(x + (move?.[0] ?? 0) * step, y - (move?.[1] ?? 0) * step);
  }

  /** Where the hand is, or the middle of the samples while it has not been there. */
  get at() {
    const marks = this.marks();
    const mean = (/** @type {number} */ k) => marks.reduce((sum, mark) => sum + mark[k], 0) / Math.max(1, marks.length);
    return this.axes.map((axis, k) => this.steering.value(axis) ?? mean(k));
  }

  /** @param {number} x @param {number} y */
  want(x, y) {
    if (!this.steering.look()) return;
    this.steering.want({ [this.axes[0]]: x, [this.axes[1]]: y });
    this.tell();
    this.render();
  }

  tell() {
    const [x, y] = this.at.map((value) => fixed(value, 1));
    const [across, up] = this.axes.map(axisName);
    say(this.told, text("steer.at", { across, x, up, y }));
  }

  /** @returns {[Axis, Axis] | null} */
  get pair() {
    const codes = this.steering.look();
    return codes && [codes.axis(this.axes[0]), codes.axis(this.axes[1])];
  }

  /** Where the samples' pictures are. @returns {number[][]} */
  marks() {
    const { steering, pair } = this;
    const codes = steering.codes;
    const frame = steering.session.player.frame;
    if (!pair || !codes || !frame || frame.pixels.length !== frame.heat.length * codes.mean.length) return [];
    return Array.from(frame.heat, (_, sample) => {
      const picture = codes.scaled(steering.pixels(sample));
      return pair.map((axis) => codes.place(axis, picture));
    });
  }

  /** Draws what has changed. */
  render() {
    const { canvas, pair, steering } = this;
    const ratio = globalThis.devicePixelRatio || 1;
    const side = Math.round(canvas.clientWidth * ratio);
    const frame = steering.session.player.frame;
    const values = this.axes.map((axis) => steering.value(axis));
    const state = [frame?.step, frame?.fingerprint, side, values, this.background(side, ratio)].join();
    if (!pair || side === 0 || state === this.drawn) return;
    this.drawn = state;
    if (canvas.width !== side || canvas.height !== side) Object.assign(canvas, { width: side, height: side });
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    if (this.map) context.drawImage(this.map, 0, 0);
    context.lineWidth = 1.5 * ratio;
    context.strokeStyle = blue;
    const marks = this.marks();
    for (const [x, y] of marks) ring(context, side, x, y, 4 * ratio);
    const [x, y] = values;
    if (x !== null && y !== null) {
      context.strokeStyle = ember;
      context.lineWidth = 3 * ratio;
      ring(context, side, x, y, 10 * ratio);
    }
    const middle = [0, 1].map((k) => marks.reduce((sum, mark) => sum + mark[k], 0) / Math.max(1, marks.length));
    Object.assign(canvas.dataset, { marks: marks.length, x: x ?? "", y: y ?? "" });
    Object.assign(canvas.dataset, { meanX: middle[0].toFixed(2), meanY: middle[1].toFixed(2) });
  }

  /** The map behind what moves, drawn again where it is another one. @param {number} side @param {number} ratio @returns {string} which one it is */
  background(side, ratio) {
    const { codes, asked } = this.steering;
    const pair = this.pair;
    const wanted = [side, asked, ...this.axes, codes?.count].join();
    if (!codes || !pair || side === 0 || this.mapped === wanted) return wanted;
    this.mapped = wanted;
    this.map = new OffscreenCanvas(side, side);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (this.map.getContext("2d"));
    context.fillStyle = rgb(0);
    context.fillRect(0, 0, side, side);
    context.fillStyle = rgb(60);
    for (let k = -reach + 1; k < reach; k++) {
      const [at, thick] = [Math.round(toPlace(side, k)), Math.max(1, Math.round(ratio * (k === 0 ? 2 : 1)))];
      context.fillRect(at, 0, thick, side);
      context.fillRect(0, side - at, side, thick);
    }
    const [xs, ys] = pair.map((axis) => codes.places(axis));
    const size = Math.max(2, Math.round(2 * ratio));
    context.fillStyle = rgb(150);
    codes.classes.forEach((label, image) => {
      if (asked !== null && label !== asked) return;
      context.fillRect(toPlace(side, xs[image]) - size / 2, side - toPlace(side, ys[image]) - size / 2, size, size);
    });
    return wanted;
  }
}

/** @param {number} side @param {number} value standard deviations */
const toPlace = (side, value) => (side * (value + reach)) / (2 * reach);

/** @param {CanvasRenderingContext2D} context @param {number} side @param {number} x @param {number} y @param {number} radius */
function ring(context, side, x, y, radius) {
  const inside = (/** @type {number} */ v) => Math.max(0, Math.min(side, v));
  context.beginPath();
  context.arc(inside(toPlace(side, x)), inside(side - toPlace(side, y)), radius, 0, 2 * Math.PI);
  context.stroke();
}
