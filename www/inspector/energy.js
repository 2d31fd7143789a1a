/**
 * Energy, honestly: the heat of the run on the stage compared with estimates of what its digital counterpart,
 * its read-out and its switching would cost, on a logarithmic ruler with landmarks. All but the heat are estimates, and
 * are named so. The landmarks, at 300 K: kT ln 2; the hydrolysis of ATP in a cell, about 50 kJ/mol; a photon of 532 nm;
 * a milligram lifted by a millimetre; the charge of an AA cell, about 10 kJ.
 */

import { Ruler } from "../charts/ruler.js";
import { make, say } from "../dom.js";
import { fixed, scientific } from "../format.js";
import { paperHeat } from "../published.js";
import { quality } from "../quality.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";
import { Facts } from "./facts.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("./inspector.js").Context} Context */
/** @typedef {{published: {multiplications: number, steps: number, joule: number, kt: number}, simulated: number, readout: number, switched: number, units: number, couplings: number}} Costs */

const kelvin = 300;
const joule = 1 / (1.380649e-23 * kelvin); // in kT
const landmarks = /** @type {const} */ ([
  ["inspector.energy.landauer", Math.LN2],
  ["inspector.energy.atp", (50e3 / 6.02214076e23) * joule],
  ["inspector.energy.photon", ((6.62607015e-34 * 2.99792458e8) / 532e-9) * joule],
  ["inspector.energy.milligram", 1e-6 * 9.81 * 1e-3 * joule],
  ["inspector.energy.cell", 10e3 * joule],
]);

export class Panel {
  /** @param {HTMLElement} root @param {Context} context */
  constructor(root, context) {
    this.context = context;
    this.reading = slider("inspector.energy.reading", 0, 4, 0, (v) => `${fixed(v, 0)} × kT ln 2`);
    this.switching = slider("inspector.energy.switching", 0, 4, 0, (v) => `${fixed(v, 0)} × kT ln 2`);
    this.joule = slider("inspector.energy.joule", -15, -9, -12, (v) => `${scientific(v)} J`);
    for (const { input } of [this.reading, this.switching, this.joule])
      input.addEventListener("input", () => this.ask());
    this.ruler = new Ruler();
    this.facts = new Facts("inspector.energy.facts");
    this.words = make("p", { class: "note", role: "status" });
    this.heat = Number.NaN;
    this.model = "";
    /** @type {Costs | null} */
    this.costs = null;
    this.stop = () => {};
    root.append(
      make("p", { class: "note", ...wording({ text: "inspector.energy.note" }) }),
      this.ruler.root,
      make("div", { class: "sliders" }, this.reading.root, this.switching.root, this.joule.root),
      this.facts.root,
      this.words,
    );
  }

  /** @param {Session} session @param {import("../tasks/messages.js").Frame | null} frame */
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
    const { model, player } = this.context.session;
    if (!model) return;
    this.stop();
    const input = { model: model.data, steps: player.steps, kelvin };
    const set = { joule: this.joule.value, reading: this.reading.value, switching: this.switching.value };
    this.stop = this.context.lab.ask(
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

  /** Tries again what has failed. */
  reopen() {
    if (!this.costs) this.model = "";
  }

  respeak() {
    for (const one of [this.reading, this.switching, this.joule]) one.tell();
    this.draw();
  }

  draw() {
    if (!this.costs) return;
    const { published, simulated, readout, switched, units, couplings } = this.costs;
    const whole = this.heat + readout + switched;
    const theirs = {
      n: fixed(published.multiplications, 0),
      steps: published.steps,
      joule: scientific(published.joule),
      kelvin,
    };
    /** @type {[string, number, string][]} */
    const rows = [
      [text("inspector.energy.heat"), this.heat, text("inspector.energy.heat.note")],
      [text("inspector.energy.readout"), readout, text("inspector.energy.readout.note", { n: fixed(units, 0) })],
      [text("inspector.energy.on"), switched, text("inspector.energy.on.note", { n: fixed(couplings, 0) })],
      [text("inspector.energy.device"), simulated, text("inspector.energy.device.note")],
      [text("inspector.energy.digital"), published.kt, text("inspector.energy.digital.note", theirs)],
    ];
    const lengths = rows.map(([name, value], i) => ({ name, value, ink: i ? "plain" : "heat" }));
    this.ruler.show(
      lengths,
      landmarks.map(([key, value]) => ({ name: text(key), value })),
      "kT",
    );
    this.facts.show(rows.map(([name, value, about]) => [name, `${scientific(value)} kT`, about]));
    const paper = scientific(published.kt / paperHeat.value);
    const ours = whole > 0 ? scientific(published.kt / whole) : "–";
    say(this.words, text("inspector.energy.words", { heat: fixed(paperHeat.value, 0), paper, ours }));
  }
}

/** A slider over powers of ten. @param {import("../texts.js").PlainKey} label key of it @param {number} low @param {number} high @param {number} now @param {(value: number) => string} words */
function slider(label, low, high, now, words) {
  const input = make("input", { type: "range", min: String(low), max: String(high), step: "0.1", value: String(now) });
  const output = make("output", { class: "num" });
  const value = () => 10 ** Number(input.value);
  const tell = () => {
    say(output, words(value()));
    input.setAttribute("aria-valuetext", words(value()));
  };
  input.addEventListener("input", tell);
  tell();
  const root = make("label", { class: "field" }, make("span", wording({ text: label })), input, output);
  return {
    root,
    input,
    tell,
    get value() {
      return value();
    },
  };
}
