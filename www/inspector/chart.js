/**
 * A line chart: uPlot draws it; around it a title, a key, what stands under the pointer, the data as
 * a table, and a sentence that says the same. Colours are those of the key's swatches, so that the
 * style sheet alone decides them, in every theme.
 */
import uPlot from "../built/uplot.js";
import { fixed } from "../format.js";
import { decimals } from "../statistics.js";
import { language, say as named, text } from "../texts.js";
import { make, say } from "../views/dom.js";
import { wording } from "../views/wording.js";
import { DataTable } from "./table.js";

/**
 * @typedef {object} Line
 * @property {string} label
 * @property {string} ink class of its swatch: heat, overlap, energy, plain, past-1 …
 * @property {number[]} x ascending
 * @property {number[]} y
 * @property {number[]} [error] half width of its band
 * @property {boolean} [dots] shown at each value
 */
/** @typedef {import("../texts.js").PlainKey} PlainKey */
/** @typedef {{title: PlainKey, file: string, x: PlainKey, y: PlainKey, digits: number, zero?: boolean}} What with keys of what it says */
/** @typedef {{value: number, label: string}} Level a horizontal line */

const height = 190;
const dashes = [[], [7, 4], [2, 3], [9, 3, 2, 3], [12, 5], [4, 6]];

