/** Charts: the loss and its optimum, the run in time, and heat and overlap along what can vary. */
import { fixed, heat, signed } from "../../format.js";
import { courseOf, differences } from "../../history.js";
import { Sweep, sweepable } from "../../sweep.js";
import { make, say } from "../dom.js";
import { LineChart } from "./chart.js";
import { Measure } from "./measure.js";
import { Scatter } from "./scatter.js";

/** @typedef {import("../../session.js").Session} Session */
/** @typedef {import("../closer.js").Bench} Bench */
/** @typedef {import("./chart.js").Line} Line */

const atOnce = 2e10; // couplings × samples × steps that are measured without being asked
const overlays = 3;

export class Panel {
  /** @param {HTMLElement} root @param {Bench} bench */
  constructor(root, bench) {
    this.bench = bench;
    this.loss = new LineChart({ title: "Loss − N/2", file: "loss", x: "Iteration", y: "Loss − N/2", digits: 3 });
    const time = { x: "Time", file: "run-heat", y: "Heat emitted, kT", digits: 1, zero: true };
    this.heat = new LineChart({ ...time, title: "Heat in time" });
    this.overlap = new LineChart({
      ...time,
      title: "Best overlap in time",
      file: "run-overlap",
      y: "Best signed overlap",
      digits: 3,
    });
    this.along = {
      heat: new LineChart({ ...time, title: "Heat", file: "sweep-heat", x: "Iterations" }),
      overlap: new LineChart({
        ...time,
        title: "Best overlap",
        file: "sweep-overlap",
        x: "Iterations",
        y: "Best signed overlap",
        digits: 3,
      }),
    };
    this.frontier = new Scatter("Heat against overlap", "heat-overlap", "Best signed overlap", "Heat emitted, kT");
    this.overlay = make("input", { type: "checkbox", class: "switch", checked: "" });
    this.overlay.addEventListener("change", () => this.refresh());
    this.against = make("select", {});
    this.against.addEventListener("change", () => this.drop());
    this.measure = new Measure(bench.lab, "Measure", () => this.begin());
    /** @type {Sweep | null} */
    this.sweep = null;
    /** @type {unknown[]} */
    this.drawn = [];
    this.key = "";
    this.name = "iterations";
    root.append(
      make("label", { class: "field check" }, this.overlay, make("span", {}, "Earlier runs of this sitting, dashed")),
      make("h3", {}, "The training and the run"),
      make("div", { class: "charts" }, this.loss.root, this.heat.root, this.overlap.root),
      make("h3", {}, "The same samples along what varies"),
      make(
        "p",
        { class: "note" },
        "Each point is the same samples with the same noise; only what is varied differs. Means over samples with their standard errors.",
      ),
      make(
        "div",
        { class: "row" },
        make("label", { class: "field" }, make("span", {}, "Along"), this.against),
        this.measure.root,
      ),
      make("div", { class: "charts" }, this.along.heat.root, this.along.overlap.root, this.frontier.root),
    );
  }

  /** Forgets what was measured, so that it is measured anew. */
  drop() {
    this.measure.stop("");
    this.sweep = null;
    this.key = "";
    this.bench.changed();
  }

  /** Draws everything again. */
  refresh() {
    this.drawn = [];
    this.bench.changed();
  }

  /** @param {Session} session */
  render(session) {
    if (session.phase !== "trained" || !session.model) return;
    this.offer(session);
    const { history } = this.bench;
    const { player, loss, optimum, training } = session;
    const state = [
      loss,
      loss.length,
      optimum,
      training.shown,
      player.frames,
      player.frames.length,
      history.runs.at(-1),
      history.trainings.at(-1),
    ];
    if (state.some((v, i) => v !== this.drawn[i])) {
      this.drawn = state;
      this.drawLoss(session);
      this.drawRun(session);
      this.drawFrontier();
    }
    this.consider(session);
  }

  /** The choices of what to vary. @param {Session} session */
  offer(session) {
    const choices = sweepable(session);
    const names = choices.map(({ name }) => name).join();
    if (this.against.dataset.names === names) return;
    this.against.dataset.names = names;
    const before = this.against.value;
    this.against.replaceChildren(...choices.map(({ name, label }) => make("option", { value: name }, label)));
    if (choices.some(({ name }) => name === before)) this.against.value = before;
  }

  /** Begins a new measurement where it is due and small. @param {Session} session */
  consider(session) {
    const { player, training, settings, patterns, wish, morph } = session;
    if (!player.finished || morph.standing) return;
    const name = this.against.value;
    const shown = name === "iterations" ? { ...settings, iterations: 0 } : settings;
    const key = JSON.stringify([name, shown, training.fingerprint, patterns, wish.key, session.first, session.events]);
    if (key === this.key) return;
    this.key = key;
    this.measure.stop("");
    this.sweep = new Sweep(session, name);
    this.drawSweep();
    if (this.sweep.work <= atOnce) this.begin();
    else
      say(
        this.measure.note,
        `${this.sweep.values.length} points of ${this.sweep.samples} samples: this takes a while, in the background.`,
      );
  }

