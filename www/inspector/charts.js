/** Charts: the loss and its optimum, the run in time, and heat and overlap along what can vary. */

import { ChartFigure } from "../charts/figure.js";
import { make, say } from "../dom.js";
import { field, heading, note, option, row } from "../elements.js";
import { fixed, heat, signed } from "../format.js";
import { courseOf, differences } from "../session/history.js";
import { Sweep, sweepable } from "../session/sweep.js";
import { language, text } from "../texts.js";
import { wording } from "../wording.js";
import { LossChart, overlays } from "./loss.js";
import { Measure } from "./measure.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("./inspector.js").Context} Context */
/** @typedef {import("../charts/lines.js").Line} Line */
/** @typedef {import("../statistics.js").Summary} Summary */

const atOnce = 2e10; // couplings × samples × steps that are measured without being asked

export class Panel {
  /** @param {HTMLElement} root @param {Context} context */
  constructor(root, context) {
    this.context = context;
    this.loss = new LossChart(context, () => this.overlay.checked);
    const heat = /** @type {const} */ ({ x: "inspector.time", y: "inspector.heat.kt", digits: 1, zero: true });
    const overlap = /** @type {const} */ ({ ...heat, y: "inspector.overlap", digits: 3 });
    const along = /** @type {const} */ ({ x: "label.iterations" }); // or another, once it is chosen
    this.heat = new ChartFigure({ ...heat, title: "inspector.heat.time", file: "run-heat" });
    this.overlap = new ChartFigure({ ...overlap, title: "inspector.overlap.time", file: "run-overlap" });
    this.along = {
      heat: new ChartFigure({ ...heat, ...along, title: "inspector.heat.along", file: "sweep-heat" }),
      overlap: new ChartFigure({ ...overlap, ...along, title: "inspector.overlap.along", file: "sweep-overlap" }),
    };
    const both = /** @type {const} */ ({ title: "inspector.frontier", file: "heat-overlap", x: "inspector.overlap" });
    this.frontier = new ChartFigure({ ...heat, ...both, height: 270 });
    this.frontier.root.classList.add("wide");
    this.overlay = make("input", { type: "checkbox", class: "switch", checked: "" });
    this.overlay.addEventListener("change", () => this.refresh());
    this.against = make("select", {});
    this.against.addEventListener("change", () => this.drop());
    this.measure = new Measure(context.lab, "inspector.measure", () => this.begin());
    /** @type {Sweep | null} */
    this.sweep = null;
    /** @type {unknown[]} */
    this.drawn = [];
    this.key = "";
    this.name = "iterations";
    root.append(
      make("label", { class: "field check" }, this.overlay, make("span", wording({ text: "inspector.earlier" }))),
      heading("inspector.both"),
      make("div", { class: "charts" }, this.loss.chart.root, this.heat.root, this.overlap.root),
      heading("inspector.varies"),
      note("inspector.varies.note"),
      row(field("inspector.along", this.against), this.measure.root),
      make("div", { class: "charts" }, this.along.heat.root, this.along.overlap.root, this.frontier.root),
    );
  }

  /** The key of what is varied. @returns {`label.${string}`} */
  get axis() {
    return `label.${this.against.value}`;
  }

  /** Makes way for what another panel measures. */
  hide() {
    if (this.measure.running) this.drop();
  }

  /** Forgets what was measured, so that it is measured again. */
  drop() {
    this.measure.stop("");
    this.sweep = null;
    this.key = "";
    this.context.changed();
  }

  /** Draws everything again. */
  refresh() {
    this.drawn = [];
    this.context.changed();
  }

  /** @param {Session} session */
  render(session) {
    if (session.phase !== "trained" || !session.model) return;
    this.offer(session);
    const { history } = this.context;
    const { player, loss, optimum, training } = session;
    const state = [
      language(),
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
      this.loss.draw(session, this.sweep);
      this.drawRun(session);
      this.drawSweep();
      this.drawFrontier();
    }
    this.consider(session);
  }

  /** The choices of what to vary. @param {Session} session */
  offer(session) {
    const choices = sweepable(session);
    const names = choices.join();
    if (this.against.dataset.names === names) return;
    this.against.dataset.names = names;
    const before = this.against.value;
    this.against.replaceChildren(...choices.map((name) => option(name, `label.${name}`)));
    if (choices.includes(before)) this.against.value = before;
  }

