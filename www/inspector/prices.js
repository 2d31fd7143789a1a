/**
 * The prices that a reader chooses for the parts of a sample's energy: a published one, or a number of their own. What is left
 * open is missing, and never 0. The choice travels in the link (docs/link.md).
 */

import table from "../built/prices.js";
import { make } from "../dom.js";
import { field, option } from "../elements.js";
import { text } from "../texts.js";
import { wording } from "../wording.js";

/** @typedef {{name: string, of: string, value: number, unit: string, per: string, source: string, year: number, link: string}} Price */
/** @typedef {Record<string, string>} Chosen by the names of a link */

const published = /** @type {Price[]} */ (table);

/** What is priced, with the unit of the reader's own number. */
const priced = /** @type {const} */ ([
  ["draw", "J"],
  ["read", "J"],
  ["write", "J"],
  ["multiply", "J"],
]);
/** Numbers that are the reader's alone: unit, most, whether 0 is one, step. */
const numbers = /** @type {const} */ ([
  ["idle", "W", 1e30, true, "any"],
  ["time", "s", 1e30, false, "any"],
  ["duty", "", 1, false, "any"],
  ["samples", "", 1e9, false, "1"],
]);

/** A field for a number. @param {string} name @param {string} unit @param {number} most @param {string} step */
function numberField(name, unit, most, step) {
  const input = make("input", { type: "number", min: step === "1" ? "1" : "0", max: String(most), step, name });
  input.inputMode = "decimal";
  return { input, unit: make("span", { class: "unit" }, unit) };
}

export class Prices {
  /** @param {(chosen: Chosen) => void} changed */
  constructor(changed) {
    this.changed = changed;
    /** @type {Map<string, {select: HTMLSelectElement | null, input: HTMLInputElement, zero: boolean}>} */
    this.fields = new Map();
    this.root = make("div", { class: "prices" });
    for (const [name, unit] of priced) this.add(name, numberField(name, unit, 1e30, "any"), true, this.choice(name));
    for (const [name, unit, most, zero, step] of numbers)
      this.add(name, numberField(name, unit, most, step), zero, null);
  }

  /** The published prices of one thing, none, and one's own. @param {string} name */
  choice(name) {
    const known = published.filter(({ of }) => of === name);
    return make(
      "select",
      { name },
      option("", "inspector.energy.none"),
      ...known.map((one) => option(one.name, /** @type {"price.z1"} */ (`price.${one.name}`))),
      option("own", "inspector.energy.own"),
    );
  }

  /** @param {string} name @param {{input: HTMLInputElement, unit: HTMLElement}} field @param {boolean} zero @param {HTMLSelectElement | null} select */
  add(name, { input, unit }, zero, select) {
    const key = /** @type {"inspector.energy.of.read"} */ (`inspector.energy.of.${name}`);
    const own = make("span", { class: "own" }, input, unit);
    this.fields.set(name, { select, input, zero });
    if (select)
      for (const [name, value] of Object.entries(wording({ "aria-label": key }))) input.setAttribute(name, value);
    own.hidden = select !== null;
    select?.addEventListener("change", () => {
      own.hidden = select.value !== "own";
      this.changed(this.chosen);
    });
    input.addEventListener("input", () => this.changed(this.chosen));
    this.root.append(field(key, select ?? own));
    if (select) this.root.lastElementChild?.append(own);
  }

  /** What is chosen, without numbers that are none. @returns {Chosen} */
  get chosen() {
    /** @type {[string, string][]} */
    const chosen = [];
    for (const [name, { select, input, zero }] of this.fields) {
      const good = input.value !== "" && input.validity.valid && (zero || Number(input.value) > 0);
      input.setAttribute("aria-invalid", String(input.value === "" ? input.validity.badInput : !good));
      if (select && select.value !== "own" && select.value !== "") chosen.push([name, select.value]);
      else if (select?.value !== "" && good) chosen.push([name, input.value]);
    }
    return Object.fromEntries(chosen);
  }

  /** Shows what a link has chosen. @param {Chosen} chosen */
  show(chosen) {
    for (const [name, { select, input }] of this.fields) {
      const value = chosen[name] ?? "";
      const known = value === "" || published.some((one) => one.of === name && one.name === value);
      if (select) select.value = known ? value : "own";
      if (!select || !known) input.value = value;
      if (select) /** @type {HTMLElement} */ (input.parentElement).hidden = known;
    }
  }
}

/** All published prices as facts. @param {(value: number) => string} write @returns {import("./facts.js").Fact[]} */
export function allPrices(write) {
  return published.map(({ of, name, value, unit, per, source, year, link }) => {
    const known = { price: text(/** @type {"price.z1"} */ (`price.${name}`)) };
    const kind = text(/** @type {"inspector.energy.of.read"} */ (`inspector.energy.of.${of}`));
    const words = `${source} (${year})`;
    const about = link ? make("a", { href: link }, words) : words;
    const each = text(/** @type {"inspector.energy.per.unit"} */ (`inspector.energy.per.${per}`));
    return [`${kind}: ${known.price}`, `${write(value)} ${unit} ${each}`, about];
  });
}
