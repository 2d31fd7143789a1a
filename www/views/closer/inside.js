/**
 * Inside the computer: the spectrum of its couplings, one unit beside its Boltzmann density, and the
 * energy along plus and minus a training image.
 */
import { fixed, signed } from "../../format.js";
import { make, say } from "../dom.js";
import { Plates, resize } from "../plate.js";
import { LineChart } from "./chart.js";
import { Measure } from "./measure.js";
import { Well } from "./well.js";

/** @typedef {import("../../session.js").Session} Session */
/** @typedef {import("../closer.js").Bench} Bench */
/** @typedef {import("../../lab/inspecting.js").SpectrumPart} SpectrumPart */
/** @typedef {import("../../lab/inspecting.js").AlongPart} AlongPart */

const words = {
  spectrum:
    "Near 0 the potential curves by 2 J₂ + λ along a mode of J with eigenvalue λ. A mode with λ below −2 J₂ leaves 0: these carry what was learned. Computed from J, all eigenvalues.",
  along:
    "The energy V with the visible units at α times a training image, at α from −1 to 1; the hidden units at 0, or each moved to where V is lowest until none moves. Computed, not sampled: no noise plays a part. Where −α is as deep as +α, samples invert.",
};

const patterns = 12;
const alphas = Array.from({ length: 41 }, (_, i) => (i - 20) / 20);

export class Panel {
  /** @param {HTMLElement} root @param {Bench} bench */
  constructor(root, bench) {
    this.bench = bench;
    const measure = (/** @type {string} */ label, /** @type {() => void} */ begin) =>
      new Measure(bench.lab, label, begin);
    this.spectrum = measure("Compute the spectrum", () => this.decompose());
    this.along = measure("Compute", () => this.climb());
    this.values = new LineChart({
      title: "Eigenvalues of J",
      file: "spectrum",
      x: "Rank",
      y: "λ, E₀",
      digits: 3,
    });
    this.valley = new LineChart({ title: "Energy along an image", file: "along", x: "α", y: "V, kT", digits: 1 });
    this.plates = new Plates();
    this.mode = make("canvas", { role: "img", "aria-label": "Visible part of the lowest mode" });
    this.modeWords = make("p", { class: "note" });
    this.modePart = make("div", { class: "mode" }, this.mode, this.modeWords);
    this.modePart.hidden = true;
    this.image = make("select", {});
    this.image.addEventListener("change", () => this.climb());
    this.well = new Well(bench);
    this.key = "";
    root.append(
      make("h3", {}, "Modes"),
      make("p", { class: "note" }, words.spectrum),
      make("div", { class: "row" }, this.spectrum.root),
      make("div", { class: "charts" }, this.values.root, this.modePart),
      ...this.well.parts,
      make("h3", {}, "Along a training image"),
      make("p", { class: "note" }, words.along),
      make(
        "div",
        { class: "row" },
        make("label", { class: "field" }, make("span", {}, "Image"), this.image),
        this.along.root,
      ),
      make("div", { class: "charts" }, this.valley.root),
    );
  }

  /** @param {Session} session */
  render(session) {
    const { phase, model, images, training, settings } = session;
    if (phase !== "trained" || !model || !images) return;
    this.well.render(session);
    const key = [training.fingerprint, training.shown, settings.j2, settings.j4, settings.kt, settings.generate_kt];
    if (key.join() === this.key) return;
    this.key = key.join();
    const before = this.image.value;
    const labels = images.labels.slice(0, patterns);
    this.image.replaceChildren(...labels.map((label, i) => make("option", { value: String(i) }, label)));
    if (before && Number(before) < labels.length) this.image.value = before;
    this.decompose();
    this.climb();
  }

  decompose() {
    const { model, settings } = this.bench.session;
    if (!model) return;
    const input = { model: model.bytes, targets: model.targets, j2: Number(settings.j2) };
    this.spectrum.run("spectrum", input, { part: (part) => this.drawSpectrum(part), done: () => "" });
  }

  /** @param {SpectrumPart} part */
  drawSpectrum({ values, below, lowest, overlaps, width, height }) {
    const { settings, images } = this.bench.session;
    const bound = -2 * Number(settings.j2);
    const ranks = Array.from(values, (_, i) => i + 1);
    const all = Array.from(values);
    const crossing = below === 1 ? "1 eigenvalue lies" : `${below} eigenvalues lie`;
    const lines = [
      { label: "above −2 J₂", ink: "plain", x: ranks.slice(below), y: all.slice(below) },
      { label: "below it", ink: "heat", x: ranks.slice(0, below), y: all.slice(0, below), dots: true },
    ].filter(({ x }) => x.length > 0);
    const ends = `from ${fixed(all[0], 3)} to ${fixed(all[all.length - 1], 3)} E₀`;
    const one = below === 1 ? "along this mode" : "along these modes";
    this.values.show(
      lines,
      `${all.length} eigenvalues ${ends}; ${crossing} below −2 J₂ = ${fixed(bound, 2)} E₀${below ? `: ${one} 0 is no minimum` : ""}.`,
      { value: bound, label: "−2 J₂" },
    );
    this.drawMode(lowest, width, height);
    const best = overlaps.reduce((top, one, i) => (Math.abs(one) > Math.abs(overlaps[top]) ? i : top), 0);
    say(
      this.modeWords,
      `The visible part of the lowest mode overlaps most with the training image ${images?.labels[best] ?? best}: ${signed(overlaps[best])}. The sign of a mode is free.`,
    );
  }

  /** @param {Float64Array} mode @param {number} width @param {number} height */
  drawMode(mode, width, height) {
    const largest = mode.reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1;
    const scale = Math.max(1, Math.round((140 * (globalThis.devicePixelRatio || 1)) / width));
    resize(this.mode, width * scale, height * scale);
    this.plates.load(
      Uint8Array.from(mode, (x) => Math.round(127.5 * (1 + x / largest))),
      width,
      height,
    );
    const context = this.mode.getContext("2d");
    if (context) this.plates.draw(context, 0, 0, 0, scale);
    this.modePart.hidden = false;
  }

  climb() {
    const { model, settings } = this.bench.session;
    if (!model) return;
    const index = Number(this.image.value || 0);
    const pattern = model.targets.slice(index * model.visible, (index + 1) * model.visible);
    const input = { model: model.bytes, settings, pattern, alphas };
    this.along.run("along", input, { part: (part) => this.drawAlong(part), done: () => "" });
  }

  /** @param {AlongPart} part */
  drawAlong({ alphas: x, still, relaxed }) {
    const low = (/** @type {number[]} */ y) => y.indexOf(Math.min(...y));
    const [deepest, mirrored] = [low(relaxed), low(relaxed.map((v, i) => (x[i] < 0 ? v : Number.POSITIVE_INFINITY)))];
    this.valley.show(
      [
        { label: "hidden units relaxed", ink: "heat", x, y: relaxed },
        { label: "hidden units at 0", ink: "plain", x, y: still },
      ],
      `With relaxed hidden units V is lowest at α = ${fixed(x[deepest], 2)}, ${fixed(relaxed[deepest], 0)} kT; the lowest on the negative side is ${fixed(relaxed[mirrored], 0)} kT at ${fixed(x[mirrored], 2)}.`,
    );
  }
}
