/** The heat of samples over a training, measured on request: a chart and its table. */
import { Plot } from "../charts/plot.js";
import { make, say } from "../dom.js";
import { fixed } from "../format.js";
import { presetSettings } from "../link/settings.js";
import { text } from "../texts.js";
import { Experiment } from "./experiment.js";

/** @typedef {{iteration: number, mean: number, error: number, loss: number | null}} Point */

const after = [0, 1, 2, 3, 5, 8, 12, 20];
const samples = 64;

export class HeatOfTraining extends Experiment {
  /** @param {HTMLElement} root @param {import("../worker/measurements.js").Measurements} measurements */
  constructor(root, measurements) {
    super(root, measurements, "lessonHeat", [text("learn.train"), text("learn.again")]);
    this.results = /** @type {HTMLElement} */ (root.querySelector(".results"));
    /** @type {Point[]} */
    this.points = [];
    this.seed = 0;
    this.plot = new Plot({ height: 220 });
    this.plot.root.dataset.part = "heat";
    this.table = make("table", { class: "plain" });
    this.results.append(this.plot.root, this.table);
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
    const { points } = this;
    const y = points.map(({ mean }) => mean);
    const error = points.map((one) => one.error);
    const line = { label: "", ink: "heat", x: points.map(({ iteration }) => iteration), y, error, dots: true };
    const names = { x: text("learn.iterations"), y: text("learn.heatMean") };
    this.plot.show({ lines: [line], names, ranges: { x: [0, after[after.length - 1]] } }, "");
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
