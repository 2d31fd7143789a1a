/**
 * Energy, honestly: the heat of the run on the stage beside estimates of what its digital counterpart,
 * its read-out and its switching would cost. All but the heat are estimates, and are named so.
 */
import { fixed, scientific } from "../../format.js";
import { paperHeat } from "../../published.js";
import { quality } from "../../quality.js";
import { make, say } from "../dom.js";
import { Facts } from "./facts.js";

/** @typedef {import("../../session.js").Session} Session */
/** @typedef {import("../closer.js").Bench} Bench */
/** @typedef {{published: {multiplications: number, steps: number, joule: number, kt: number}, simulated: number, readout: number, switched: number, units: number, couplings: number}} Costs */

const kelvin = 300;

export class Panel {
  /** @param {HTMLElement} root @param {Bench} bench */
  constructor(root, bench) {
    this.bench = bench;
    this.reading = slider("Read-out, each of two reads of a unit", 0, 4, 0, (v) => `${fixed(v, 0)} × kT ln 2`);
    this.switching = slider("Switching each coupling on", 0, 4, 0, (v) => `${fixed(v, 0)} × kT ln 2`);
    this.joule = slider("Digital multiplication", -15, -9, -12, (v) => `${scientific(v)} J`);
    for (const { input } of [this.reading, this.switching, this.joule])
      input.addEventListener("input", () => this.ask());
    this.facts = new Facts("Energies of one sample");
    this.words = make("p", { class: "note", role: "status" });
    this.heat = Number.NaN;
    this.model = "";
    /** @type {Costs | null} */
    this.costs = null;
    this.stop = () => {};
    const claim =
      "The paper compares the heat of one trajectory with the energy of a digital network. That leaves out switching the couplings on, reading the units and controlling them: set what you hold them to cost.";
    root.append(
      make("p", { class: "note" }, claim),
      make("div", { class: "sliders" }, this.reading.root, this.switching.root, this.joule.root),
      this.facts.root,
      this.words,
    );
  }

  /** @param {Session} session @param {import("../../protocol.js").Frame | null} frame */
  render({ phase, model, training, player }, frame) {
    if (phase !== "trained" || !model || !frame || player.steps === 0) return;
    const { heat } = quality(frame);
    const name = `${training.fingerprint} ${training.shown} ${player.steps}`;
    if (heat === this.heat && name === this.model) return;
    this.heat = heat;
    if (name === this.model) return this.draw();
    this.model = name;
    this.ask();
  }

  ask() {
    const { model, player } = this.bench.session;
    if (!model) return;
    this.stop();
    const input = { model: model.bytes, steps: player.steps, kelvin };
    const set = { joule: this.joule.value, reading: this.reading.value, switching: this.switching.value };
    this.stop = this.bench.lab.ask(
      "costs",
      { ...input, ...set },
      {
        part: (part) => {
          this.costs = part;
          this.draw();
        },
        failed: (why) => say(this.words, why),
      },
    );
  }

  draw() {
    if (!this.costs) return;
    const { published, simulated, readout, switched, units, couplings } = this.costs;
    const whole = this.heat + readout + switched;
    const theirs = `${fixed(published.multiplications, 0)} multiplications × ${published.steps} steps × ${scientific(published.joule)} J at ${kelvin} K`;
    /** @type {[string, number, string][]} */
    const rows = [
      ["Heat of a sample on the stage", this.heat, "computed, mean over the samples, so far"],
      ["Read-out", readout, `estimate: 2 × ${fixed(units, 0)} reads`],
      ["Switching on", switched, `estimate: ${fixed(couplings, 0)} couplings`],
      ["This device, as a digital simulation", simulated, "estimate: multiplications of the whole run × J each"],
      ["Digital network", published.kt, `the paper’s estimate: ${theirs}`],
    ];
    this.facts.show(rows.map(([name, value, about]) => [name, `${scientific(value)} kT`, about]));
    const paper = scientific(published.kt / paperHeat.value);
    const ours = whole > 0 ? scientific(published.kt / whole) : "–";
    say(
      this.words,
      `The paper’s ratio, its digital estimate over its heat of ${fixed(paperHeat.value, 0)} kT, is ${paper}. The same estimate over the heat here with read-out and switching as set is ${ours}; the two computers do different tasks, so it is no measure of either.`,
    );
  }
}

/** A slider over powers of ten. @param {string} label @param {number} low @param {number} high @param {number} now @param {(value: number) => string} words */
function slider(label, low, high, now, words) {
  const input = make("input", { type: "range", min: String(low), max: String(high), step: "0.1", value: String(now) });
  const output = make("output", { class: "num" });
  const value = () => 10 ** Number(input.value);
  const tell = () => {
    say(output, words(value()));
    input.ariaValueText = words(value());
  };
  input.addEventListener("input", tell);
  tell();
  const root = make("label", { class: "field" }, make("span", {}, label), input, output);
  return {
    root,
    input,
    get value() {
      return value();
    },
  };
}
