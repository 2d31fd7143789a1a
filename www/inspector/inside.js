/**
 * Inside the computer: the spectrum of its couplings, one unit compared with its Boltzmann density, and the
 * energy along plus and minus a training image.
 */

import { ChartFigure } from "../charts/figure.js";
import { make, say } from "../dom.js";
import { field, heading, note, row } from "../elements.js";
import { fixed, signed } from "../format.js";
import { signedBytes } from "../pictures/brightness.js";
import { drawPicture, scaleFor } from "../pictures/tiles.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";
import { Measure } from "./measure.js";
import { Well } from "./well.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("./inspector.js").Context} Context */
/** @typedef {import("../tasks/inspect.js").SpectrumPart} SpectrumPart */
/** @typedef {import("../tasks/inspect.js").AlongPart} AlongPart */

const patterns = 12;
const alphas = Array.from({ length: 41 }, (_, i) => (i - 20) / 20);

export class Panel {
  /** @param {HTMLElement} root @param {Context} context */
  constructor(root, context) {
    this.context = context;
    const measure = (/** @type {import("../texts.js").PlainKey} */ label, /** @type {() => void} */ begin) =>
      new Measure(context.lab, label, begin);
    this.spectrum = measure("trust.spectrum.compute", () => this.decompose());
    this.along = measure("trust.compute", () => this.climb());
    this.values = new ChartFigure({
      title: "trust.spectrum.title",
      file: "spectrum",
      x: "trust.rank",
      y: "trust.lambda",
      digits: 3,
    });
    this.valley = new ChartFigure({
      title: "trust.along.title",
      file: "along",
      x: "trust.alpha",
      y: "trust.v",
      digits: 1,
    });
    this.mode = make("canvas", { role: "img", ...wording({ "aria-label": "trust.mode" }) });
    this.modeWords = make("p", { class: "note" });
    this.modePart = make("div", { class: "mode" }, this.mode, this.modeWords);
    this.modePart.hidden = true;
    this.image = make("select", {});
    this.image.addEventListener("change", () => this.climb());
    this.well = new Well(context);
    this.key = "";
    root.append(
      heading("trust.modes"),
      note("trust.spectrum.note"),
      row(this.spectrum.root),
      make("div", { class: "charts" }, this.values.root, this.modePart),
      ...this.well.parts,
      heading("trust.along"),
      note("trust.along.note"),
      row(field("trust.image", this.image), this.along.root),
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

  respeak() {
    this.decompose();
    this.climb();
    this.well.respeak();
  }

  decompose() {
    const { model, settings } = this.context.session;
    if (!model) return;
    const input = { model: model.data, targets: model.targets, j2: Number(settings.j2) };
    this.spectrum.run("spectrum", input, { part: (part) => this.drawSpectrum(part), done: () => "" });
  }

  /** @param {SpectrumPart} part */
  drawSpectrum({ values, below, lowest, overlaps, width, height }) {
    const { settings, images } = this.context.session;
    const bound = -2 * Number(settings.j2);
    const ranks = Array.from(values, (_, i) => i + 1);
    const all = Array.from(values);
    const lines = [
      { label: text("trust.above"), ink: "plain", x: ranks.slice(below), y: all.slice(below) },
      { label: text("trust.below"), ink: "heat", x: ranks.slice(0, below), y: all.slice(0, below), dots: true },
    ].filter(({ x }) => x.length > 0);
    this.values.show(
      lines,
      text(below > 0 ? "trust.eigenvalues" : "trust.eigenvalues.none", {
        all: all.length,
        from: fixed(all[0], 3),
        to: fixed(all[all.length - 1], 3),
        count: below,
        bound: fixed(bound, 2),
      }),
      { value: bound, label: "−2 J₂" },
    );
    this.drawMode(lowest, width, height);
    const best = overlaps.reduce((top, one, i) => (Math.abs(one) > Math.abs(overlaps[top]) ? i : top), 0);
    say(
      this.modeWords,
      text("trust.mode.overlap", { image: images?.labels[best] ?? best, overlap: signed(overlaps[best]) }),
    );
  }

  /** @param {Float64Array} mode @param {number} width @param {number} height */
  drawMode(mode, width, height) {
    const channels = mode.length / (width * height);
    drawPicture(this.mode, signedBytes(mode), width, height, scaleFor(width, 140), channels);
    this.modePart.hidden = false;
  }

  climb() {
    const { model, settings } = this.context.session;
    if (!model) return;
    const index = Number(this.image.value || 0);
    const pattern = model.targets.slice(index * model.visible, (index + 1) * model.visible);
    const input = { model: model.data, settings, pattern, alphas };
    this.along.run("along", input, { part: (part) => this.drawAlong(part), done: () => "" });
  }

  /** @param {AlongPart} part */
  drawAlong({ alphas: x, still, relaxed }) {
    const low = (/** @type {number[]} */ y) => y.indexOf(Math.min(...y));
    const [deepest, mirrored] = [low(relaxed), low(relaxed.map((v, i) => (x[i] < 0 ? v : Number.POSITIVE_INFINITY)))];
    this.valley.show(
      [
        { label: text("trust.relaxed"), ink: "heat", x, y: relaxed },
        { label: text("trust.still"), ink: "plain", x, y: still },
      ],
      text("trust.along.words", {
        at: fixed(x[deepest], 2),
        depth: fixed(relaxed[deepest], 0),
        mirrored: fixed(relaxed[mirrored], 0),
        mirroredAt: fixed(x[mirrored], 2),
      }),
    );
  }
}
