/** Why samples invert, measured on request for two scales of the same pictures: energy along ± a pattern, spectrum of J. */
import { Plot } from "../charts/plot.js";
import { make, say } from "../dom.js";
import { fixed } from "../format.js";
import { presetSettings } from "../link/settings.js";
import { text } from "../texts.js";

/** @typedef {{scale: "pm1" | "unit", inverted: number, samples: number, along: Float64Array, values: Float64Array, below: number}} Part */

const scales = ["pm1", "unit"];
const samples = 64;
const alphas = Float64Array.from({ length: 49 }, (_, k) => (k - 24) / 20);
/** @type {import("../tasks/messages.js").Settings} */
const settings = { ...presetSettings("quick"), visible_biases: false };

export class Mirror {
  /** @param {HTMLElement} root with button.fetch, .told and .results @param {import("../worker/measurements.js").Measurements} measurements */
  constructor(root, measurements) {
    this.root = root;
    this.measurements = measurements;
    this.button = /** @type {HTMLButtonElement} */ (root.querySelector("button.fetch"));
    this.told = /** @type {HTMLElement} */ (root.querySelector(".told"));
    this.results = /** @type {HTMLElement} */ (root.querySelector(".results"));
    /** @type {Part[]} */
    this.parts = [];
    this.seed = 0;
    say(this.button, text("learn.train"));
    this.button.addEventListener("click", () => this.begin());
  }

  /** Measures, again with another seed each time. */
  begin() {
    if (this.button.getAttribute("aria-disabled") === "true") return;
    this.button.setAttribute("aria-disabled", "true"); // stays in the order of the keyboard
    say(this.told, text("learn.working"));
    this.parts = [];
    this.seed += 1;
    const input = { settings: { ...settings, seed: this.seed }, size: 14, scales, samples, alphas };
    this.measurements.ask("lessonMirror", input, {
      part: (part) => this.receive(part),
      done: () => this.end(""),
      failed: (why) => this.end(text("learn.failed", { why })),
    });
  }

  /** @param {string} problem */
  end(problem) {
    this.button.setAttribute("aria-disabled", "false");
    say(this.button, text("learn.again"));
    say(this.told, problem);
    this.root.dataset.done = String(!problem);
  }

  /** @param {Part} part */
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
    this.results.replaceChildren(...this.parts.map((part) => panel(part, this.sentence(part))));
  }
}

/** @param {Part} part @param {string} words */
function panel({ scale, along, values }, words) {
  const energy = new Plot({ height: 190 });
  const spectrum = new Plot({ height: 96, left: 14 });
  energy.root.dataset.part = "bias";
  spectrum.root.dataset.part = "coupling";
  const box = make("div", { class: "pair" }, make("h3", {}, text(`learn.scale.${scale}`)), make("p", {}, words));
  box.append(make("p", { class: "note" }, text("learn.alongAxis")), energy.root);
  box.append(make("p", { class: "note" }, text("learn.spectrumAxis")), spectrum.root);
  const low = Math.min(...along);
  const top = 0.6 * Math.max(50, along[Math.floor(along.length / 2)] - low); // what rises higher is left out
  const kept = [...along.keys()].filter((k) => along[k] < top);
  const line = { label: "", ink: "plain", x: kept.map((k) => alphas[k]), y: kept.map((k) => along[k]) };
  energy.show({ lines: [line], ranges: { x: [alphas[0], alphas[alphas.length - 1]], y: [low, top] } }, "");
  const edge = -2 * Number(settings.j2);
  const ends = /** @type {[number, number]} */ ([
    Math.min(edge, values[0]) * 1.05,
    Math.max(values[values.length - 1], -edge) * 1.05,
  ]);
  const ticks = [...values].map((at) => ({ at, kind: at < edge ? "tick low" : "tick" }));
  spectrum.show({ marks: [...ticks, { at: edge, kind: "edge" }], ranges: { x: ends, y: [0, 1] }, bare: true }, "");
  return box;
}
