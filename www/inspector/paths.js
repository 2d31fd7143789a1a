/**
 * The path account of one noising trajectory: how much more probable it is than its reverse under θ, the
 * exact identity, and the paper's approximation with its size.
 */

import { make, say } from "../dom.js";
import { field, note, option, row } from "../elements.js";
import { fixed, scientific } from "../format.js";
import { imagesOf } from "../images.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";
import { Facts } from "./facts.js";
import { Measure } from "./measure.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("./inspector.js").Context} Context */
/** @typedef {{steps: number, log_ratio: number, end_points: number, dropped: number, approximation: number, noising_heat: number, exact_residual: number, midpoint_residual: number, approximation_error: number}} Account */

const shown = 12;

export class Panel {
  /** @param {HTMLElement} root @param {Context} context */
  constructor(root, context) {
    this.context = context;
    this.image = make("select", {});
    this.noise = make("input", { type: "text", inputmode: "numeric", class: "short", value: "0" });
    for (const control of [this.image, this.noise]) control.addEventListener("change", () => this.begin());
    this.measure = new Measure(context.lab, "trust.compute", () => this.begin());
    this.facts = new Facts("trust.paths.facts");
    this.words = make("p", { class: "note", role: "status" });
    this.key = "";
    /** @type {Account | null} */
    this.account = null;
    const paper = make("a", {
      href: "https://arxiv.org/abs/2506.15121",
      "data-slot": "paper",
      ...wording({ text: "trust.paths.paper" }),
    });
    const exact = make("a", {
      href: "https://arxiv.org/abs/2609.15439",
      "data-slot": "exact",
      ...wording({ text: "trust.paths.exact" }),
    });
    root.append(
      note("trust.paths.note"),
      row(field("trust.image", this.image), field("trust.paths.noise", this.noise), this.measure.root),
      this.facts.root,
      this.words,
      note("trust.paths.identity", paper, exact),
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
      ...labels.map((label, i) => option(String(i), label ? "trust.imageOf" : "trust.imageNo", { n: i, label })),
    );
    if (Number(before) < labels.length) this.image.value = before || "0";
    this.begin();
  }

  async begin() {
    const { session } = this.context;
    const { model, patterns } = session;
    const settings = session.checkpoints.learned?.settings;
    if (!model || !settings) return;
    const trajectory = Number(this.noise.value);
    if (!/^\d{1,9}$/.test(this.noise.value.trim())) {
      return say(this.words, text("trust.paths.problem"));
    }
    const images = await imagesOf(patterns);
    if (session.model !== model) return;
    const input = { model: model.data, settings, images, image: Number(this.image.value), trajectory };
    this.measure.run("path", input, { part: (part) => this.show(part), done: () => "" });
  }

  respeak() {
    if (this.account) this.show(this.account);
  }

  /** @param {Account} account */
  show(account) {
    this.account = account;
    const number = (/** @type {number} */ value) => fixed(value, 3);
    this.facts.show([
      ["ln P₀[ω] / P̃θ[ω̃]", number(account.log_ratio), text("trust.paths.measured", { steps: account.steps })],
      ["−½β Σ (∂V₀(x) + ∂Vθ(x′))·Δx", number(account.end_points), text("trust.paths.ends")],
      ["¼βμΔt Σ (‖∂Vθ(x′)‖² − ‖∂V₀(x)‖²)", number(account.dropped), text("trust.paths.dropped")],
      [text("trust.paths.first"), scientific(account.exact_residual), text("trust.paths.rounding")],
      ["−½β(Q₀ + Qθ)", number(account.approximation), text("trust.paths.approximation")],
      [text("trust.paths.error"), number(account.approximation_error), text("trust.paths.error.note")],
      [text("trust.paths.beside"), number(account.midpoint_residual), text("trust.paths.falls")],
      [text("trust.paths.entropy"), `${number(account.noising_heat)} k`, text("trust.paths.entropy.note")],
    ]);
    const share = Math.abs(account.approximation_error / (account.log_ratio || 1));
    say(
      this.words,
      text("trust.paths.words", {
        ratio: number(account.log_ratio),
        approximation: number(account.approximation),
        off: number(account.approximation_error),
        share: fixed(share, 2),
      }),
    );
  }
}
