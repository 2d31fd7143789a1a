/**
 * The stage: a grid of samples at one moment, or ten moments of each (stills).
 *
 * The geometry is left on the canvas as data attributes in device pixels, so that a test (or a
 * reader's script) can find a unit's pixel again.
 */
import { quality } from "../session/quality.js";
import { Plates, resize } from "./plate.js";

/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {{columns: number, rows: number, scale: number, gap: number, bar: number}} Grid */

const moments = 10;
const margin = 10; // px around the pictures
const blue = "#86bdf2";
const gone = "#33507a"; // a unit that is switched off

export class SamplesView {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.plates = new Plates();
    /** @type {unknown[]} what was drawn last */
    this.drawn = [];
    const stage = /** @type {HTMLElement} */ (canvas.parentElement);
    this.room = stage.clientWidth;
    new ResizeObserver(() => {
      this.room = stage.clientWidth;
      this.drawn = [];
      this.onresize?.();
    }).observe(stage);
    /** @type {(() => void) | null} */
    this.onresize = null;
  }

  /**
   * @param {Frame} frame @param {number} width @param {number} height units of one picture
   * @param {boolean} [hidden] whether the hidden units stand beside each sample, in a block of its height
   * @param {number[]} [off] hidden units that are switched off
   */
  showGrid(frame, width, height, hidden = false, off = []) {
    const samples = frame.heat.length;
    const units = frame.hidden.length / samples;
    const beside = hidden ? Math.ceil(units / height) : 0;
    if (this.same(["grid", frame, width, height, beside, String(off)])) return;
    const wide = width + (beside && beside + 1);
    const columns = beside ? widest(samples, wide / height) : Math.ceil(Math.sqrt(samples));
    const grid = this.layout(columns, samples, wide, height);
    const { strongest } = quality(frame);
    this.plates.load(frame.pixels, width, height);
    for (let s = 0; s < samples; s++) {
      const [x, y] = place(grid, s, wide, height);
      this.plates.draw(this.context, s, x, y, grid.scale);
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
    this.plates.load(padded, columns, height);
    const { scale } = grid;
    const [rows, last] = [Math.floor(units / columns), units % columns];
    heat.forEach((_, s) => {
      const [left, top] = place(grid, s, width + 1 + columns, height);
      const x = left + (width + 1) * scale;
      this.plates.draw(this.context, s, x, top, scale);
      this.context.clearRect(x + last * scale, top + rows * scale, (columns - last) * scale, scale);
      this.context.clearRect(x, top + (rows + 1) * scale, columns * scale, (height - rows - 1) * scale);
      this.context.fillStyle = gone;
      for (const unit of off) {
        this.context.fillRect(x + (unit % columns) * scale, top + Math.floor(unit / columns) * scale, scale, scale);
      }
    });
  }

  /** Rows are samples, columns ten moments from first to last. @param {Frame[]} frames @param {number} width @param {number} height */
  showStills(frames, width, height) {
    this.canvas.dataset.hidden = "0";
    if (this.same(["stills", frames.length, frames[0], frames.at(-1), width, height])) return;
    const picked = Array.from(
      { length: moments },
      (_, i) => frames[Math.round((i * (frames.length - 1)) / (moments - 1))],
    );
    const rows = Math.min(picked[0].heat.length, moments);
    const grid = this.layout(moments, moments * rows, width, height);
    picked.forEach((frame, column) => {
      this.plates.load(frame.pixels, width, height);
      const { strongest } = quality(frame);
      for (let s = 0; s < rows; s++) {
        const [x, y] = place(grid, s * moments + column, width, height);
        this.plates.draw(this.context, s, x, y, grid.scale);
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

  /**
   * Sizes the canvas to whole device pixels per unit and clears it.
   * @param {number} columns @param {number} count @param {number} width @param {number} height
   * @returns {Grid}
   */
  layout(columns, count, width, height) {
    const ratio = globalThis.devicePixelRatio || 1;
    const room = Math.floor((this.room - 2 * margin) * ratio);
    const rows = Math.ceil(count / columns);
    const bar = Math.max(2, Math.round((columns > 5 ? 2 : 3) * ratio));
    const least = Math.round((columns > 5 ? 2 : 4) * ratio);
    const across = (room - least * (columns - 1)) / (columns * width);
    const down = (room - (2 * bar + least) * rows + least) / (rows * height);
    const scale = Math.max(1, Math.floor(Math.min(across, down)));
    const spare = Math.min(
      (room - columns * width * scale) / Math.max(1, columns - 1),
      (room - rows * (height * scale + 2 * bar)) / Math.max(1, rows - 1),
    );
    const gap = Math.max(least, Math.min(Math.floor(spare), Math.floor(width * scale * 0.25)));
    resize(this.canvas, columns * width * scale + gap * (columns - 1), rows * (height * scale + 2 * bar + gap) - gap);
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    Object.assign(this.canvas.dataset, { columns, rows, scale, gap, bar, width, height });
    return { columns, rows, scale, gap, bar };
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

/** Columns of a grid that fills a square best. @param {number} count @param {number} aspect width of a tile over its height */
function widest(count, aspect) {
  const side = (/** @type {number} */ columns) => Math.max(columns * aspect, Math.ceil(count / columns));
  const all = Array.from({ length: count }, (_, i) => i + 1);
  return all.reduce((best, columns) => (side(columns) < side(best) ? columns : best), 1);
}

/** Corner of a tile. @param {Grid} grid @param {number} index @param {number} width @param {number} height @returns {[number, number]} */
function place({ columns, scale, gap, bar }, index, width, height) {
  const [column, row] = [index % columns, Math.floor(index / columns)];
  return [column * (width * scale + gap), row * (height * scale + 2 * bar + gap)];
}