export class LineChart {
  /** @param {What} what */
  constructor(what) {
    this.what = what;
    /** @type {Line[]} */
    this.lines = [];
    /** @type {Level | null} */
    this.level = null;
    /** @type {uPlot | null} */
    this.plot = null;
    this.shape = "";
    this.place = make("div", { class: "uplot-place", role: "img", "aria-label": what.title });
    this.key = make("ul", { class: "legend" });
    this.readout = make("p", { class: "readout num", "aria-hidden": "true" });
    this.words = make("p", { class: "note" });
    this.table = new DataTable(what.title, what.file, () => this.data());
    const head = make("h4", wording({ text: what.title }));
    this.root = make(
      "figure",
      { class: "chart" },
      head,
      this.key,
      this.place,
      this.readout,
      this.words,
      this.table.root,
    );
    new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width > 0) this.plot?.setSize({ width: Math.floor(contentRect.width), height });
    }).observe(this.place);
    const repaint = () => this.plot?.redraw();
    new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
      matchMedia(query).addEventListener("change", repaint);
    }
  }

  /** @param {Line[]} lines those with the same x first or all @param {string} words what is to be seen @param {Level | null} [level] */
  show(lines, words, level = null) {
    this.lines = lines;
    this.level = level;
    say(this.words, words);
    this.place.setAttribute("aria-label", `${named(this.what.title)}. ${words}`);
    this.legend();
    const data = aligned(lines);
    const drawn = lines.map(({ label, ink, error, dots }) => [label, ink, Boolean(error), dots]);
    const shape = JSON.stringify([language(), this.what.x, ...drawn]);
    if (this.plot && shape === this.shape) this.plot.setData(data);
    else this.draw(data);
    this.shape = shape;
    this.tell(null);
    this.table.fill();
  }

  legend() {
    const items = this.lines.map(({ label, ink }, i) => {
      const swatch = make("span", { class: `swatch ${ink}`, "data-dash": String(i % dashes.length) });
      return make("li", {}, swatch, label);
    });
    const { level } = this;
    if (level)
      items.push(
        make(
          "li",
          {},
          make("span", { class: "swatch level" }),
          `${level.label} ${fixed(level.value, this.what.digits)}`,
        ),
      );
    this.key.replaceChildren(...items);
  }

  /** The colour of a swatch as it is now. @param {number} line its position @param {number} [opacity] */
  colour(line, opacity = 1) {
    const swatch = this.key.children[line]?.firstElementChild ?? this.key;
    const { color } = getComputedStyle(swatch);
    return opacity === 1
      ? color
      : color.replace(/^rgba?\(([\d.]+), ([\d.]+), ([\d.]+).*\)$/, `rgb($1 $2 $3 / ${opacity})`);
  }

  /** @param {uPlot.AlignedData} data */
  draw(data) {
    this.plot?.destroy();
    /** @type {uPlot.Series[]} */
    const series = [{}];
    /** @type {uPlot.Band[]} */
    const bands = [];
    this.lines.forEach(({ label, error, dots = false }, i) => {
      const at = series.length;
      const points = { show: dots, size: 5, fill: () => this.colour(i), stroke: () => this.colour(i) };
      series.push({
        label,
        stroke: () => this.colour(i),
        width: 2,
        dash: dashes[i % dashes.length],
        spanGaps: true,
        points,
      });
      if (!error) return;
      const edge = { stroke: "transparent", spanGaps: true, points: { show: false } };
      series.push({ ...edge }, { ...edge });
      bands.push({ series: [at + 1, at + 2], fill: () => this.colour(i, 0.16) });
    });
    const { zero = false } = this.what;
    const width = Math.max(160, Math.floor(this.place.clientWidth));
    /** @type {uPlot.Options} */
    const options = {
      width,
      height,
      padding: [8, 10, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { setScale: false, x: false, y: false }, points: { size: 6 } },
      scales: { x: { time: false }, y: { range: (_, low, high) => this.range(low, high, zero) } },
      axes: [this.axis(named(this.what.x), 36), this.axis(named(this.what.y), 58)],
      series,
      bands,
      hooks: { setCursor: [(u) => this.tell(u.cursor.idx ?? null)], drawAxes: [(u) => this.drawLevel(u)] },
    };
    this.plot = new uPlot(options, data, this.place);
  }

  /** @param {number} low @param {number} high @param {boolean} zero @returns {[number, number]} */
  range(low, high, zero) {
    const values = [low, high, ...(this.level ? [this.level.value] : []), ...(zero ? [0] : [])].filter(Number.isFinite);
    const [least, largest] = [Math.min(...values), Math.max(...values)];
    const room = (largest - least || Math.abs(largest) || 1) * 0.07;
    return [least === 0 ? 0 : least - room, largest === 0 ? 0 : largest + room];
  }

  /** @param {string} label @param {number} size @returns {uPlot.Axis} */
  axis(label, size) {
    const style = () => getComputedStyle(this.place);
    return {
      label,
      size,
      labelSize: 18,
      font: "12px Inter, system-ui, sans-serif",
      labelFont: "12px Inter, system-ui, sans-serif",
      stroke: () => style().color,
      grid: { stroke: () => style().borderTopColor, width: 1 },
      ticks: { show: false },
      gap: 6,
      values: (_, splits) => splits.map((value) => fixed(value, decimals(splits[1] - splits[0]))),
    };
  }

  /** @param {uPlot} u */
  drawLevel(u) {
    if (!this.level) return;
    const { ctx, bbox } = u;
    const y = Math.round(u.valToPos(this.level.value, "y", true));
    ctx.save();
    ctx.strokeStyle = getComputedStyle(this.place).color;
    ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.lineWidth = devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
  }

  /** Says the values under the pointer, or the last ones. @param {number | null} index */
  tell(index) {
    const data = this.plot?.data;
    if (!data || data[0].length === 0) return say(this.readout, "");
    const at = index ?? data[0].length - 1;
    const values = this.lines.flatMap((line) => {
      const x = data[0][at];
      const k = line.x.findLastIndex((value) => value <= x);
      const error = line.error ? ` ± ${fixed(line.error[k], this.what.digits)}` : "";
      if (k < 0 || x > line.x[line.x.length - 1]) return [];
      const value = `${fixed(line.y[k], this.what.digits)}${error}`;
      return this.lines.length > 1 ? `${line.label} ${value}` : value;
    });
    const x = fixed(data[0][at], Number.isInteger(data[0][at]) ? 0 : 2);
    say(this.readout, `${named(this.what.x)} ${x}: ${values.join(" · ")}`);
  }

  /** @returns {import("./table.js").Data} */
  data() {
    const same = this.lines.every(
      ({ x }) => x.length === this.lines[0].x.length && x.every((v, i) => v === this.lines[0].x[i]),
    );
    const names = this.lines.flatMap(({ label, error }) =>
      error ? [label, text("inspector.errorOf", { label })] : [label],
    );
    if (same && this.lines.length > 0) {
      const columns = this.lines.flatMap(({ y, error }) => (error ? [y, error] : [y]));
      const rows = this.lines[0].x.map((x, i) => [x, ...columns.map((column) => column[i])]);
      return { columns: [named(this.what.x), ...names], rows };
    }
    const rows = this.lines.flatMap(({ label, x, y }) => x.map((at, i) => [label, at, y[i]]));
    return { columns: [text("inspector.line"), named(this.what.x), named(this.what.y)], rows };
  }
}

/** The lines on one x axis, with the edges of their bands. @param {Line[]} lines @returns {uPlot.AlignedData} */
function aligned(lines) {
  const tables = lines.map(({ x, y, error }) => {
    const edges = error ? [y.map((v, i) => v + error[i]), y.map((v, i) => v - error[i])] : [];
    return /** @type {uPlot.AlignedData} */ ([x, y, ...edges]);
  });
  return tables.length ? uPlot.join(tables) : [[]];
}
