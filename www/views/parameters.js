/**
 * The parameter form, made from the one table; each field shows its own problem. The trainer and six basic parameters
 * stand first; all others are in groups behind a field that searches their names and explanations.
 */

import { byId, make, say } from "../dom.js";
import { fold } from "../elements.js";
import { plain } from "../format.js";
import { typed } from "../link/link.js";
import { parameters, rangeOf } from "../link/settings.js";
import { onLanguage } from "../texts.js";
import { wording } from "../wording.js";
import { soon } from "../yielding.js";

/** @typedef {import("../link/settings.js").Parameter} Parameter */
/** @typedef {import("../tasks/messages.js").Settings} Settings */
/** @typedef {HTMLInputElement | HTMLSelectElement} Field */

const basic = ["trainer", "iterations", "hidden", "generate_kt", "generate_time", "samples", "seed"];

export class ParametersView {
  /** @param {(name: string, value: number | string | boolean) => void} change */
  constructor(change) {
    this.change = change;
    /** @type {Map<string, {field: Field, problem: HTMLElement, row: HTMLElement}>} */
    this.rows = new Map();
    /** @type {Settings | null} */
    this.shown = null;
    this.scene = "";
    /** The field at which the core refused a value last. */
    this.refused = "";
    /** Each says what a parameter may be. @type {(() => void)[]} */
    this.ranges = [];
    this.form = byId("parameters");
    this.form.addEventListener("submit", (event) => event.preventDefault());
  }

  /** Makes the fields, group by group. */
  async fill() {
    const first = basic.map((name) => parameters.find((p) => p.name === name)).filter((p) => p !== undefined);
    this.form.append(...first.map((p) => this.row(p)), this.search());
    for (const group of new Set(parameters.map((p) => p.group))) {
      this.form.append(this.group(group));
      await soon();
    }
    const tell = () => {
      for (const range of this.ranges) range();
    };
    onLanguage(tell);
    tell();
  }

  /** @param {Parameter["group"]} group */
  group(group) {
    const rest = parameters.filter((p) => p.group === group && !basic.includes(p.name));
    return fold(`group.${group}`, ...rest.map((p) => this.row(p)));
  }

  /** A field that shows the parameters whose names or explanations hold what is typed. */
  search() {
    const found = wording({ placeholder: "parameters.search", "aria-label": "parameters.search" });
    const field = make("input", { type: "search", id: "search", autocomplete: "off", ...found });
    field.addEventListener("input", () => this.find(field.value.trim().toLowerCase()));
    return field;
  }

  /** @param {string} wanted nothing for all */
  find(wanted) {
    for (const [name, { row }] of this.rows) {
      const said = `${name} ${row.textContent}`.toLowerCase();
      row.hidden = wanted !== "" && !basic.includes(name) && !said.includes(wanted);
    }
    for (const group of this.form.querySelectorAll("details")) {
      const some = group.querySelector(".parameter:not([hidden])") !== null;
      group.hidden = !some;
      group.open = some && wanted !== "";
    }
  }

  /** @param {Parameter} p */
  row(p) {
    const id = `p-${p.name}`;
    const field = control(p, id);
    field.setAttribute("aria-describedby", `${id}-problem ${id}-help`);
    const label = make("label", { for: id }, make("span", wording({ text: `label.${p.name}` })));
    if (p.symbol) label.append(" ", symbol(p.symbol));
    const problem = make("p", { class: "problem", id: `${id}-problem` });
    const range = make("span");
    if (p.kind === "number" || p.kind === "integer") this.ranges.push(() => say(range, sentence(rangeOf(p))));
    const tag = make("span", { class: `tag ${p.restarts}`, ...wording({ text: `restarts.${p.restarts}` }) });
    const told = make("span", wording({ text: `help.${p.name}` }));
    const help = make("p", { class: "help", id: `${id}-help` }, told, " ", range, " ", tag);
    const row = make("div", { class: "parameter" }, label, make("span", { class: "entry" }, field), problem, help);
    field.addEventListener("change", () => this.enter(p, field));
    field.addEventListener("keydown", (event) => this.nudge(p, field, /** @type {KeyboardEvent} */ (event)));
    this.rows.set(p.name, { field, problem, row });
    return row;
  }

  /** @param {Parameter} p @param {Field} field */
  async enter(p, field) {
    const raw = field instanceof HTMLInputElement && p.kind === "switch" ? field.checked : field.value;
    const { value, error } = await typed(p, raw);
    this.complain(p.name, error);
    if (value !== null) this.change(p.name, value);
  }

  /** Arrow keys move a number by its step. @param {Parameter} p @param {Field} field @param {KeyboardEvent} event */
  nudge(p, field, event) {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const step = p.step ?? 1;
    if (!direction || p.kind === "choice" || p.kind === "switch") return;
    event.preventDefault();
    const value = Number(field.value);
    if (Number.isNaN(value)) return;
    const moved = Number((value + direction * step).toPrecision(12));
    field.value = plain(Math.min(p.max ?? moved, Math.max(p.min ?? moved, moved)));
    this.enter(p, field);
  }

  /** @param {string} name @param {string} problem empty when there is none */
  complain(name, problem) {
    const row = this.rows.get(name);
    if (!row) return;
    say(row.problem, problem);
    row.field.setAttribute("aria-invalid", String(problem !== ""));
  }

  /**
   * Shows what has changed since the last time. A field whose value has not is left alone: what is being
   * typed there must outlive a change elsewhere.
   * @param {Settings} settings @param {Settings} preset
   * @param {{field: string, message: string} | null} error from the core
   * @param {string} scene another one resets every field
   */
  render(settings, preset, error, scene) {
    if (error && this.rows.has(error.field)) {
      this.complain(error.field, error.message);
      this.refused = error.field;
    }
    if (settings === this.shown) return;
    if (!error) this.complain(this.refused, "");
    const before = scene === this.scene ? (this.shown ?? {}) : {};
    Object.assign(this, { scene, shown: settings });
    for (const [name, { field, row }] of this.rows) {
      const value = settings[name];
      row.classList.toggle("changed", value !== preset[name]);
      if (value === before[name]) continue;
      if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = value === true;
      else field.value = typeof value === "number" ? plain(value) : String(value);
      if (error?.field !== name) this.complain(name, "");
    }
  }
}

/** @param {string} words */
const sentence = (words) => `${words[0].toUpperCase()}${words.slice(1)}.`;

/** @param {Parameter} p @param {string} id @returns {Field} */
export function control(p, id) {
  if (p.kind === "choice") {
    return make("select", { id }, ...(p.choices ?? []).map((c) => make("option", { value: c }, c)));
  }
  if (p.kind === "switch") return make("input", { id, type: "checkbox", class: "switch" });
  return make("input", { id, type: "text", inputmode: "decimal", spellcheck: "false" });
}

/** A symbol as it is printed: `t_f` with a lowered f. @param {string} text */
function symbol(text) {
  const [letter, index] = text.split("_");
  return make("i", {}, letter, ...(index ? [make("sub", {}, index)] : []));
}
