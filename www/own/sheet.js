/**
 * The patterns being drawn: up to a dozen squares of four grey levels, and the way back.
 *
 * Blank patterns are kept while drawing and left out of what is learned. No DOM.
 */
import { levels, mostPatterns, pack, unpack } from "./drawing.js";

const mostSteps = 60; // that can be undone

export class Sheet {
  constructor() {
    this.size = 14;
    /** @type {Uint8Array[]} levels 0…3, row by row */
    this.patterns = [new Uint8Array(196)];
    this.selected = 0;
    /** @type {{size: number, patterns: Uint8Array[], selected: number}[]} */
    this.past = [];
  }

  /** Takes over patterns from a link or a scene. @param {string} drawing @param {number} size */
  load(drawing, size) {
    const patterns = unpack(drawing, size);
    if (patterns.length > 0) Object.assign(this, { size, patterns, selected: 0, past: [] });
  }

  /** The patterns that are not blank, as text; empty where all are. */
  get drawing() {
    return pack(this.patterns.filter((pattern) => pattern.some(Boolean)));
  }

  get pattern() {
    return this.patterns[this.selected];
  }

  get most() {
    return mostPatterns(this.size);
  }

  /** Remembers how things are, before they change. */
  mark() {
    const patterns = this.patterns.map((pattern) => pattern.slice());
    this.past = [...this.past.slice(1 - mostSteps), { size: this.size, patterns, selected: this.selected }];
  }

  undo() {
    const before = this.past.pop();
    if (before) Object.assign(this, before);
  }

  /** @param {number} x @param {number} y @param {number} level */
  paint(x, y, level) {
    if (x >= 0 && y >= 0 && x < this.size && y < this.size) this.pattern[y * this.size + x] = level;
  }

  /** A stroke from one cell to another. @param {[number, number]} from @param {[number, number]} to @param {number} level */
  stroke([x0, y0], [x1, y1], level) {
    const steps = Math.max(1, Math.abs(x1 - x0), Math.abs(y1 - y0));
    for (let k = 0; k <= steps; k++) {
      this.paint(Math.round(x0 + ((x1 - x0) * k) / steps), Math.round(y0 + ((y1 - y0) * k) / steps), level);
    }
  }

  clear() {
    this.mark();
    this.pattern.fill(0);
  }

  invert() {
    this.mark();
    this.patterns[this.selected] = this.pattern.map((level) => levels - 1 - level);
  }

  /**
   * Adds patterns; blank ones make room first. @param {Uint8Array[]} added
   * @param {boolean} [instead] whether they take the place of all that is there @returns {number} how many found room
   */
  add(added, instead = false) {
    this.mark();
    const kept = instead ? [] : this.patterns.filter((pattern) => pattern.some(Boolean));
    const fitting = added.slice(0, this.most - kept.length);
    if (fitting.length > 0) this.patterns = [...kept, ...fitting];
    else this.past.pop();
    this.selected = fitting.length > 0 ? kept.length : this.selected;
    return fitting.length;
  }

  /** A blank pattern to draw upon. @returns {boolean} whether there was room */
  addBlank() {
    if (this.patterns.length >= this.most) return false;
    this.mark();
    this.patterns = [...this.patterns, new Uint8Array(this.size * this.size)];
    this.selected = this.patterns.length - 1;
    return true;
  }

  remove() {
    this.mark();
    this.patterns = this.patterns.filter((_, i) => i !== this.selected);
    if (this.patterns.length === 0) this.patterns = [new Uint8Array(this.size * this.size)];
    this.selected = Math.min(this.selected, this.patterns.length - 1);
  }

  /** Gives the patterns another side, nearest pixel. @param {number} size @returns {boolean} whether they all still fit */
  resizeTo(size) {
    if (this.patterns.length > mostPatterns(size)) return false;
    this.mark();
    const from = this.size;
    const at = (/** @type {number} */ i) => Math.floor(((i + 0.5) * from) / size);
    this.patterns = this.patterns.map((pattern) =>
      Uint8Array.from({ length: size * size }, (_, i) => pattern[at(Math.floor(i / size)) * from + at(i % size)]),
    );
    this.size = size;
    return true;
  }
}
