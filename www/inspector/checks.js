/** The self-check, computed in the reader's browser, row by row, each with what it means. */

import { make, say } from "../dom.js";
import { note, row } from "../elements.js";
import { scientific } from "../format.js";
import { text } from "../texts.js";
import { fill } from "../wording.js";
import { Measure } from "./measure.js";

/** @typedef {import("./inspector.js").Context} Context */
/** @typedef {{name: string, compared: string, value: number, unit: string, bound: string, tolerance: number, pass: boolean, detail: string}} Row */

export class Panel {
  /** @param {HTMLElement} root @param {Context} context */
  constructor(root, context) {
    this.measure = new Measure(context.lab, "inspector.checks.again", () => this.begin());
    this.verdict = make("p", { class: "verdict", role: "status" });
    this.measure.button.addEventListener("click", () => this.measure.running || say(this.verdict, "")); // stopped
    this.list = make("ul", { class: "check-rows" });
    /** @type {Map<string, HTMLElement>} */
    this.rows = new Map();
    this.done = 0;
    this.failed = 0;
    /** Each says the value of a row. @type {(() => void)[]} */
    this.tells = [];
    root.append(note("inspector.checks.note"), row(this.verdict, this.measure.root), this.list);
    this.begin();
  }

  render() {
    if (this.rows.size > 0 && this.done === this.rows.size) this.conclude();
  }

  begin() {
    Object.assign(this, { done: 0, failed: 0, tells: [] });
    this.measure.run(
      "check",
      {},
      {
        part: (part) => {
          if (part.rows) this.name(part.rows);
          else this.show(part.row);
        },
        done: () => "",
      },
      () => say(this.verdict, ""),
    );
    say(this.verdict, text("inspector.checks.on"));
  }

  /** @param {[string, string][]} rows names and explanations */
  name(rows) {
    this.rows = new Map(
      rows.map(([name, text]) => {
        const mark = make("span", { class: "mark waiting" }, "…");
        const value = make("span", { class: "value num" });
        const summary = make(
          "summary",
          {},
          mark,
          make("span", { class: "title", lang: "en" }, name.replaceAll("-", " ")),
          value,
        );
        const paragraphs = text.split("\n\n").map((line) => make("p", { lang: "en" }, ...linked(line)));
        const compared = make("p", { class: "compared", lang: "en" });
        return [name, make("details", { id: `check-${name}` }, summary, compared, ...paragraphs)];
      }),
    );
    this.list.replaceChildren(...[...this.rows.values()].map((row) => make("li", {}, row)));
  }

  /** @param {Row} row */
  show({ name, compared, value, unit, bound, tolerance, pass, detail }) {
    const row = this.rows.get(name);
    if (!row) return;
    this.done += 1;
    if (!pass) this.failed += 1;
    const [mark, cell, what] = [".mark", ".value", ".compared"].map(
      (part) => /** @type {HTMLElement} */ (row.querySelector(part)),
    );
    mark.className = pass ? "mark pass" : "mark fail";
    mark.dataset.text = pass ? "inspector.pass" : "inspector.fail";
    fill(mark);
    const tell = () => {
      const values = { value: `${scientific(value)}${unit && ` ${unit}`}`, bound: scientific(tolerance) };
      say(cell, text(bound === "at least" ? "inspector.check.least" : "inspector.check.most", values));
    };
    this.tells.push(tell);
    tell();
    say(what, detail ? `${compared}; ${detail}.` : `${compared}.`);
    this.measure.progress(this.done / this.rows.size);
    if (this.done === this.rows.size) this.conclude();
  }

  respeak() {
    for (const tell of this.tells) tell();
  }

  conclude() {
    const { failed, done } = this;
    say(
      this.verdict,
      failed ? text("inspector.checks.failed", { failed, done }) : text("inspector.checks.passed", { done }),
    );
  }
}

const sources = /(arXiv:\d{4}\.\d{5}|[Tt]he paper's Eqs \d+–\d+)/;
const paper = "arXiv:2506.15121";

/** Each source that a text cites becomes a link. @param {string} text */
function linked(text) {
  return text.split(sources).map((part, i) => {
    const cited = part.startsWith("arXiv:") ? part : paper;
    return i % 2 ? make("a", { href: `https://arxiv.org/abs/${cited.slice("arXiv:".length)}` }, part) : part;
  });
}
