/**
 * The path account of one noising trajectory: how much more probable it is than its reverse under θ, the
 * exact identity, and the paper's approximation with its size.
 */

import { imagesOf } from "../../data.js";
import { fixed, scientific } from "../../format.js";
import { make, say } from "../dom.js";
import { Facts } from "./facts.js";
import { Measure } from "./measure.js";

/** @typedef {import("../../session.js").Session} Session */
/** @typedef {import("../closer.js").Bench} Bench */
/** @typedef {{steps: number, log_ratio: number, end_points: number, dropped: number, approximation: number, noising_heat: number, exact_residual: number, midpoint_residual: number, approximation_error: number}} Account */

const words = {
  about:
    "Training makes the steps of noising, taken backwards, as probable as can be. For one noising trajectory ω of a training image this is its probability against that of its reverse ω̃ under θ, at the time step and kT of training.",
  identity:
    "The identity is exact at any time step (Wang and Deng, with the forces at the ends of each step). The paper’s Eqs 13–14 keep the heats alone; what they drop does not vanish with the time step.",
};

const shown = 12;

export class Panel {
  /** @param {HTMLElement} root @param {Bench} bench */
  constructor(root, bench) {
    this.bench = bench;
    this.image = make("select", {});
    this.noise = make("input", { type: "text", inputmode: "numeric", class: "short", value: "0" });
    for (const control of [this.image, this.noise]) control.addEventListener("change", () => this.begin());
    this.measure = new Measure(bench.lab, "Compute", () => this.begin());
    this.facts = new Facts("Path probabilities in numbers");
    this.words = make("p", { class: "note", role: "status" });
    this.key = "";
    const paper = make("a", { href: "https://arxiv.org/abs/2506.15121" }, "the paper, Eqs 13–14");
    const exact = make("a", { href: "https://arxiv.org/abs/2609.15439" }, "Wang and Deng");
    root.append(
      make("p", { class: "note" }, words.about),
      make(
        "div",
        { class: "row" },
        make("label", { class: "field" }, make("span", {}, "Image"), this.image),
        make("label", { class: "field" }, make("span", {}, "Number of the noise"), this.noise),
        this.measure.root,
      ),
      this.facts.root,
      this.words,
      make("p", { class: "note" }, words.identity, " ", paper, ", ", exact, "."),
    );
  }

  /** @param {Session} session */
  render(session) {
    const { phase, model, images, training, patterns } = session;
    const key = `${training.fingerprint} ${training.shown}`;
    if (phase !== "trained" || !model || !images || key === this.key) return;
    this.key = key;
    const many = (patterns.each ?? 1) > 1; // of many images only the means of their classes are known here
    const labels = many ? new Array(shown).fill("") : images.labels.slice(0, shown);
    const before = this.image.value;
    this.image.replaceChildren(
      ...labels.map((label, i) => make("option", { value: String(i) }, `image ${i}${label && `: ${label}`}`)),
    );
    if (Number(before) < labels.length) this.image.value = before || "0";
    this.begin();
  }

  async begin() {
    const { session } = this.bench;
    const { model, patterns } = session;
    const settings = session.morph.learned?.settings;
    if (!model || !settings) return;
    const trajectory = Number(this.noise.value);
    if (!/^\d{1,9}$/.test(this.noise.value.trim())) {
      return say(this.words, "The number of the noise must be a whole number from 0 to 999 999 999.");
    }
    const images = await imagesOf(patterns);
    if (session.model !== model) return;
    const input = { model: model.bytes, settings, images, image: Number(this.image.value), trajectory };
    this.measure.run("path", input, { part: (part) => this.show(part), done: () => "" });
  }

  /** @param {Account} account */
  show(account) {
    const number = (/** @type {number} */ value) => fixed(value, 3);
    this.facts.show([
      ["ln P₀[ω] / P̃θ[ω̃]", number(account.log_ratio), `measured: from the probabilities of all ${account.steps} steps`],
      ["−½β Σ (∂V₀(x) + ∂Vθ(x′))·Δx", number(account.end_points), "forces at the ends of each step"],
      ["¼βμΔt Σ (‖∂Vθ(x′)‖² − ‖∂V₀(x)‖²)", number(account.dropped), "the term that Eqs 13–14 drop"],
      ["First less both others", scientific(account.exact_residual), "the exact identity: rounding"],
      ["−½β(Q₀ + Qθ)", number(account.approximation), "the paper’s approximation, with midpoint heats"],
      ["Its error", number(account.approximation_error), "first row less the approximation"],
      ["of it beside the dropped term", number(account.midpoint_residual), "falls at least as √Δt"],
      ["Entropy the bath gains", `${number(account.noising_heat)} k`, "its heat over kT, while noising with the drive"],
    ]);
    const share = Math.abs(account.approximation_error / (account.log_ratio || 1));
    say(
      this.words,
      `The log-ratio is ${number(account.log_ratio)}, the approximation ${number(account.approximation)}: it is off by ${number(account.approximation_error)}, ${fixed(share, 2)} times the log-ratio itself.`,
    );
  }
}
