/** A table of what is known: a name, a value, and what is to be said of it. Its roles outlive its shape on a phone. */
import { make } from "../dom.js";
import { wording } from "../wording.js";

/** @typedef {[name: string, value: string, about: string | Node]} Fact */

export class Facts {
  /** @param {import("../texts.js").PlainKey} label key of what the table is about */
  constructor(label) {
    this.table = make("table", { class: "plain", role: "table" });
    const region = { class: "scroller whole", tabindex: "0", role: "region", ...wording({ "aria-label": label }) };
    this.root = make("div", region, this.table);
  }

  /** @param {Fact[]} facts */
  show(facts) {
    const body = facts.map(([name, value, about]) =>
      make(
        "tr",
        { role: "row" },
        make("th", { scope: "row", role: "rowheader" }, name),
        make("td", { class: "num", role: "cell" }, value),
        make("td", { class: "soft", role: "cell" }, about),
      ),
    );
    this.table.replaceChildren(make("tbody", { role: "rowgroup" }, ...body));
  }
}
