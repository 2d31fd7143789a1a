/**
 * The one chart of the page, its inspector, the figures and the lesson: lines, bars and points between labelled axes,
 * in SVG. The line of 0 is always drawn, and what is below 0 is drawn below it. The style sheet alone decides colours.
 * It is our own because the first view has two charts and cannot afford a library (uPlot is 22 kB compressed); curves
 * of many values are thinned to `most` points, which keeps their spikes.
 */

import { svg } from "../dom.js";
import { fixed, spoken } from "../format.js";
import { lineMarks } from "./lines.js";
import { axis, decimate, path, rangeOf, sameZero } from "./scale.js";

/** @typedef {import("./lines.js").Line} Line */
/** @typedef {import("./scale.js").Range} Range */
/** @typedef {{value: number, label: string}} Level a horizontal line */
/** @typedef {{at: number, label?: string, half?: number, kind?: string}} Mark a vertical line, with the half width of its band */
/**
 * @typedef {object} Content
 * @property {Line[]} [lines]
 * @property {import("./things.js").Thing[]} [things]
 * @property {Level[]} [levels]
 * @property {Mark[]} [marks]
 * @property {{x?: string, y?: string}} [names] of the axes
 * @property {{x?: Range, y?: Range, right?: Range}} [ranges] where the values alone do not give them
 * @property {boolean} [bare] whether its y axis says nothing
 * @property {number} [head] room for pictures above the plot, px
 * @property {boolean} [zero] whether 0 is within the y axis; so unless it is said
 */

const most = 400;

export class Plot {
  /** @param {{height?: number, log?: boolean, logX?: boolean, left?: number, right?: number}} [options] log: of the y axis, to both sides of 0; logX: of the x axis; left, right: room for words of the axes in pixels */
  constructor({ height = 190, log = false, logX = false, left = 46, right = 14 } = {}) {
    this.height = height;
    this.log = log;
    this.logX = logX;
    this.room = { left, right };
    this.width = 0;
    /** @type {Content} */
    this.content = {};
    this.root = svg("svg", { class: "plot", height });
    this.axes = svg("g", { class: "axis" });
    this.marks = svg("g", {});
    this.cursor = svg("path", { class: "head-line" });
    this.root.append(this.axes, this.marks, this.cursor);
    this.x = axis([0, 1], 0, 1);
    this.y = this.x;
    this.framed = "";
    new ResizeObserver(([{ contentRect }]) => this.resize(contentRect.width)).observe(this.root);
  }

  /** @param {number} width */
  resize(width) {
    if (width < 1 || width === this.width) return;
    this.width = width;
    this.draw();
  }

  /** Draws a line at a place, or takes it away. @param {number | null} x */
  point(x) {
    const [top, bottom] = this.ends;
    this.cursor.setAttribute("d", x === null ? "" : `M${this.x.at(x).toFixed(1)} ${top}V${bottom}`);
  }

  /** @param {Content} content @param {string} words the same for those who do not see it */
  show(content, words) {
    this.content = content;
    if (words) {
      this.root.setAttribute("role", "img");
      this.root.setAttribute("aria-label", words);
    } else this.root.setAttribute("aria-hidden", "true");
    this.width ||= this.root.clientWidth || this.root.getBoundingClientRect().width;
    this.draw();
  }

  /** Where the plot begins and ends from above. */
  get ends() {
    const { names = {}, marks = [], head = 0 } = this.content;
    const words = head + (names.y || marks.some(({ label }) => label) ? 24 : 8);
    return [marks.length > 1 && marks[1].label ? words + 12 : words, this.height - (names.x ? 36 : 20)];
  }

  draw() {
    const { width, content } = this;
    if (width < 1) return;
    const { lines = [], things = [] } = content;
    const right = this.frame();
    const thinned = lines.map((line) => {
      if (line.x.length <= most) return line;
      const kept = decimate(line.y, most);
      const only = (/** @type {ArrayLike<number>} */ values) => kept.map((k) => values[k]);
      return { ...line, x: only(line.x), y: only(line.y), ...(line.error && { error: only(line.error) }) };
    });
    this.marks.replaceChildren(
      ...things.flatMap((one) => one.draw(this.x.at, this.y.at, this.ends[0])),
      ...thinned.flatMap((line, i) => lineMarks(line, i, this.x.at, line.right ? right : this.y.at)),
      ...this.guides(),
    );
  }