  /** Begins a new measurement where it is due and small. @param {Session} session */
  consider(session) {
    const { player, training, settings, patterns, conditioning, checkpoints } = session;
    if (!player.finished || checkpoints.standing) return;
    const name = this.against.value;
    const shown = name === "iterations" ? { ...settings, iterations: 0 } : settings;
    const key = JSON.stringify([
      name,
      shown,
      training.fingerprint,
      patterns,
      conditioning.key,
      session.first,
      session.events,
    ]);
    if (key === this.key) return;
    this.key = key;
    this.measure.stop("");
    this.sweep = new Sweep(session, name);
    this.drawSweep();
    if (this.sweep.work <= atOnce) this.begin();
    else
      say(
        this.measure.note,
        text("inspector.sweep.long", { points: this.sweep.values.length, samples: this.sweep.samples }),
      );
  }

  begin() {
    const { session } = this.context;
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
      done: () => text("inspector.sweep.done", { points: sweep.values.length, samples: sweep.samples }),
    });
  }

  /** @param {Session} session */
  drawRun({ player }) {
    if (player.frames.length === 0) return;
    const course = courseOf(player.frames);
    const [now, ...past] = [...this.context.history.runs].reverse();
    const shown = this.overlay.checked && now ? past.slice(0, overlays) : [];
    /** @param {"heat" | "overlap"} of @returns {Line[]} */
    const lines = (of) => [
      { label: text("inspector.thisRun"), ink: of, x: course.time, y: course[of] },
      ...shown.map((one, i) => ({
        label: differences(one, now),
        ink: `past-${i + 1}`,
        x: one.course.time,
        y: one.course[of],
      })),
    ];
    const end = (/** @type {number[]} */ values) => values[values.length - 1];
    const time = fixed(end(course.time), 2);
    this.heat.show(lines("heat"), text("inspector.at", { value: `${heat(end(course.heat))} kT`, time }));
    this.overlap.show(lines("overlap"), text("inspector.at", { value: signed(end(course.overlap)), time }));
  }

  drawSweep() {
    const { sweep } = this;
    if (!sweep) return;
    const { points } = sweep;
    const x = points.map((point) => point.x);
    /** @param {"heat" | "overlap"} of */
    const lines = (of) => [
      {
        label: text("inspector.sweep.line", { samples: sweep.samples }),
        ink: of,
        x,
        y: points.map((p) => p[of].mean),
        error: points.map((p) => p[of].se),
        dots: true,
      },
    ];
    for (const of of /** @type {const} */ (["heat", "overlap"])) this.along[of].about.x = this.axis;
    const span = (/** @type {"heat" | "overlap"} */ of, /** @type {(v: number) => string} */ say) =>
      points.length
        ? text("inspector.span", {
            from: say(points[0][of].mean),
            first: x[0],
            to: say(points[points.length - 1][of].mean),
            last: x[x.length - 1],
          })
        : text("inspector.unmeasured");
    this.along.heat.show(
      lines("heat"),
      span("heat", (v) => `${heat(v)} kT`),
    );
    this.along.overlap.show(lines("overlap"), span("overlap", signed));
    if (sweep.name === "iterations") this.loss.draw(this.context.session, sweep);
    this.drawFrontier();
  }

  drawFrontier() {
    const now = this.context.history.runs.at(-1);
    const label = text(this.axis);
    const path = (this.sweep?.points ?? []).map((p) => spot(`${label} ${p.x}`, p, "dot"));
    const runs = now
      ? this.context.history.runs.map((run) =>
          spot(run === now ? text("inspector.thisRun") : differences(run, now), run, "ring"),
        )
      : [];
    const trail = { label: "", ink: "plain", x: path.map(({ x }) => x.mean), y: path.map(({ y }) => y.mean) };
    const words = `${text("inspector.points", { count: path.length + runs.length })} ${text("inspector.frontier.words", { label })}`;
    this.frontier.show([trail], words, null, [...path, ...runs]);
  }
}

/** @param {string} name @param {{overlap: Summary, heat: Summary}} means @param {"dot" | "ring"} kind @returns {import("../charts/things.js").Spot} */
const spot = (name, { overlap, heat }, kind) => ({ name, x: overlap, y: heat, kind });
