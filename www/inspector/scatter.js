/** Two measured quantities against each other: a line through a sweep's points, a ring for each run. */
import { fixed } from "../format.js";
import { ticks } from "../statistics.js";
import { say as named, text } from "../texts.js";
import { make, say, svg } from "../views/dom.js";
import { wording } from "../views/wording.js";
import { DataTable } from "./table.js";

/** @typedef {import("../texts.js").PlainKey} PlainKey */
/** @typedef {import("../statistics.js").Summary} Summary */
/** @typedef {{name: string, x: Summary, y: Summary}} Spot */

const height = 270;
const inset = { left: 56, right: 14, top: 10, bottom: 42 };

export class Scatter {
  /** @param {PlainKey} title @param {string} file @param {PlainKey} x @param {PlainKey} y keys of what it says */
  constructor(title, file, x, y) {
    this.labels = { x, y };
    this.width = 420;
    /** @type {Spot[]} */
    this.path = [];
    /** @type {Spot[]} */
    this.runs = [];
    this.chart = svg("svg", { role: "img", height });
    this.words = make("p", { class: "note" });
    this.table = new DataTable(title, file, () => ({
      columns: [
        text("inspector.point"),
        ...[x, y].flatMap((key) => [named(key), text("inspector.errorOf", { label: named(key) })]),
      ],
      rows: [...this.path, ...this.runs].map((spot) => [spot.name, spot.x.mean, spot.x.se, spot.y.mean, spot.y.se]),
    }));
    const title4 = make("h4", wording({ text: title }));
    this.root = make("figure", { class: "chart scatter" }, title4, this.chart, this.words, this.table.root);
    new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width < 1 || contentRect.width === this.width) return;
      this.width = contentRect.width;
      this.draw();
    }).observe(this.chart);
  }

  /** @param {Spot[]} path in order @param {Spot[]} runs @param {string} words */
  show(path, runs, words) {
    Object.assign(this, { path, runs });
    say(this.words, words);
    this.chart.setAttribute("aria-label", `${text("inspector.points", { count: path.length + runs.length })} ${words}`);
    this.table.fill();
    this.draw();
  }

  draw() {
    const { width, path, runs, labels } = this;
    const spots = [...path, ...runs];
    const x = axis(
      spots.map((spot) => spot.x),
      inset.left,
      width - inset.right,
    );
    const y = axis(
      spots.map((spot) => spot.y),
      height - inset.bottom,
      inset.top,
    );
    const [bottom, right] = [height - inset.bottom, width - inset.right];
    const grid = [
      ...x.values.map((v) => `M${x.at(v)} ${inset.top}V${bottom}`),
      ...y.values.map((v) => `M${inset.left} ${y.at(v)}H${right}`),
    ];
    const marksOf = svg("g", { class: "axis" });
    const middle = (inset.top + bottom) / 2;
    marksOf.append(
      ...x.values.map((v) => svg("text", { x: x.at(v), y: bottom + 17, "text-anchor": "middle" }, fixed(v, x.digits))),
      ...y.values.map((v) =>
        svg("text", { x: inset.left - 7, y: y.at(v) + 4, "text-anchor": "end" }, fixed(v, y.digits)),
      ),
      svg("text", { x: (inset.left + right) / 2, y: height - 4, "text-anchor": "middle" }, named(labels.x)),
      svg(
        "text",
        { x: 12, y: middle, "text-anchor": "middle", transform: `rotate(-90 12 ${middle})` },
        named(labels.y),
      ),
    );
    const trail = path.map(
      (spot, i) => `${i ? "L" : "M"}${x.at(spot.x.mean).toFixed(1)} ${y.at(spot.y.mean).toFixed(1)}`,
    );
    const marks = [
      ...path.map((spot) => mark(spot, x, y, "dot", 3)),
      ...runs.map((spot) => mark(spot, x, y, "ring", 6)),
    ];
    this.chart.replaceChildren(
      svg("path", { class: "grid", d: grid.join("") }),
      svg("path", { class: "trail", d: trail.join("") }),
      ...marks.flat(),
      marksOf,
    );
  }
}

/** A point with its errors. @param {Spot} spot @param {Axis} across @param {Axis} up @param {string} kind @param {number} r */
function mark({ name, x, y }, across, up, kind, r) {
  const [cx, cy] = [across.at(x.mean), up.at(y.mean)];
  const ends = (/** @type {Axis} */ axis, /** @type {Summary} */ { mean, se }) => [
    axis.at(mean - (se || 0)),
    axis.at(mean + (se || 0)),
  ];
  const [[left, right], [below, above]] = [ends(across, x), ends(up, y)];
  const point = svg("circle", { class: kind, cx, cy, r });
  point.append(svg("title", {}, `${name}: ${fixed(x.mean, 2)}, ${fixed(y.mean, 1)}`));
  return [svg("path", { class: "whisker", d: `M${left} ${cy}H${right}M${cx} ${below}V${above}` }), point];
}

/** @typedef {ReturnType<typeof axis>} Axis */

/** @param {Summary[]} values @param {number} from px @param {number} to px; 0 is always on it */
function axis(values, from, to) {
  const all = values.flatMap(({ mean, se }) => [mean - (se || 0), mean + (se || 0)]).filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  const room = 0.06 * (high - low || 1);
  const [least, largest] = [low === 0 ? 0 : low - room, high === 0 && low < 0 ? 0 : high + room];
  return {
    ...ticks(least, largest),
    at: (/** @type {number} */ v) => from + ((v - least) / (largest - least)) * (to - from),
  };
}
