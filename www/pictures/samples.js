/**
 * The stage: a grid of samples at one moment, or ten moments of each (stills).
 *
 * The geometry is left on the canvas as data attributes in device pixels, so that a test (or a
 * reader's script) can find a unit's pixel again.
 */
import { quality } from "../quality.js";
import { gridOf, place } from "./grid.js";
import { edgesOf } from "./held.js";
import { resize, Tiles } from "./tiles.js";

/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {import("./grid.js").Grid} Grid */
/** @typedef {{width: number, height: number, channels?: number}} Size units of one picture */
/** @typedef {{hidden?: boolean, off?: number[], held?: number[]}} Shown hidden: the hidden units stand beside each sample, in a block of its height; off: those of them that are switched off; held: visible units held from outside */

const moments = 10;
const margin = 10; // px around the pictures
const blue = "#86bdf2";
export const gone = "#33507a"; // a unit that is switched off

export class SamplesView {
  /** @param {HTMLCanvasElement} canvas @param {HTMLElement} [stage] the element whose width the pictures fill */
  constructor(canvas, stage = /** @type {HTMLElement} */ (canvas.parentElement)) {
    this.canvas = canvas;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.tiles = new Tiles();
    /** @type {unknown[]} what was drawn last */
    this.drawn = [];
    this.room = stage.clientWidth;
    new ResizeObserver(() => {
      this.room = stage.clientWidth;
      this.drawn = [];
      this.onresize?.();
    }).observe(stage);
    /** @type {(() => void) | null} */
    this.onresize = null;
  }

  /** @param {Frame} frame @param {Size} size @param {Shown} [shown] */
  showGrid(frame, { width, height, channels = 1 }, { hidden = false, off = [], held = [] } = {}) {
    const samples = frame.heat.length;
    const units = frame.hidden.length / samples;
    const beside = hidden ? Math.ceil(units / height) : 0;
    if (this.same(["grid", frame, width, height, beside, String(off), String(held)])) return;
    const wide = width + (beside && beside + 1);
    const grid = this.layout(samples, wide, height, channels > 1);
    const { strongest } = quality(frame);
    this.tiles.load(frame.pixels, width, height, channels);
    const edges = edgesOf(held, width, height);
    for (let s = 0; s < samples; s++) {
      const [x, y] = place(grid, s, wide, height);
      this.tiles.draw(this.context, s, x, y, grid.scale);
      this.outline(edges, x, y, grid.scale);
      this.bar(strongest[s], x, y + height * grid.scale, width * grid.scale, grid.bar);
    }
    this.canvas.dataset.hidden = String(beside);
    if (beside) this.showHidden(frame, units, beside, [width, height], grid, off);
  }

  /** @param {Frame} frame @param {number} units hidden ones @param {number} columns of the block @param {number[]} size of a picture @param {Grid} grid @param {number[]} off */
  showHidden({ hidden, heat }, units, columns, [width, height], grid, off) {
    const block = columns * height;
    const padded = new Uint8Array(block * heat.length);
    heat.forEach((_, s) => {
      padded.set(hidden.subarray(s * units, (s + 1) * units), s * block);
    });
    this.tiles.load(padded, columns, height);
    const { scale } = grid;
    const [rows, last] = [Math.floor(units / columns), units % columns];
    heat.forEach((_, s) => {
      const [left, top] = place(grid, s, width + 1 + columns, height);
      const x = left + (width + 1) * scale;
      this.tiles.draw(this.context, s, x, top, scale);
      this.context.clearRect(x + last * scale, top + rows * scale, (columns - last) * scale, scale);
      this.context.clearRect(x, top + (rows + 1) * scale, columns * scale, (height - rows - 1) * scale);
      this.context.fillStyle = gone;
      for (const unit of off) {
        this.context.fillRect(x + (unit % columns) * scale, top + Math.floor(unit / columns) * scale, scale, scale);
      }
    });
  }

