/**
 * Energy, honestly: the energy of one sample of the run on the stage as a ledger of priced parts, compared with what its
 * digital counterpart would cost, on a logarithmic ruler with landmarks. All but the heat are estimates, and are named so.
 * The core makes the ledger (src/inspect/ledger.rs): a part without a price refuses the total.
 */

import { landmarks } from "../built/prices.js";
import { Ruler } from "../charts/ruler.js";
import { make, say } from "../dom.js";
import { fold, heading, note } from "../elements.js";
import { fixed, scientific } from "../format.js";
import { paperHeat } from "../published.js";
import { quality } from "../quality.js";
import { text } from "../texts.js";
import { Facts } from "./facts.js";
import { allPrices, Prices } from "./prices.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("./inspector.js").Context} Context */
/** @typedef {import("../tasks/inspect.js").CostsPart} Costs */
/** @typedef {import("../tasks/inspect.js").Entry} Entry */

const kelvin = 300;
const joule = 1 / (1.380649e-23 * kelvin); // in kT
/** The landmarks that are drawn, with the keys of their words. */
const drawn = /** @type {const} */ ({
  landauer: "inspector.energy.landauer",
  atp: "inspector.energy.atp",
  photon: "inspector.energy.photon",
  milligram: "inspector.energy.milligram",
  cell: "inspector.energy.cell",
});
/** What is written with each part. @param {string} part */
const named = (part) => text(/** @type {"inspector.energy.part.heat"} */ (`inspector.energy.part.${part}`));

/** @param {Entry["kT"]} kt */
const energy = (kt) => (kt === null ? text("inspector.energy.noPrice") : `${scientific(kt)} kT`);

/** How an entry comes about: how many, at what price, and whose. @param {Entry} entry */
function about({ count, price }) {
  if (!price) return count === null ? "" : text("inspector.energy.count", { n: scientific(count) });
  if (price.name === "run") return text("inspector.energy.heat.note");
  const value = `${scientific(price.value)} ${price.unit}`;
  const each = text(/** @type {"inspector.energy.per.unit"} */ (`inspector.energy.per.${price.per}`));
  const whose = price.year === null ? text("inspector.energy.yours") : `${price.source} (${price.year})`;
  return text("inspector.energy.paid", { n: count === null ? "–" : scientific(count), value, each, whose });
}

export class Panel {
  /** @param {HTMLElement} root @param {Context} context */
  constructor(root, context) {
    this.context = context;
    this.ruler = new Ruler();
    this.prices = new Prices((chosen) => {
      context.session.prices = chosen;
      this.shown = chosen;
      this.ask();
      context.changed();
    });
    this.facts = new Facts("inspector.energy.facts");
    this.all = new Facts("inspector.energy.all");
    this.words = make("p", { class: "note", role: "status" });
    this.total = make("p", { class: "total", role: "status" });
    this.heat = Number.NaN;
    this.model = "";
    /** @type {Record<string, string> | null} the session's prices that the form shows */
    this.shown = null;
    /** Whether an answer is awaited, and whether there is more to be asked by then. */
    this.busy = false;
    this.stale = false;
    /** @type {Costs | null} */
    this.costs = null;
    root.append(
      note("inspector.energy.note"),
      this.ruler.root,
      heading("inspector.energy.choose"),
      this.prices.root,
      heading("inspector.energy.facts"),
      this.facts.root,
      this.total,
      this.words,
      fold("inspector.energy.all", this.all.root),
    );
    this.list();
  }

  list() {
    this.all.show(allPrices(scientific));
  }

  /** @param {Session} session @param {import("../tasks/messages.js").Frame | null} frame */
  render({ phase, model, training, player, prices }, frame) {
    if (prices !== this.shown) {
      this.shown = prices;
      this.prices.show(prices);
      this.heat = Number.NaN; // asked again below, or with the next model
    }
    if (phase !== "trained" || !model || !frame || player.steps === 0) return;
    const { heat } = quality(frame);
    const name = `${training.fingerprint} ${training.shown} ${player.steps}`;
    if (heat === this.heat && name === this.model) return;
    this.heat = heat;
    if (name !== this.model) this.costs = null;
    this.model = name;
    this.ask();
  }

  /** Asks for the ledger, or once more when the answer that is awaited has come. */
  ask() {
    const { model, player } = this.context.session;
    if (!model || Number.isNaN(this.heat)) return;
    this.stale = this.busy;
    if (this.busy) return;
    this.busy = true;
    const { model: about, costs, heat } = this;
    const of = costs ? { needs: costs.ledger.needs } : { model: model.data };
    const input = { ...of, steps: player.steps, heat, prices: this.context.session.prices, kelvin };
    this.context.lab.ask("costs", input, {
      part: (part) => {
        if (about !== this.model) return;
        this.costs = part;
        this.draw();
      },
      done: () => this.rest(),
      failed: (why) => {
        say(this.words, why);
        this.rest();
      },
    });
  }

  rest() {
    this.busy = false;
    if (this.stale) this.ask();
  }

  /** Tries again what has failed. */
  reopen() {
    if (!this.costs) this.model = "";
  }

  respeak() {
    this.list();
    this.draw();
  }

  draw() {
    if (!this.costs) return;
    const { ledger, published } = this.costs;
    const entries = [...ledger.entries, ...ledger.beside];
    const theirs = {
      n: fixed(published.multiplications, 0),
      steps: published.steps,
      joule: scientific(published.joule),
      kelvin,
    };
    const digital = text("inspector.energy.digital");
    const known = entries.filter(({ part, kT }) => kT !== null && !["pairs", "buses"].includes(part));
    const lengths = known.map(({ part, kT }) => ({
      name: named(part),
      value: Number(kT),
      ink: part === "heat" ? "heat" : "plain",
    }));
    this.ruler.show(
      [...lengths, { name: digital, value: published.kt, ink: "plain" }],
      landmarks
        .filter(({ name }) => name in drawn)
        .map((one) => ({ name: text(drawn[/** @type {"atp"} */ (one.name)]), value: one.joule * joule })),
      "kT",
    );
    this.facts.show([
      .../** @type {import("./facts.js").Fact[]} */ (
        entries.map((entry) => [named(entry.part), energy(entry.kT), about(entry)])
      ),
      [digital, `${scientific(published.kt)} kT`, text("inspector.energy.digital.note", theirs)],
    ]);
    this.sum(ledger, published.kt);
  }

  /** The total, or why there is none, and the ratios. @param {import("../tasks/inspect.js").PricedLedger} ledger @param {number} digital */
  sum({ total_kT: total, unpriced }, digital) {
    const missing = unpriced.map(named).join(", ");
    say(
      this.total,
      total === null
        ? text("inspector.energy.refused", { parts: missing })
        : text("inspector.energy.total", { total: scientific(total) }),
    );
    const paper = scientific(digital / paperHeat.value);
    const theirs = text("inspector.energy.words", { heat: fixed(paperHeat.value, 0), paper });
    // A total that is refused has no ratio, so nothing is said of one.
    const ours =
      Number(total) > 0 ? text("inspector.energy.words.total", { ours: scientific(digital / Number(total)) }) : "";
    say(this.words, `${theirs} ${ours}`.trim());
  }
}
