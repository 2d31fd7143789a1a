/** The heat of samples over a training, measured on request: a chart and its table. */
import { fixed } from "../format.js";
import { presetSettings } from "../link/settings.js";
import { text } from "../texts.js";
import { make, say } from "../views/dom.js";
import { Experiment } from "./experiment.js";
import { add, levels, line, linear, size } from "./plane.js";

/** @typedef {{iteration: number, mean: number, error: number, loss: number | null}} Point */

const after = [0, 1, 2, 3, 5, 8, 12, 20];
const samples = 64;
const high = 220;

export class HeatOfTraining extends Experiment {
  /** @param {HTMLElement} root @param {import("../worker/measurements.js").Measurements} measurements */
  constructor(root, measurements) {
    super(root, measurements, "lessonHeat", [text("learn.train"), text("learn.again")]);
    this.results = /** @type {HTMLElement} */ (root.querySelector(".results"));
    /** @type {Point[]} */
    this.points = [];
    this.seed = 0;
    new ResizeObserver(() => this.chart()).observe(this.results);
    this.picture = add(this.results, "svg", { "aria-hidden": "true", "data-part": "heat", class: "curve" });
    this.table = make("table", { class: "plain" });
    this.results.append(this.table);
  }

  /** @override */
  input() {
    this.points = [];
    this.seed += 1;
    return { settings: { ...presetSettings("quick"), seed: this.seed }, size: 14, after, samples };
  }

  /** @override @param {{iteration: number, heat: Float64Array, loss: number | null}} part */
  receive({ iteration, heat, loss }) {
    const mean = heat.reduce((a, b) => a + b, 0) / heat.length;
    const variance = heat.reduce((a, b) => a + (b - mean) ** 2, 0) / (heat.length - 1);
    this.points.push({ iteration, mean, error: Math.sqrt(variance / heat.length), loss });
    this.chart();
    this.fill();
    const [first, last] = [this.points[0], this.points[this.points.length - 1]];
    const within = (/** @type {Point} */ p) => `${fixed(p.mean, 1)} ± ${fixed(p.error, 1)}`;
    if (last.iteration !== after.at(-1)) return;
    const off = fixed(Math.abs(first.mean) / first.error, 1);
    say(
      this.told,
      text("learn.heatSays", { first: within(first), last: within(last), iterations: last.iteration, samples, off }),
    );
  }

  chart() {
    const { picture, points } = this;
    const width = this.results.clientWidth;
    picture.replaceChildren();
    if (points.length === 0 || width === 0) return;
    size(picture, width, high);
    const most = Math.max(10, ...points.map((p) => p.mean + p.error));
    const x = linear(0, after[after.length - 1], 46, width - 14);
    const y = linear(0, most, high - 34, 12);
    levels(picture, y, 0, most, 4, width);
    for (const at of [0, 5, 10, 15, 20])
      add(picture, "text", { x: x(at), y: high - 14, "text-anchor": "middle" }, String(at));
    add(picture, "text", { x: width - 14, y: high - 1, "text-anchor": "end" }, text("learn.iterations"));
    add(picture, "path", { class: "hot", d: line(points.map((p) => [x(p.iteration), y(p.mean)])) });
    for (const p of points) {
      add(picture, "path", {
        class: "hot",
        d: line([
          [x(p.iteration), y(p.mean - p.error)],
          [x(p.iteration), y(p.mean + p.error)],
        ]),
      });
      add(picture, "circle", { class: "dot", cx: x(p.iteration), cy: y(p.mean), r: 4 });
    }
  }

  fill() {
    const head = ["learn.iterations", "learn.heatMean", "learn.lossColumn"].map((key) =>
      make("th", { scope: "col" }, text(/** @type {"learn.iterations"} */ (key))),
    );
    const rows = this.points.map(({ iteration, mean, error, loss }) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, String(iteration)),
        make("td", { class: "num" }, `${fixed(mean, 1)} ± ${fixed(error, 1)}`),
        make("td", { class: "num" }, loss === null ? "–" : fixed(loss, 3)),
      ),
    );
    this.table.replaceChildren(make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
  }
}