  /** Marks held units by a line. @param {ReturnType<typeof edgesOf>} edges @param {number} left @param {number} top @param {number} scale */
  outline(edges, left, top, scale) {
    if (scale < 4) return; // no room but in the middle of units
    const thin = Math.max(1, Math.floor(scale / 8));
    this.context.fillStyle = blue;
    for (const [column, row, side] of edges) {
      const [x, y] = [left + column * scale, top + row * scale];
      if (side === "left" || side === "right")
        this.context.fillRect(side === "left" ? x : x + scale - thin, y, thin, scale);
      else this.context.fillRect(x, side === "top" ? y : y + scale - thin, scale, thin);
    }
  }

  /** Rows are samples, columns ten moments from first to last. @param {Frame[]} frames @param {Size} size */
  showStills(frames, { width, height, channels = 1 }) {
    this.canvas.dataset.hidden = "0";
    if (this.same(["stills", frames.length, frames[0], frames.at(-1), width, height])) return;
    const picked = Array.from(
      { length: moments },
      (_, i) => frames[Math.round((i * (frames.length - 1)) / (moments - 1))],
    );
    const rows = Math.min(picked[0].heat.length, moments);
    const grid = this.layout(moments * rows, width, height, channels > 1, moments);
    picked.forEach((frame, column) => {
      this.tiles.load(frame.pixels, width, height, channels);
      const { strongest } = quality(frame);
      for (let s = 0; s < rows; s++) {
        const [x, y] = place(grid, s * moments + column, width, height);
        this.tiles.draw(this.context, s, x, y, grid.scale);
        this.bar(strongest[s], x, y + height * grid.scale, width * grid.scale, grid.bar);
      }
    });
  }

  /** The hidden unit at a point of the page, where it is shown. @param {number} clientX @param {number} clientY @returns {number | null} */
  unitAt(clientX, clientY) {
    const [columns, scale, gap, bar, wide, height, beside] = [
      "columns",
      "scale",
      "gap",
      "bar",
      "width",
      "height",
      "hidden",
    ].map((key) => Number(this.canvas.dataset[key]));
    if (!beside) return null;
    const box = this.canvas.getBoundingClientRect();
    const ratio = this.canvas.width / box.width;
    const [x, y] = [(clientX - box.left) * ratio, (clientY - box.top) * ratio];
    const [across, down] = [wide * scale + gap, height * scale + 2 * bar + gap];
    const column = Math.floor((x % across) / scale) - (wide - beside);
    const row = Math.floor((y % down) / scale);
    const inside = column >= 0 && column < beside && row < height && Math.floor(x / across) < columns;
    return inside ? row * beside + column : null;
  }

  /** @param {unknown[]} state */
  same(state) {
    const unchanged = state.length === this.drawn.length && state.every((v, i) => v === this.drawn[i]);
    this.drawn = state;
    return unchanged;
  }

  /** Gives the canvas its size and clears it. @param {number} count @param {number} width @param {number} height @param {boolean} fine @param {number} [given] columns @returns {Grid} */
  layout(count, width, height, fine, given) {
    const ratio = globalThis.devicePixelRatio || 1;
    const room = Math.floor((this.room - 2 * margin) * ratio);
    const grid = gridOf({ count, width, height, room, ratio, fine }, given);
    const { columns, rows, scale, gap, bar } = grid;
    const tall = Math.ceil(rows * (height * scale + 2 * bar + gap)) - gap;
    resize(this.canvas, Math.round(columns * width * scale) + gap * (columns - 1), tall);
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    Object.assign(this.canvas.dataset, { columns, rows, scale, gap, bar, width, height });
    return grid;
  }

  /** A sample's strongest overlap: filled when positive, hollow when inverted. @param {number} value @param {number} x @param {number} y @param {number} length @param {number} thick */
  bar(value, x, y, length, thick) {
    const { context } = this;
    const long = Math.round(Math.abs(value) * length);
    context.fillStyle = blue;
    context.fillRect(x, y + thick, long, thick);
    const line = Math.max(1, Math.floor(thick / 3));
    if (value < 0) context.clearRect(x + line, y + thick + line, long - 2 * line, thick - 2 * line);
  }
}
