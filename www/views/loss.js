/**
 * The loss over training minus its reference N/2: signed, with 0 drawn, over the logarithm of the iterations, and above it
 * what a sample looked like on the way, where that was computed.
 *
 * The exact trainer's values have no noise. Those of sgd and online come from one trajectory each,
 * so the strong line is their running mean over the last tenth of the iterations (at least 5).
 */

import { byId, say } from "../dom.js";
import { duration, fixed } from "../format.js";
import { pictureAddress } from "../pictures/tiles.js";
import { timeLeft } from "../session/remaining.js";
import { language, text } from "../texts.js";

/** @typedef {import("../session/session.js").Session} Session */

export class LossView {
  /** @param {Session} session @param {() => void} changed */
  constructor(session, changed) {
    this.changed = changed;
    this.slider = /** @type {HTMLInputElement} */ (byId("iteration"));
    this.count = byId("iteration-now");
    this.slider.addEventListener("input", () => {
      say(this.count, this.slider.value);
      if (session.checkpoints.reach > 0) session.checkpoints.look(Number(this.slider.value));
    });
    this.slider.addEventListener("change", () => {
      const iterations = Number(this.slider.value);
      if (session.checkpoints.reach === 0) session.apply({ ...session.settings, iterations });
    });
    /** The most iterations so far: where its thumb is at the end, all are done. */
    this.most = 0;
    this.now = byId("loss-now");
    this.note = byId("train-note");
    /** @type {import("../charts/plot.js").Plot | null} */
    this.plot = null;
    /** @type {typeof import("../charts/things.js") | null} */
    this.things = null;
    /** @type {Promise<void> | null} */
    this.loading = null;
    this.drawn = "";
  }

  /** Loads the chart, for which the first image does not wait. */
  async load() {
    const [{ Plot }, things] = await Promise.all([import("../charts/plot.js"), import("../charts/things.js")]);
    this.things = things;
    this.plot = new Plot({ height: 190, left: 40, logX: true });
    this.plot.root.id = "loss";
    byId("loss-place").append(this.plot.root);
    this.changed();
  }

  /** @param {Session} session */
  render(session) {
    say(this.note, noteOf(session));
    const { loss, training, optimum } = session;
    this.slide(session);
    if (session.player.frame) this.loading ??= this.load();
    const shown = session.model ? Math.min(training.shown, loss.length) : loss.length;
    const state = [
      language(),
      loss.length,
      training.iterations,
      optimum,
      shown,
      training.pictures.length,
      Boolean(this.plot),
    ].join();
    if (state === this.drawn) return;
    this.drawn = state;
    const means = session.settings.trainer === "exact" ? loss : runningMeans(loss);
    say(this.now, loss.length ? fixed(means[Math.max(0, shown - 1)], 2) : "–");
    this.draw(loss, means, optimum, session);
  }

  /** The slider of iterations: moves the samples where all models were kept, else trains again. @param {Session} session */
  slide({ checkpoints, settings, training, phase, model }) {
    const now = checkpoints.wanted ?? (model ? training.shown : Number(settings.iterations));
    if (model) this.most = checkpoints.reach || Math.max(this.most, Number(settings.iterations));
    const most = this.most || Number(settings.iterations);
    this.slider.disabled = phase !== "trained";
    if (document.activeElement === this.slider && checkpoints.reach === 0) return;
    if (this.slider.max !== String(most)) this.slider.max = String(most);
    if (this.slider.value !== String(now)) this.slider.value = String(now);
    say(this.count, String(now));
  }

  /** @param {number[]} loss @param {number[]} means @param {number | null} optimum @param {Session} session */
  draw(loss, means, optimum, { training, images, model }) {
    const iterations = Math.max(1, training.iterations);
    const shown = model ? Math.min(training.shown, loss.length) : loss.length;
    const size = images ?? { width: 1, height: 1, channels: 1 };
    const pictures = (images ? training.pictures : []).map(({ at, pixels }) => {
      const url = pictureAddress(pixels, size.width, size.height, size.channels);
      return { at, url, name: text("caption.shown", { shown: at }) };
    });
    const { things } = this;
    const x = loss.map((_, i) => i + 1);
    const raw = { label: "", ink: "past-1", x, y: loss, dash: 0, kind: "raw" };
    const label = optimum === null ? "" : text("loss.optimum", { value: fixed(optimum, 2) });
    this.plot?.show(
      {
        lines: loss.length ? [...(means === loss ? [] : [raw]), { label: "", ink: "plain", x, y: means, dash: 0 }] : [],
        levels: optimum === null ? [] : [{ value: optimum, label }],
        marks: shown > 0 && shown < loss.length ? [{ at: shown, kind: "head-line" }] : [],
        names: { x: text("iterations.count", { count: iterations }), y: label },
        ranges: { x: [0, iterations] },
        ...(things && pictures.length && { things: [things.picturesOf(pictures, [])], head: things.pictureSide + 6 }),
      },
      words(loss, means, optimum),
    );
  }
}

/** @param {number[]} loss */
function runningMeans(loss) {
  const sums = [0];
  for (const value of loss) sums.push(sums[sums.length - 1] + value);
  return loss.map((_, i) => {
    const span = Math.min(i + 1, Math.max(5, Math.ceil((i + 1) / 10)));
    return (sums[i + 1] - sums[i + 1 - span]) / span;
  });
}

/** @param {number[]} loss @param {number[]} means @param {number | null} optimum */
function words(loss, means, optimum) {
  if (loss.length === 0) return text("loss.none");
  const values = {
    iterations: text("iterations.count", { count: loss.length }),
    first: fixed(loss[0], 2),
    last: fixed(means[means.length - 1], 2),
  };
  return optimum === null ? text("loss.words", values) : text("loss.best", { ...values, optimum: fixed(optimum, 2) });
}

/** @param {Session} session */
function noteOf({ phase, training, model, held }) {
  const { iteration, iterations, shown, took, images } = training;
  if (phase === "training") {
    if (held) return text("training.paused", { iteration, iterations });
    return `${text("training.on", { iteration, iterations })} ${timeLeft(training)}`.trim();
  }
  if (!model) return text("training.none");
  const { hidden } = model;
  const pixels = images ? images.width * images.height : model.visible;
  if (shown < iterations) return text("training.shown", { shown, iterations, pixels, hidden });
  return text("training.done", {
    iterations: text("iterations.count", { count: iterations }),
    time: duration(took / 1000),
    pixels,
    hidden,
  });
}
