/**
 * Two settings side by side: the form that says what differs, the second stage beside the first, heat and overlap of both.
 */

import { byId, make, say } from "../dom.js";
import { button, option } from "../elements.js";
import { fixed, heat, signed } from "../format.js";
import { typed } from "../link/link.js";
import { labelOf, parameters } from "../link/settings.js";
import { SamplesView } from "../pictures/samples.js";
import { quality } from "../quality.js";
import { Comparison } from "../session/comparison.js";
import { language, text } from "../texts.js";
import { wording } from "../wording.js";
import { control } from "./parameters.js";

/** @typedef {import("../session/session.js").Session} Session */
/** @typedef {import("../tasks/messages.js").Settings} Settings */
/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {import("../link/settings.js").Parameter} Parameter */

const firstChoice = { name: "generate_kt", value: "2" };

export class ComparisonView {
  /**
   * @param {HTMLElement} form where what differs is said @param {HTMLElement} card the second stage
   * @param {Session} first @param {() => void} changed
   */
  constructor(form, card, first, changed) {
    this.first = first;
    this.changed = changed;
    this.card = card;
    /** @type {Comparison | null} */
    this.second = null;
    this.spoken = language();
    this.canvas = make("canvas", { role: "img", ...wording({ "aria-label": "comparison.samples" }) });
    this.says = make("figcaption");
    this.stage = byId("second"); // beside the first one
    this.stage.append(this.canvas, this.says);
    this.samples = new SamplesView(this.canvas, this.stage);
    this.samples.onresize = changed;
    this.name = make("select", { id: "differs" });
    this.entry = make("span", { class: "entry" });
    this.problem = make("p", { class: "problem", id: "differs-problem", role: "alert" });
    this.title = make("h2", { tabindex: "-1", ...wording({ text: "comparison.title" }) });
    this.list = make("ul", { class: "differences", ...wording({ "aria-label": "comparison.differs" }) });
    this.table = table();
    this.caption = make("p", { class: "note", role: "status" });
    const end = button("comparison.end", () => this.end());
    card.append(make("div", { class: "heading" }, this.title, end), this.list, this.table, this.caption);
    this.build(form);
  }

