/** A chart's data as a table to read and a CSV file to keep: filled only when it is opened. */

import { make } from "../dom.js";
import { button } from "../elements.js";
import { csv, save } from "../files.js";
import { plain } from "../format.js";
import { say as named, text } from "../texts.js";
import { wording } from "../wording.js";

/** @typedef {import("../files.js").Rows} Rows */
/** @typedef {import("../texts.js").PlainKey} PlainKey */
/** @typedef {{columns: string[], rows: Rows}} Data */

const mostRows = 200;

/** @param {number} value to six digits */
const short = (value) => (Number.isFinite(value) ? plain(Number(value.toPrecision(6))) : "–");

export class DataTable {
  /** @param {PlainKey} title key of it @param {string} file name without its ending @param {() => Data} data */
  constructor(title, file, data) {
    this.title = title;
    this.data = data;
    this.table = make("table");
    this.rest = make("p", { class: "note" });
    const keep = button("inspector.csv", () => {
      const { columns, rows } = this.data();
      save(`${file}.csv`, csv(columns, rows), "text/csv");
    });
    const scroller = make(
      "div",
      { class: "scroller", tabindex: "0", role: "region", ...wording({ "aria-label": title }) },
      this.table,
    );
    this.root = make(
      "details",
      { class: "data" },
      make("summary", wording({ text: "inspector.data" })),
      scroller,
      this.rest,
      keep,
    );
    this.root.addEventListener("toggle", () => this.fill());
  }

  /** Shows the data as they are now, if the table is open. */
  fill() {
    if (!this.root.open) return;
    const { columns, rows } = this.data();
    const head = make("tr", {}, ...columns.map((name) => make("th", { scope: "col" }, name)));
    const body = rows.slice(0, mostRows).map((row) => {
      const cells = row.map((cell) => make("td", {}, typeof cell === "number" ? short(cell) : cell));
      return make("tr", {}, ...cells);
    });
    const caption = make("caption", { class: "hidden" }, named(this.title));
    this.table.replaceChildren(caption, make("thead", {}, head), make("tbody", {}, ...body));
    const more = rows.length - mostRows;
    this.rest.textContent = more > 0 ? text("inspector.more", { n: more }) : "";
  }
}
