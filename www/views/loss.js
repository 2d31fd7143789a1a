/**
 * The loss over training less its reference N/2: signed, linear, with the reference drawn.
 *
 * The exact trainer's values have no noise. Those of sgd and online come from one trajectory each,
 * so the strong line is their running mean over the last tenth of the iterations (at least 5).
 */

import { duration, fixed } from "../format.js";
import { language, text } from "../texts.js";
import { byId, say, svg } from "./dom.js";
import { path } from "./timeline.js";

/** @typedef {import("../session/session.js").Session} Session */

const height = 116;
const inset = { left: 34, right: 6, top: 8, bottom: 20 };

export class LossView {
  /** @param {Session} session */
  constructor(session) {
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
    this.chart = byId("loss");
    this.now = byId("loss-now");
    this.note = byId("train-note");
    this.width = 300;
    this.drawn = "";
    this.base = svg("path", { class: "base-line" });
    this.raw = svg("path", { class: "curve raw" });
    this.smooth = svg("path", { class: "curve smooth" });
    this.best = svg("path", { class: "base-line best-line" });
    this.here = svg("path", { class: "head-line" });
    this.labels = svg("g", { class: "axis" });
    this.chart.append(this.base, this.best, this.here, this.raw, this.smooth, this.labels);
    new ResizeObserver(([entry]) => {
      this.width = Math.max(120, entry.contentRect.width);
      this.drawn = "";
    }).observe(this.chart);
  }

  /** @param {Session} session */
  render(session) {
    say(this.note, noteOf(session));
    const { loss, training, optimum } = session;
    this.slide(session);
    const shown = session.model ? Math.min(training.shown, loss.length) : loss.length;
    const state = [language(), loss.length, training.iterations, this.width, optimum, shown].join();
    if (state === this.drawn) return;
    this.drawn = state;
    const means = session.settings.trainer === "exact" ? loss : runningMeans(loss);
    say(this.now, loss.length ? fixed(means[Math.max(0, shown - 1)], 2) : "–");
    this.draw(loss, means, Math.max(1, training.iterations), optimum, shown);
    this.chart.setAttribute("aria-label", words(loss, means, optimum));
  }

  /** The slider of iterations: moves the samples where all models were kept, else trains again. @param {Session} session */
  slide({ checkpoints, settings, training, phase, model }) {
    const now = checkpoints.wanted ?? (model ? training.shown : Number(settings.iterations));
    const most = model && checkpoints.reach > 0 ? checkpoints.reach : Math.max(40, 2 * Number(settings.iterations));
    this.slider.disabled = phase !== "trained";
    if (document.activeElement === this.slider && checkpoints.reach === 0) return;
    if (this.slider.max !== String(most)) this.slider.max = String(most);
    if (this.slider.value !== String(now)) this.slider.value = String(now);
    say(this.count, String(now));
  }

  /** @param {number[]} loss @param {number[]} means @param {number} iterations @param {number | null} optimum @param {number} shown */
  draw(loss, means, iterations, optimum, shown) {
    const values = decimate(loss, 400);
    const high = loss.reduce((a, b) => Math.max(a, b), 0.05);
    const low = loss.reduce((a, b) => Math.min(a, b), Math.min(0, optimum ?? 0)) - 0.04 * high;
    const inner = this.width - inset.left - inset.right;
    const tall = height - inset.top - inset.bottom;
    /** @param {number} i */
    const x = (i) => inset.left + (inner * i) / iterations;
    /** @param {number} v */
    const y = (v) => inset.top + tall * (1 - (v - low) / (high - low));
    this.base.setAttribute("d", `M${inset.left} ${y(0).toFixed(1)}H${this.width - inset.right}`);
    this.raw.setAttribute("d", path(values.map((i) => [x(i + 1), y(loss[i])])));
    this.smooth.setAttribute("d", path(values.map((i) => [x(i + 1), y(means[i])])));
    const level = optimum === null ? "" : y(optimum).toFixed(1);
    this.best.setAttribute("d", level && `M${inset.left} ${level}H${this.width - inset.right}`);
    const cut = shown > 0 && shown < loss.length ? x(shown).toFixed(1) : "";
    this.here.setAttribute("d", cut && `M${cut} ${inset.top}V${height - inset.bottom}`);
    this.labels.replaceChildren(
      svg(
        "text",
        { x: inset.left, y: Number(level) + 14 },
        optimum === null ? "" : text("loss.optimum", { value: fixed(optimum, 2) }),
      ),
      svg("text", { x: inset.left - 6, y: y(0) + 4, "text-anchor": "end" }, "0"),
      svg(
        "text",
        { x: inset.left - 6, y: inset.top + 8, "text-anchor": "end" },
        loss.length ? fixed(high, high < 1 ? 2 : 1) : "",
      ),
      svg(
        "text",
        { x: this.width - inset.right, y: height - 4, "text-anchor": "end" },
        text("iterations.count", { count: iterations }),
      ),
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

/** Indices of at most about `most` values, evenly spread. @param {number[]} values @param {number} most */
function decimate(values, most) {
  const stride = Math.max(1, Math.ceil(values.length / most));
  return values.map((_, i) => i).filter((i) => i % stride === 0 || i === values.length - 1);
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
  const { iteration, iterations, shown, fraction, took, fingerprint } = training;
  if (phase === "training") {
    if (held) return text("training.paused", { iteration, iterations });
    if (took < 1000 || fraction <= 0) return text("training.on", { iteration, iterations });
    return text("training.left", { iteration, iterations, time: duration((took * (1 / fraction - 1)) / 1000) });
  }
  if (!model) return text("training.none");
  const { visible, hidden } = model;
  if (shown < iterations) return text("training.shown", { shown, iterations, visible, hidden });
  return text("training.done", {
    iterations: text("iterations.count", { count: iterations }),
    time: duration(took / 1000),
    visible,
    hidden,
    fingerprint,
  });
}
