/**
 * One unit: what samples of it there are compared with its Boltzmann density, alone and among the others, and
 * the well that belongs to it.
 */

import { ChartFigure } from "../charts/figure.js";
import { make, say } from "../dom.js";
import { field, heading, note, row } from "../elements.js";
import { fixed } from "../format.js";
import { aboutRun } from "../session/history.js";
import { histogram } from "../statistics.js";
import { text } from "../texts.js";
import { Measure } from "./measure.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("./inspector.js").Context} Context */
/** @typedef {import("../tasks/ledger.js").Density} Density */
/** @typedef {import("../tasks/ledger.js").DensityPart} DensityPart */

const samples = 256;
const highest = 12; // kT above the bottom that a well is drawn to

export class Well {
  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    this.unit = make("input", { type: "text", inputmode: "numeric", class: "short", value: "0" });
    this.unit.addEventListener("change", () => this.begin());
    this.measure = new Measure(context.lab, "trust.well.sample", () => this.begin());
    const x = /** @type {const} */ ({ x: "trust.x", y: "trust.density", digits: 3, zero: true });
    this.alone = new ChartFigure({ ...x, title: "trust.well.alone", file: "unit-alone" });
    this.among = new ChartFigure({ ...x, title: "trust.well.among", file: "unit-among" });
    this.wells = new ChartFigure({ ...x, title: "trust.well.its", file: "unit-well", y: "trust.well.v", digits: 2 });
    this.note = make("p", { class: "note", role: "status" });
    this.key = "";
    /** @type {{part: DensityPart, unit: string} | null} */
    this.found = null;
    this.parts = [
      heading("trust.well.one"),
      note("trust.well.alone.note"),
      note("trust.well.among.note"),
      row(field("trust.well.unit", this.unit), this.measure.root),
      this.note,
      make("div", { class: "charts" }, this.alone.root, this.among.root, this.wells.root),
    ];
  }

  /** @param {Session} session */
  render(session) {
    const { model, images, player, checkpoints, training } = session;
    const key = `${aboutRun(session).key} ${training.fingerprint} ${training.shown}`;
    if (!model || !images || !player.finished || checkpoints.standing || key === this.key) return;
    if (!this.key)
      this.unit.value = String(Math.floor(images.height / 2) * images.width + Math.floor(images.width / 2));
    this.key = key;
    this.begin();
  }

  respeak() {
    if (this.found) this.draw(this.found.part, this.found.unit);
  }

  begin() {
    const { session } = this.context;
    const { model } = session;
    if (!model) return;
    const [unit, units] = [this.unit.value.trim(), model.visible + model.hidden];
    if (!/^\d{1,6}$/.test(unit) || Number(unit) >= units) {
      return say(this.note, text("trust.well.problem", { most: units - 1 }));
    }
    say(this.note, "");
    const input = { model: model.data, order: session.generation.orderOf(session.first, samples), unit: Number(unit) };
    this.measure.run("density", input, {
      part: (part) => {
        this.found = { part, unit };
        this.draw(part, unit);
      },
      done: () => text("trust.well.done", { n: samples }),
    });
  }

  /** @param {DensityPart} part @param {string} unit */
  draw({ alone, among, kt, bias, time }, unit) {
    if (alone) this.beside(this.alone, alone, text("trust.well.start"));
    const left = text("trust.well.at", { unit, time: fixed(time, 2) });
    if (among) this.beside(this.among, among, left);
    else say(this.note, kt > 0 ? text("trust.well.held", { unit }) : text("trust.well.cold"));
    const lines = [
      ...(alone ? [{ label: text("trust.well.lonely"), ink: "plain", ...well(alone) }] : []),
      ...(among ? [{ label: text("trust.well.others"), ink: "heat", ...well(among) }] : []),
    ];
    if (lines.length > 0) this.wells.show(lines, text("trust.well.words", { unit, bias: fixed(bias, 1) }));
  }

  /** @param {ChartFigure} chart @param {Density} density @param {string} whose */
  beside(chart, { values, xs, density, distance, limit }, whose) {
    const { from, width, counts } = histogram(values);
    const unit = 1 / (values.length * width);
    const seen = {
      label: text("trust.well.values", { n: values.length }),
      ink: "heat",
      x: counts.map((_, i) => from + (i + 0.5) * width),
      y: counts.map((n) => n * unit),
      error: counts.map((n) => Math.sqrt(n) * unit),
      dots: true,
    };
    const found = { whose, distance: fixed(distance, 4), limit: fixed(limit, 4) };
    chart.show(
      [{ label: text("trust.boltzmann"), ink: "plain", x: xs, y: Array.from(density) }, seen],
      text(distance <= limit ? "trust.well.agrees" : "trust.well.differs", found),
    );
  }
}

/** The well that belongs to a density. @param {Density} density */
function well({ xs, density }) {
  const top = Math.max(...density);
  const kept = xs.map((x, i) => ({ x, v: Math.log(top / density[i]) })).filter(({ v }) => v <= highest);
  return { x: kept.map(({ x }) => x), y: kept.map(({ v }) => v) };
}