  /** @param {HTMLElement} root */
  build(root) {
    const groups = [...new Set(parameters.map((p) => p.group))].map((group) => {
      const rows = parameters.filter((p) => p.group === group && p.name !== "samples");
      const options = rows.map((p) => option(p.name, `label.${p.name}`));
      return make("optgroup", wording({ label: `group.${group}` }), ...options);
    });
    this.name.append(...groups);
    this.name.value = firstChoice.name;
    const set = make("button", wording({ text: "comparison.show" }));
    const form = make("form", { class: "letters", novalidate: "" });
    const label = make("label", { for: "differs", ...wording({ text: "comparison.with" }) });
    form.append(label, this.name, this.entry, set);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.add();
    });
    this.name.addEventListener("change", () => this.offer());
    root.append(form, this.problem);
    this.offer();
    this.field.value = firstChoice.value;
  }

  /** The parameter that is chosen. @returns {Parameter} */
  get chosen() {
    return /** @type {Parameter} */ (parameters.find((p) => p.name === this.name.value));
  }

  get field() {
    return /** @type {HTMLInputElement} */ (byId("differs-value"));
  }

  /** Puts the field for the parameter chosen. */
  offer() {
    const field = control(this.chosen, "differs-value");
    field.setAttribute("aria-label", text("comparison.value", { label: labelOf(this.chosen) }));
    field.setAttribute("aria-describedby", "differs-problem");
    const value = this.first.settings[this.chosen.name];
    if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = value !== true;
    else field.value = String(value);
    this.entry.replaceChildren(field);
  }

  /** Takes what was entered as a difference. */
  async add() {
    const raw = this.chosen.kind === "switch" ? this.field.checked : this.field.value;
    const { value, error } = await typed(this.chosen, raw);
    const same = value === this.first.settings[this.chosen.name];
    const twin = text("comparison.same", { label: labelOf(this.chosen) });
    const problem = same ? twin : error;
    say(this.problem, problem);
    if (problem || value === null) return;
    this.set({ ...this.second?.differences, [this.chosen.name]: value });
    this.title.focus({ preventScroll: false });
  }

  /** @param {Settings} differences */
  set(differences) {
    if (Object.keys(differences).length === 0) return this.end();
    if (this.second) this.second.differences = differences;
    else this.second = new Comparison(this.first, differences, this.changed);
    for (const part of [this.card, this.stage]) part.hidden = false;
    this.tell(differences);
    this.changed();
  }

  /** Lists what differs. @param {Settings} differences */
  tell(differences) {
    this.spoken = language();
    const items = Object.entries(differences).map(([name, value]) => {
      const label = labelOf({ name });
      const aria = { "aria-label": text("comparison.removeOf", { label }) };
      const remove = button(
        { class: "link", ...aria },
        () => {
          const { [name]: _, ...rest } = this.second?.differences ?? {};
          this.set(rest);
        },
        text("comparison.remove"),
      );
      const values = { label, value: words(value), first: words(this.first.settings[name]) };
      return make("li", {}, make("span", {}, text("comparison.instead", values)), remove);
    });
    this.list.replaceChildren(...items);
    say(this.says, items.map((item) => item.firstChild?.textContent).join(", "));
  }

  end() {
    this.second?.end();
    this.second = null;
    for (const part of [this.card, this.stage]) part.hidden = true;
    this.name.focus();
    this.changed();
  }

  /** @param {Frame | null} frame of the first one @param {boolean} hidden whether the hidden units are shown */
  render(frame, hidden) {
    const { second } = this;
    if (!second) return;
    second.follow();
    if (this.spoken !== language()) this.tell(second.differences);
    const { session } = second;
    const other = session.phase === "trained" ? session.player.frame : (session.preview?.frame ?? null);
    const { images } = session;
    if (other && images) this.samples.showGrid(other, images, { hidden });
    this.compare(frame, other);
    const state = stateOf(session, other);
    const { player } = this.first;
    const still = player.atEnd || (!player.playing && player.target === null);
    say(this.caption, state || (still ? this.sentence(frame, other) : ""));
    if (other) this.canvas.setAttribute("aria-label", this.sentence(frame, other));
  }

  /** @param {Frame | null} a @param {Frame | null} b */
  sentence(a, b) {
    if (!a || !b) return "";
    const [p, q] = [quality(a), quality(b)];
    return text("comparison.sentence", {
      time: fixed(b.time, 2),
      heat: heat(q.heat),
      firstHeat: heat(p.heat),
      overlap: signed(q.best),
      firstOverlap: signed(p.best),
    });
  }

  /** @param {Frame | null} a @param {Frame | null} b */
  compare(a, b) {
    const [p, q] = [a && quality(a), b && quality(b)];
    const rows = [
      [p ? heat(p.heat) : "–", q ? heat(q.heat) : "–"],
      [p ? signed(p.best) : "–", q ? signed(q.best) : "–"],
      [p ? String(p.inverted) : "–", q ? String(q.inverted) : "–"],
    ];
    rows.forEach((cells, r) => {
      cells.forEach((text, c) => {
        say(/** @type {HTMLElement} */ (this.table.rows[r + 1].cells[c + 1]), text);
      });
    });
  }
}

function table() {
  const columns = /** @type {const} */ (["comparison.first", "comparison.second"]);
  const head = columns.map((key) => make("th", { scope: "col", ...wording({ text: key }) }));
  const names = /** @type {const} */ (["comparison.heat", "comparison.overlap", "comparison.inverted"]);
  const rows = names.map((key) => {
    const name = make("th", { scope: "row", ...wording({ text: key }) });
    return make("tr", {}, name, make("td", { class: "num" }), make("td", { class: "num" }));
  });
  return make("table", { class: "both" }, make("tr", {}, make("td"), ...head), ...rows);
}

/** @param {Session} session @param {Frame | null} frame */
function stateOf({ phase, training, error, notice }, frame) {
  if (error) return error.message;
  if (phase === "loading") return text("comparison.loading");
  if (phase === "broken") return notice;
  if (phase === "training")
    return text("comparison.learns", { iteration: training.iteration, iterations: training.iterations });
  return frame ? "" : text("comparison.starts");
}

/** @param {number | string | boolean} value */
const words = (value) => (typeof value === "boolean" ? text(value ? "value.on" : "value.off") : String(value));