  begin() {
    const { session } = this.bench;
    if (!session.model || !session.player.finished) return;
    const sweep = new Sweep(session, this.against.value);
    this.sweep = sweep;
    this.measure.run("generate", sweep.input, {
      part: (part) => {
        if (!("heat" in part)) return;
        const before = sweep.points.length;
        sweep.take(part);
        this.measure.progress(sweep.fraction);
        if (sweep.points.length > before) this.drawSweep();
      },
      done: () => `${sweep.values.length} points of ${sweep.samples} samples.`,
    });
  }

  /** @param {Session} session */
  drawLoss(session) {
    const { loss, optimum } = session;
    const x = Array.from(loss, (_, i) => i + 1);
    /** @type {Line[]} */
    const lines = [{ label: "This training", ink: "plain", x, y: loss }];
    const [now, ...past] = this.bench.history.trainings.toReversed();
    if (this.overlay.checked && now) {
      past.slice(0, overlays).forEach((one, i) => {
        lines.push({
          label: differences(one, now),
          ink: `past-${i + 1}`,
          x: one.loss.map((_, k) => k + 1),
          y: one.loss,
        });
      });
    }
    const last = loss.length ? fixed(loss[loss.length - 1], 3) : "–";
    const least = optimum === null ? "" : ` The optimum, ${fixed(optimum, 3)}, is the least there is.`;
    this.loss.show(
      lines,
      `${last} after ${loss.length} iterations.${least} A lower loss is neither less heat nor better images.`,
      optimum === null ? null : { value: optimum, label: "optimum" },
    );
  }

  /** @param {Session} session */
  drawRun({ player }) {
    if (player.frames.length === 0) return;
    const course = courseOf(player.frames);
    const [now, ...past] = this.bench.history.runs.toReversed();
    const shown = this.overlay.checked && now ? past.slice(0, overlays) : [];
    /** @param {"heat" | "overlap"} of @returns {Line[]} */
    const lines = (of) => [
      { label: "This run", ink: of, x: course.time, y: course[of] },
      ...shown.map((one, i) => ({
        label: differences(one, now),
        ink: `past-${i + 1}`,
        x: one.course.time,
        y: one.course[of],
      })),
    ];
    const end = (/** @type {number[]} */ values) => values[values.length - 1];
    const when = `at time ${fixed(end(course.time), 2)}, mean over the samples`;
    this.heat.show(lines("heat"), `${heat(end(course.heat))} kT ${when}.`);
    this.overlap.show(lines("overlap"), `${signed(end(course.overlap))} ${when}.`);
  }

  drawSweep() {
    const { sweep } = this;
    if (!sweep) return;
    const label = this.against.selectedOptions[0]?.textContent ?? "";
    const { points } = sweep;
    const x = points.map((point) => point.x);
    /** @param {"heat" | "overlap"} of */
    const lines = (of) => [
      {
        label: `mean ± standard error of ${sweep.samples} samples`,
        ink: of,
        x,
        y: points.map((p) => p[of].mean),
        error: points.map((p) => p[of].se),
        dots: true,
      },
    ];
    for (const of of /** @type {const} */ (["heat", "overlap"])) this.along[of].what.x = label;
    const span = (/** @type {"heat" | "overlap"} */ of, /** @type {(v: number) => string} */ say) =>
      points.length
        ? `From ${say(points[0][of].mean)} at ${x[0]} to ${say(points[points.length - 1][of].mean)} at ${x[x.length - 1]}.`
        : "Not measured yet.";
    this.along.heat.show(
      lines("heat"),
      span("heat", (v) => `${heat(v)} kT`),
    );
    this.along.overlap.show(lines("overlap"), span("overlap", signed));
    this.drawFrontier();
  }

  drawFrontier() {
    const [now] = this.bench.history.runs.toReversed();
    const label = this.against.selectedOptions[0]?.textContent ?? "";
    const path = (this.sweep?.points ?? []).map((p) => ({ name: `${label} ${p.x}`, x: p.overlap, y: p.heat }));
    const runs = now
      ? this.bench.history.runs.map((run) => ({
          name: run === now ? "This run" : differences(run, now),
          x: run.overlap,
          y: run.heat,
        }))
      : [];
    this.frontier.show(
      path,
      runs,
      `The line goes along ${label.toLowerCase()}; each ring is a run of this sitting. Up is more heat, right is more like the training images.`,
    );
  }
}