  /** The ranges of the axes. @returns {{x: Range, y: Range, right: Range}} */
  ranges() {
    const { lines = [], things = [], levels = [], marks = [], ranges = {}, zero = true } = this.content;
    const values = (/** @type {boolean} */ right) =>
      lines
        .filter((line) => Boolean(line.right) === right)
        .flatMap(({ y, error }) => Array.from(y, (v, k) => [v - (error?.[k] || 0), v + (error?.[k] || 0)]).flat());
    const ends = lines.flatMap(({ x }) => [x[0], x[x.length - 1]]).filter((v) => v !== undefined);
    const xs = [...(things.length ? marks.map(({ at }) => at) : ends), ...things.flatMap((one) => one.xs)];
    const x = ranges.x ?? /** @type {Range} */ (xs.length ? [Math.min(...xs), Math.max(...xs)] : [0, 1]);
    const ys = [...values(false), ...things.flatMap((one) => one.ys), ...levels.map(({ value }) => value)];
    const y = ranges.y ?? rangeOf(ys, zero);
    if (!lines.some((line) => line.right)) return { x, y, right: y };
    const both = sameZero(y, ranges.right ?? rangeOf(values(true), true));
    return { x, y: both[0], right: both[1] };
  }

  /** Draws the axes, where they have changed. @returns {import("./scale.js").Scale} that of the right axis */
  frame() {
    const { width, height, room, content } = this;
    const { lines = [], names = {}, bare = false } = content;
    const ranges = this.ranges();
    const [top, bottom] = this.ends;
    const [left, end] = [room.left, width - room.right];
    this.x = axis(ranges.x, left, end, this.logX);
    this.y = axis(ranges.y, bottom, top, this.log);
    const other = axis(ranges.right, bottom, top);
    const framed = JSON.stringify([ranges, names, width, top, spoken(0.5)]);
    if (framed === this.framed) return other.at;
    this.framed = framed;
    const word = (
      /** @type {number} */ x,
      /** @type {number} */ y,
      /** @type {string} */ anchor,
      /** @type {string} */ words,
      ink = "",
    ) => svg("text", { x, y, "text-anchor": anchor, class: ink }, words);
    const grid = (bare ? [] : this.y.values).map((v) => `M${left} ${this.y.at(v).toFixed(1)}H${end}`);
    this.axes.replaceChildren(
      svg("path", { class: "grid", d: grid.join("") }),
      ...(ranges.y[0] <= 0 && ranges.y[1] >= 0
        ? [
            svg("path", {
              class: "zero-line",
              d: path([
                [left, this.y.at(0)],
                [end, this.y.at(0)],
              ]),
            }),
          ]
        : []),
      ...(bare ? [] : this.y.values).map((v) =>
        word(left - 6, this.y.at(v) + 4, "end", fixed(v, this.y.digits), "left"),
      ),
      ...this.x.values.map((v) => word(this.x.at(v), bottom + 16, "middle", fixed(v, this.x.digits))),
      ...(lines.some((line) => line.right) ? other.values : []).map((v) =>
        word(end + 6, other.at(v) + 4, "start", fixed(v, other.digits), "right"),
      ),
      ...(names.x ? [word((left + end) / 2, height - 3, "middle", names.x)] : []),
      ...(names.y ? [word(0, 11, "start", names.y)] : []),
    );
    return other.at;
  }

  /** Lines across at values, and down at places, with their words. */
  guides() {
    const { width, room, content } = this;
    const { levels = [], marks = [] } = content;
    const [top, bottom] = this.ends;
    const [left, end] = [room.left, width - room.right];
    const across = levels.map(({ value }) =>
      svg("path", { class: "level-line", d: `M${left} ${this.y.at(value).toFixed(1)}H${end}` }),
    );
    const down = marks.flatMap(({ at, label = "", half = 0, kind = "mark-line" }, i) => {
      const [x, high] = [this.x.at(at), top - (i ? 14 : 2)];
      const anchor = x > width * 0.8 ? "end" : x < width * 0.25 ? "start" : "middle";
      const wide = half ? Math.max(1, this.x.at(at + half) - this.x.at(at - half)) : 0;
      return [
        ...(wide
          ? [svg("rect", { class: "error-band", x: x - wide / 2, y: top, width: wide, height: bottom - top })]
          : []),
        svg("path", { class: kind, d: `M${x.toFixed(1)} ${high}V${bottom}` }),
        ...(label ? [svg("text", { x, y: high - 4, "text-anchor": anchor, class: "strong" }, label)] : []),
      ];
    });
    return [...across, ...down];
  }
}
