/**
 * One unit: what samples of it there are beside its Boltzmann density, alone and among the others, and
 * the well that belongs to it.
 */
import { fixed } from "../../format.js";
import { aboutRun } from "../../history.js";
import { histogram } from "../../statistics.js";
import { make, say } from "../dom.js";
import { LineChart } from "./chart.js";
import { Measure } from "./measure.js";

/** @typedef {import("../../session.js").Session} Session */
/** @typedef {import("../closer.js").Bench} Bench */
/** @typedef {import("../../lab/inspecting.js").Density} Density */
/** @typedef {import("../../lab/inspecting.js").DensityPart} DensityPart */

const words = {
  alone:
    "Before θ is switched on each unit is alone in its well, and its Boltzmann density follows from J₂, J₄ and kT. The samples are all visible units at the start.",
  among:
    "Among the others a unit feels a conditional bias as well. In equilibrium its distribution is the mean of its conditional Boltzmann densities over the states of the others; samples that differ from it are not in equilibrium. The samples are this unit at the end of generation, before any cooling.",
};

const samples = 256;
const highest = 12; // kT above the bottom that a well is drawn to

export class Well {
  /** @param {Bench} bench */
  constructor(bench) {
    this.bench = bench;
    this.unit = make("input", { type: "text", inputmode: "numeric", class: "short", value: "0" });
    this.unit.addEventListener("change", () => this.begin());
    this.measure = new Measure(bench.lab, "Sample it", () => this.begin());
    const x = { x: "x", y: "Density", digits: 3, zero: true };
    this.alone = new LineChart({ ...x, title: "A unit alone", file: "unit-alone" });
    this.among = new LineChart({ ...x, title: "The unit among the others", file: "unit-among" });
    this.wells = new LineChart({ ...x, title: "Its well", file: "unit-well", y: "V less its lowest, kT", digits: 2 });
    this.note = make("p", { class: "note", role: "status" });
    this.key = "";
    this.parts = [
      make("h3", {}, "One unit"),
      make("p", { class: "note" }, words.alone),
      make("p", { class: "note" }, words.among),
      make(
        "div",
        { class: "row" },
        make("label", { class: "field" }, make("span", {}, "Unit, visible ones first"), this.unit),
        this.measure.root,
      ),
      this.note,
      make("div", { class: "charts" }, this.alone.root, this.among.root, this.wells.root),
    ];
  }

  /** @param {Session} session */
  render(session) {
    const { model, images, player, morph, training } = session;
    const key = `${aboutRun(session).key} ${training.fingerprint} ${training.shown}`;
    if (!model || !images || !player.finished || morph.standing || key === this.key) return;
    if (!this.key)
      this.unit.value = String(Math.floor(images.height / 2) * images.width + Math.floor(images.width / 2));
    this.key = key;
    this.begin();
  }

  begin() {
    const { session } = this.bench;
    const { model } = session;
    if (!model) return;
    const [unit, units] = [this.unit.value.trim(), model.visible + model.hidden];
    if (!/^\d{1,6}$/.test(unit) || Number(unit) >= units) {
      return say(this.note, `The unit must be a whole number from 0 to ${units - 1}.`);
    }
    say(this.note, "");
    const input = { model: model.bytes, order: session.orderOf(session.first, samples), unit: Number(unit) };
    this.measure.run("density", input, {
      part: (part) => this.draw(part, unit),
      done: () => `${samples} samples.`,
    });
  }

  /** @param {DensityPart} part @param {string} unit */
  draw({ alone, among, kt, bias, time }, unit) {
    if (alone) this.beside(this.alone, alone, "all visible units that are free, at the start");
    const left = `unit ${unit} at time ${fixed(time, 2)}`;
    if (among) this.beside(this.among, among, left);
    else
      say(
        this.note,
        kt > 0 ? `Unit ${unit} is held: it has no density.` : "The bath stands at kT = 0: there is no density.",
      );
    const lines = [
      ...(alone ? [{ label: "alone", ink: "plain", ...well(alone) }] : []),
      ...(among ? [{ label: "among the others", ink: "heat", ...well(among) }] : []),
    ];
    if (lines.length > 0)
      this.wells.show(
        lines,
        `−ln of each density, less its lowest: alone the well itself in kT, among the others the mean one. The mean conditional bias of unit ${unit} is ${fixed(bias, 1)} kT.`,
      );
  }

  /** @param {LineChart} chart @param {Density} density @param {string} whose */
  beside(chart, { values, xs, density, distance, limit }, whose) {
    const { from, width, counts } = histogram(values);
    const unit = 1 / (values.length * width);
    const seen = {
      label: `${values.length} values, ± √n of each bin`,
      ink: "heat",
      x: counts.map((_, i) => from + (i + 0.5) * width),
      y: counts.map((n) => n * unit),
      error: counts.map((n) => Math.sqrt(n) * unit),
      dots: true,
    };
    const verdict =
      distance <= limit
        ? "no more than independent samples do 99 times in 100"
        : "more than 99 of 100 sets of as many independent samples do";
    chart.show(
      [{ label: "Boltzmann density", ink: "plain", x: xs, y: Array.from(density) }, seen],
      `Of ${whose}. The cumulative distributions differ by ${fixed(distance, 4)} at most (Kolmogorov–Smirnov), ${verdict} (${fixed(limit, 4)}).`,
    );
  }
}

/** The well that belongs to a density. @param {Density} density */
function well({ xs, density }) {
  const top = Math.max(...density);
  const kept = xs.map((x, i) => ({ x, v: Math.log(top / density[i]) })).filter(({ v }) => v <= highest);
  return { x: kept.map(({ x }) => x), y: kept.map(({ v }) => v) };
}
