/**
 * A chart with all that belongs to it: its title, a key of its lines, the values under the pointer, a sentence that
 * says the same, and the data as a table and a file.
 */

import { make, say, svg } from "../dom.js";
import { fixed } from "../format.js";
import { say as named, text } from "../texts.js";
import { wording } from "../wording.js";
import { dashes } from "./lines.js";
import { Plot } from "./plot.js";
import { Reader } from "./reader.js";
import { DataTable } from "./table.js";
import { pictureSide, picturesOf, spotOf } from "./things.js";

/** @typedef {import("./lines.js").Line} Line */
/** @typedef {import("./things.js").Spot} Spot */
/** @typedef {import("./plot.js").Level} Level */
/** @typedef {import("../texts.js").PlainKey} PlainKey */
/** @typedef {{title: PlainKey, file: string, x: PlainKey, y: PlainKey, digits: number, zero?: boolean, log?: boolean, logX?: boolean, height?: number}} About with keys of what it says */

export class ChartFigure {
  /** @param {About} about */
  constructor(about) {
    this.about = about;
    /** @type {Line[]} */
    this.lines = [];
    /** @type {Spot[]} */
    this.spots = [];
    this.plot = new Plot({ height: about.height, log: about.log, logX: about.logX, left: 54 });
    this.reader = new Reader(this.plot, (x) => this.tell(x));
    this.key = make("ul", { class: "legend" });
    this.readout = make("p", { class: "readout num" });
    this.plot.root.addEventListener("focus", () => this.readout.setAttribute("aria-live", "polite"));
    this.plot.root.addEventListener("blur", () => this.readout.removeAttribute("aria-live"));
    this.words = make("p", { class: "note" });
    this.table = new DataTable(about.title, about.file, () => this.data());
    const head = make("h4", wording({ text: about.title }));
    const parts = [head, this.key, this.plot.root, this.readout, this.words, this.table.root];
    this.root = make("figure", { class: "chart" }, ...parts);
  }

  /** @param {Line[]} lines those with the same x first or all @param {string} words what is to be seen @param {Level | null} [level] @param {Spot[]} [spots] @param {import("./things.js").Pictured[]} [pictures] above it */
  show(lines, words, level = null, spots = [], pictures = []) {
    const { title, x, y, zero = false } = this.about;
    Object.assign(this, { lines, spots });
    say(this.words, words);
    this.legend(level);
    const names = { x: named(x), y: named(y) };
    const ends = lines.flatMap((line) => [0, line.x[line.x.length - 1] ?? 0]);
    const things = [...spots.map(spotOf), ...(pictures.length ? [picturesOf(pictures, ends)] : [])];
    const head = pictures.length ? pictureSide + 6 : 0;
    const content = { lines, things, levels: level ? [level] : [], names, zero, head };
    this.plot.show(content, `${named(title)}. ${words}`);
    this.tell(this.reader.place);
    this.table.fill();
  }

  /** @param {Level | null} level */
  legend(level) {
    const item = (/** @type {string} */ kind, /** @type {string} */ dash, /** @type {string} */ words) => {
      const swatch = svg("svg", { class: "swatch", viewBox: "0 0 22 4", "aria-hidden": "true" });
      swatch.append(svg("path", { class: kind, d: "M0 2H22", "stroke-dasharray": dash }));
      return make("li", {}, swatch, words);
    };
    const named = this.lines.filter(({ label }) => label);
    this.key.replaceChildren(
      ...named.map(({ label, ink }, i) => item(`curve ink-${ink}`, dashes[i % dashes.length], label)),
      ...(level ? [item("level-line", "", `${level.label} ${fixed(level.value, this.about.digits)}`)] : []),
    );
  }

  /** Says the values at a place, or the last ones. @param {number | null} place */
  tell(place) {
    const { digits, x: across } = this.about;
    const ends = this.lines.map(({ x }) => x[x.length - 1]).filter((v) => v !== undefined);
    if (ends.length === 0 || this.spots.length > 0) return say(this.readout, "");
    const at = place ?? Math.max(...ends);
    const values = this.lines.flatMap((line) => {
      const k = Array.from(line.x).findLastIndex((value) => value <= at);
      if (k < 0 || at > line.x[line.x.length - 1]) return [];
      const error = line.error ? ` ± ${fixed(line.error[k], digits)}` : "";
      const value = `${fixed(line.y[k], digits)}${error}`;
      return this.lines.length > 1 ? `${line.label} ${value}` : value;
    });
    say(this.readout, `${named(across)} ${fixed(at, Number.isInteger(at) ? 0 : 2)}: ${values.join(" · ")}`);
  }

  /** @returns {import("./table.js").Data} */
  data() {
    const { lines, spots, about } = this;
    const [x, y] = [named(about.x), named(about.y)];
    const error = (/** @type {string} */ label) => text("inspector.errorOf", { label });
    if (spots.length > 0) {
      const rows = spots.map((spot) => [spot.name, spot.x.mean, spot.x.se, spot.y.mean, spot.y.se]);
      return { columns: [text("inspector.point"), x, error(x), y, error(y)], rows };
    }
    const first = Array.from(lines[0]?.x ?? []);
    const same = lines.every((line) => line.x.length === first.length && first.every((v, i) => v === line.x[i]));
    if (same && lines.length > 0) {
      const columns = lines.flatMap((line) => (line.error ? [line.y, line.error] : [line.y]));
      const names = lines.flatMap(({ label, error: has }) => (has ? [label, error(label)] : [label]));
      return { columns: [x, ...names], rows: first.map((v, i) => [v, ...columns.map((column) => column[i])]) };
    }
    const rows = lines.flatMap((line) => Array.from(line.x, (v, i) => [line.label, v, line.y[i]]));
    return { columns: [text("inspector.line"), x, y], rows };
  }
}
