/**
 * The stage: a grid of samples at one moment, some moments of each (stills), or the images that are learned.
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

const moments = { least: 4, most: 10, side: 76 }; // of each sample, each about so many px wide
const margin = 10; // px around the pictures
const blue = "#86bdf2";
export const gone = "#33507a"; // a unit that is switched off

export class SamplesView {
  /** @param {HTMLCanvasElement} canvas @param {HTMLElement} [stage] the element that the pictures fill @param {boolean} [square] whether they make its height, so that it is not asked for it */
  constructor(canvas, stage = /** @type {HTMLElement} */ (canvas.parentElement), square = false) {
    this.canvas = canvas;
    this.square = square;
    this.room = { across: 0, down: 0 };
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.tiles = new Tiles();
    /** @type {unknown[]} what was drawn last */
    this.drawn = [];
    this.stage = stage;
    this.measure();
    new ResizeObserver(() => {
      this.measure();
      this.drawn = [];
      this.onresize?.();
    }).observe(stage);
    /** @type {(() => void) | null} */
    this.onresize = null;
  }

  /** Notes the room for pictures, in px, so that no drawing waits for a layout of the page. */
  measure() {
    const { clientWidth, clientHeight } = this.stage;
    this.room = { across: clientWidth - 2 * margin, down: (this.square ? clientWidth : clientHeight) - 2 * margin };
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
      const [x, y, right, below] = [column, row, column + 1, row + 1].map((v) => Math.round(v * scale));
      const [wide, high] = [right - x, below - y];
      if (side === "left" || side === "right")
        this.context.fillRect(left + (side === "left" ? x : right - thin), top + y, thin, high);
      else this.context.fillRect(left + x, top + (side === "top" ? y : below - thin), wide, thin);
    }
  }

  /** The images that are learned, until there are samples. @param {Size & {pixels: Uint8Array}} images */
  showImages({ pixels, width, height, channels = 1 }) {
    this.canvas.dataset.hidden = "0";
    if (this.same(["images", pixels])) return;
    const count = pixels.length / (width * height * channels);
    const grid = this.layout(count, width, height, channels > 1);
    this.tiles.load(pixels, width, height, channels);
    for (let k = 0; k < count; k++) {
      const [x, y] = place(grid, k, width, height);
      this.tiles.draw(this.context, k, x, y, grid.scale);
    }
  }

  /** Nothing, as nothing of what is to be shown is there yet. */
  clear() {
    if (this.same(["nothing"])) return;
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  /** Rows are all samples, columns moments from first to last, as many as are large enough; the stage scrolls. @param {Frame[]} frames @param {Size} size */
  showStills(frames, { width, height, channels = 1 }) {
    this.canvas.dataset.hidden = "0";
    if (this.same(["stills", frames.length, frames[0], frames.at(-1), width, height])) return;
    const fitting = Math.floor(this.room.across / moments.side);
    const columns = Math.min(moments.most, Math.max(moments.least, fitting));
    const rows = frames[0].heat.length;
    const grid = this.layout(columns * rows, width, height, channels > 1, columns);
    for (let column = 0; column < columns; column++) {
      const frame = frames[Math.round((column * (frames.length - 1)) / (columns - 1))];
      this.tiles.load(frame.pixels, width, height, channels);
      const { strongest } = quality(frame);
      for (let s = 0; s < rows; s++) {
        const [x, y] = place(grid, s * columns + column, width, height);
        this.tiles.draw(this.context, s, x, y, grid.scale);
        this.bar(strongest[s], x, y + height * grid.scale, width * grid.scale, grid.bar);
      }
    }
  }

  /**
   * Where a point of the page lies in its sample's picture, in pixels, or in the hidden units beside it.
   * @param {number} clientX @param {number} clientY @returns {{x: number, y: number, hidden: number | null} | null}
   */
  at(clientX, clientY) {
    const keys = ["columns", "scale", "gap", "bar", "width", "height", "hidden"];
    const [columns, scale, gap, bar, wide, height, beside] = keys.map((key) => Number(this.canvas.dataset[key]));
    const box = this.canvas.getBoundingClientRect();
    const ratio = this.canvas.width / box.width;
    const [left, top] = [(clientX - box.left) * ratio, (clientY - box.top) * ratio];
    const [across, down] = [wide * scale + gap, height * scale + 2 * bar + gap];
    const [x, y] = [(left % across) / scale, (top % down) / scale];
    if (left < 0 || top < 0 || y >= height || x >= wide || Math.floor(left / across) >= columns) return null;
    const width = beside ? wide - beside - 1 : wide;
    const column = Math.floor(x) - (wide - beside);
    if (beside && column >= 0) return { x, y, hidden: Math.floor(y) * beside + column };
    return x < width ? { x, y, hidden: null } : null;
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
    const room = Math.floor(this.room.across * ratio);
    const tall = given ? Number.POSITIVE_INFINITY : Math.floor(this.room.down * ratio);
    this.stage.classList.toggle("tall", given !== undefined);
    const grid = gridOf({ count, width, height, room, tall, ratio, fine }, given);
    const { columns, rows, scale, gap, bar } = grid;
    const deep = Math.ceil(rows * (height * scale + 2 * bar + gap)) - gap;
    resize(this.canvas, Math.round(columns * width * scale) + gap * (columns - 1), deep);
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
