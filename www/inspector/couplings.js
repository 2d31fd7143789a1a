/**
 * Coupling maps of hidden units, sixteen at a time; one can be chosen and cut out, to see what the
 * same samples are without it.
 */

import { make, say } from "../dom.js";
import { button, field, note, option, row } from "../elements.js";
import { fixed } from "../format.js";
import { signedBytes } from "../pictures/brightness.js";
import { drawPicture, scaleFor } from "../pictures/tiles.js";
import { bestOverlaps } from "../session/history.js";
import { summary } from "../statistics.js";
import { language, text } from "../texts.js";
import { wording } from "../wording.js";
import { Measure } from "./measure.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("./inspector.js").Context} Context */
/** @typedef {{maps: Float32Array, hidden: number, width: number, height: number}} Couplings */

const page = 16;
const pairs = 64; // samples with and without the unit

export class Panel {
  /** @param {HTMLElement} root @param {Context} context */
  constructor(root, context) {
    this.context = context;
    const orders = [option("strength", "inspector.strongest"), option("index", "inspector.byNumber")];
    this.order = make("select", {}, ...orders);
    this.order.addEventListener("change", () => this.turn(0));
    this.back = button(wording({ "aria-label": "inspector.previous" }), () => this.turn(this.from - page), "‹");
    this.forth = button(wording({ "aria-label": "inspector.next" }), () => this.turn(this.from + page), "›");
    this.where = make("span", { class: "num" });
    this.grid = make("div", { class: "maps" });
    this.scale = make("p", { class: "note" });
    this.note = make("p", { class: "note", role: "status" }, text("inspector.reading"));
    this.live = button("inspector.flip", () => this.chosen !== null && context.session.generation.flip(this.chosen));
    this.measure = new Measure(context.lab, "inspector.without", () => this.lesion());
    this.effect = make("p", { class: "note", role: "status" });
    this.about = make("div", { class: "chosen" }, row(this.live, this.measure.root), this.effect);
    this.about.hidden = true;
    /** @type {Couplings | null} */
    this.couplings = null;
    /** @type {number[]} units in the order shown */
    this.units = [];
    this.from = 0;
    /** @type {number | null} */
    this.chosen = null;
    this.model = "";
    this.spoken = language();
    root.append(
      note("inspector.couplings.note"),
      row(field("inspector.units", this.order), this.back, this.where, this.forth),
      this.grid,
      this.scale,
      this.note,
      this.about,
    );
  }

  /** @param {Session} session */
  render({ phase, model, training }) {
    const name = `${training.fingerprint} ${training.shown}`;
    if (this.couplings && this.spoken !== language()) this.turn(this.from);
    if (phase !== "trained" || !model || name === this.model) return;
    this.model = name;
    if (model.hidden === 0) {
      this.couplings = null;
      this.grid.replaceChildren();
      say(this.scale, "");
      return say(this.note, text("inspector.noHidden"));
    }
    this.context.lab.ask(
      "couplings",
      { model: model.data },
      {
        part: (part) => this.take(part),
        failed: (why) => say(this.note, why),
      },
    );
  }

  /** Tries again what has failed. */
  reopen() {
    if (!this.couplings) this.model = "";
  }

  /** @param {Couplings} couplings */
  take(couplings) {
    this.couplings = couplings;
    say(this.note, "");
    this.turn(this.from < couplings.hidden ? this.from : 0);
  }

  /** Of one unit. @param {number} unit */
  map(unit) {
    const { maps, hidden } = /** @type {Couplings} */ (this.couplings);
    const visible = maps.length / hidden;
    return maps.subarray(unit * visible, (unit + 1) * visible);
  }

  /** Shows the units from that place on. @param {number} from */
  turn(from) {
    if (!this.couplings) return;
    const { hidden, maps } = this.couplings;
    const all = Array.from({ length: hidden }, (_, unit) => unit);
    const norm = all.map((unit) => this.map(unit).reduce((sum, j) => sum + j * j, 0));
    this.units = this.order.value === "index" ? all : all.sort((a, b) => norm[b] - norm[a]);
    this.spoken = language();
    this.from = Math.max(0, Math.min(from, Math.floor((hidden - 1) / page) * page));
    const largest = maps.reduce((most, j) => Math.max(most, Math.abs(j)), 0);
    const shown = this.units.slice(this.from, this.from + page);
    this.grid.replaceChildren(...shown.map((unit) => this.tile(unit, largest)));
    say(this.where, text("inspector.range", { from: this.from + 1, to: this.from + shown.length, all: hidden }));
    say(this.scale, text("inspector.scale", { most: fixed(largest, 2) }));
    this.back.disabled = this.from === 0;
    this.forth.disabled = this.from + page >= hidden;
  }

  /** @param {number} unit @param {number} largest */
  tile(unit, largest) {
    const { width, height } = /** @type {Couplings} */ (this.couplings);
    const map = this.map(unit);
    const canvas = make("canvas");
    drawPicture(canvas, signedBytes(map, largest), width, height, scaleFor(width, 76), map.length / (width * height));
    const attributes = {
      "aria-pressed": String(unit === this.chosen),
      "data-unit": String(unit),
      ...wording({ "aria-label": "inspector.unit" }, { unit }),
    };
    return button(attributes, () => this.choose(unit), canvas, make("span", {}, String(unit)));
  }

  /** @param {number} unit */
  choose(unit) {
    this.chosen = unit;
    this.measure.stop("");
    for (const tile of this.grid.children)
      tile.setAttribute("aria-pressed", String(tile.getAttribute("data-unit") === String(unit)));
    this.about.hidden = false;
    say(this.effect, text("inspector.chosen", { unit }));
  }

  /** The same samples with and without the chosen unit. */
  lesion() {
    const { session } = this.context;
    const unit = this.chosen;
    if (!session.model || unit === null) return;
    const order = session.generation.orderOf(session.first, pairs);
    const without = { ...order, events: [`0:lesion:${unit}`, ...order.events] };
    const { data, targets } = session.model;
    /** @type {{heat: number[], overlap: number[]}[]} */
    const both = [order, without].map(() => ({ heat: [], overlap: [] }));
    const jobs = [order, without].map((one, tag) => ({ tag, model: 0, order: one }));
    this.measure.run(
      "generate",
      { models: [data], jobs, targets },
      {
        part: (part) => {
          if (!("heat" in part)) return;
          both[part.tag].heat.push(...part.heat);
          both[part.tag].overlap.push(...bestOverlaps(part));
          this.measure.progress((both[0].heat.length + both[1].heat.length) / (2 * pairs));
        },
        done: () => {
          say(this.effect, effectOf(unit, both[0], both[1]));
          return text("inspector.pairs", { n: pairs });
        },
      },
    );
  }
}

/** Means of the differences between pairs, in words. @param {number} unit @param {{heat: number[], overlap: number[]}} before @param {{heat: number[], overlap: number[]}} after */
function effectOf(unit, before, after) {
  const change = (/** @type {"heat" | "overlap"} */ of) => summary(after[of].map((v, s) => v - before[of][s]));
  const [heat, overlap] = [change("heat"), change("overlap")];
  return text("inspector.effect", {
    unit,
    heat: fixed(heat.mean, 2),
    heatError: fixed(heat.se, 2),
    overlap: fixed(overlap.mean, 4),
    overlapError: fixed(overlap.se, 4),
  });
}
