/** Why samples invert, measured on request for two scales of the same pictures: energy along ± a pattern, spectrum of J. */
import { fixed } from "../format.js";
import { presetSettings } from "../link/settings.js";
import { text } from "../texts.js";
import { make } from "../views/dom.js";
import { Experiment } from "./experiment.js";
import { add, levels, line, linear, size, ticks } from "./plane.js";

/** @typedef {{scale: "pm1" | "unit", inverted: number, samples: number, along: Float64Array, values: Float64Array, below: number}} Part */

const scales = ["pm1", "unit"];
const samples = 64;
const alphas = Float64Array.from({ length: 49 }, (_, k) => (k - 24) / 20);
/** @type {import("../tasks/messages.js").Settings} */
const settings = { ...presetSettings("quick"), visible_biases: false };
const high = 170;

export class Mirror extends Experiment {
  /** @param {HTMLElement} root @param {import("../worker/measurements.js").Measurements} measurements */
  constructor(root, measurements) {
    super(root, measurements, "lessonMirror", [text("learn.train"), text("learn.again")]);
    this.results = /** @type {HTMLElement} */ (root.querySelector(".results"));
    /** @type {Part[]} */
    this.parts = [];
    this.seed = 0;
    new ResizeObserver(() => this.draw()).observe(this.results);
  }

  /** @override */
  input() {
    this.parts = [];
    this.seed += 1;
    return { settings: { ...settings, seed: this.seed }, size: 14, scales, samples, alphas };
  }

  /** @override @param {Part} part */
  receive(part) {
    this.parts.push(part);
    this.draw();
    this.root.dataset.inverted = this.parts.map(({ inverted }) => inverted).join(" ");
  }

  /** @param {Part} part */
  sentence({ inverted, along, values, below }) {
    const half = Math.floor(alphas.length / 2);
    const [there, here] = [Math.min(...along.slice(0, half)), Math.min(...along.slice(half + 1))];
    return text("learn.mirrorSays", {
      inverted,
      samples,
      depth: fixed(along[half] - here, 0),
      gap: fixed(there - here, 0),
      below,
      all: values.length,
    });
  }

  draw() {
    const width = this.results.clientWidth;
    if (width === 0 || this.parts.length === 0) return;
    this.results.replaceChildren(...this.parts.map((part) => this.panel(part, width)));
  }

  /** @param {Part} part @param {number} width */
  panel(part, width) {
    const { scale, along, values } = part;
    const box = make(
      "div",
      { class: "pair" },
      make("h4", {}, text(`learn.scale.${scale}`)),
      make("p", {}, this.sentence(part)),
    );
    const energy = add(box, "svg", { "aria-hidden": "true", class: "curve", "data-part": "bias" });
    size(energy, width, high);
    const low = Math.min(...along);
    const top = 0.6 * Math.max(50, along[Math.floor(along.length / 2)] - low); // what rises higher is left out
    const x = linear(alphas[0], alphas[alphas.length - 1], 46, width - 12);
    const y = linear(low, top, high - 26, 10);
    levels(energy, y, low, top, 3, width);
    for (const at of [-1, 0, 1]) add(energy, "text", { x: x(at), y: high - 8, "text-anchor": "middle" }, fixed(at, 0));
    add(energy, "path", {
      class: "energy",
      d: line([...along].flatMap((v, k) => (v < top ? [/** @type {[number, number]} */ ([x(alphas[k]), y(v)])] : []))),
    });
    const lines = add(box, "svg", { "aria-hidden": "true", class: "curve", "data-part": "coupling" });
    size(lines, width, 76);
    const edge = -2 * Number(settings.j2);
    const at = linear(
      Math.min(edge, values[0]) * 1.05,
      Math.max(values[values.length - 1], -edge) * 1.05,
      12,
      width - 12,
    );
    for (const value of values)
      add(lines, "path", {
        class: value < edge ? "tick low" : "tick",
        d: line([
          [at(value), 12],
          [at(value), 46],
        ]),
      });
    add(lines, "path", {
      class: "mark",
      d: line([
        [at(edge), 4],
        [at(edge), 52],
      ]),
    });
    for (const v of ticks(Math.min(edge, values[0]), values[values.length - 1], width / 80))
      add(lines, "text", { x: at(v), y: 66, "text-anchor": "middle" }, fixed(v, 0));
    box.insertBefore(make("p", { class: "note" }, text("learn.alongAxis")), energy);
    box.insertBefore(make("p", { class: "note" }, text("learn.spectrumAxis")), lines);
    return box;
  }
}
