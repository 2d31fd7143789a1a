/**
 * A logarithmic ruler of energies: each in a row of its own, a dot at its place, and landmarks as lines across all of
 * them. Only what is above 0 has a place; what is not is left to the words beside the ruler.
 */

import { make, svg } from "../dom.js";
import { scientific } from "../format.js";
import { linear } from "./scale.js";

/** @typedef {{name: string, value: number, ink?: string}} Length in one unit */

const [line, row, foot] = [15, 34, 22]; // px of a landmark's words, of an energy, of the axis
const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const power = (/** @type {number} */ n) =>
  `10${n < 0 ? "⁻" : ""}${[...String(Math.abs(n))].map((d) => raised[Number(d)]).join("")}`;

export class Ruler {
  constructor() {
    this.plot = svg("svg", { class: "plot ruler" });
    this.root = make("div", {}, this.plot);
    /** @type {Length[]} */
    this.lengths = [];
    /** @type {Length[]} */
    this.landmarks = [];
    new ResizeObserver(() => this.draw()).observe(this.root);
  }

  /** @param {Length[]} lengths @param {Length[]} landmarks @param {string} unit */
  show(lengths, landmarks, unit) {
    const known = lengths.filter(({ value }) => value > 0);
    Object.assign(this, { lengths: known, landmarks });
    const words = [...known, ...landmarks].map(({ name, value }) => `${name} ${scientific(value)} ${unit}`);
    this.plot.setAttribute("role", "img");
    this.plot.setAttribute("aria-label", words.join("; "));
    this.draw();
  }

  draw() {
    const { lengths, landmarks } = this;
    const width = this.root.clientWidth;
    if (width < 1 || lengths.length === 0) return;
    const all = [...lengths, ...landmarks].map(({ value }) => Math.log10(value));
    const [low, high] = [Math.floor(Math.min(...all)), Math.ceil(Math.max(...all))];
    const place = linear(low, high, 8, width - 12);
    const x = (/** @type {number} */ value) => place(Math.log10(value));
    const [top, bottom] = [line * landmarks.length + 4, line * landmarks.length + row * lengths.length + 8];
    this.plot.setAttribute("height", String(bottom + foot));
    const step = Math.ceil((high - low) / Math.max(2, width / 70));
    const ticks = Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, i) => low + i * step);
    const said = (/** @type {number} */ at, /** @type {number} */ y, /** @type {string} */ words, kind = "") =>
      svg("text", { x: at, y, "text-anchor": at > width / 2 ? "end" : "start", class: kind }, words);
    this.plot.replaceChildren(
      svg("path", { class: "grid", d: ticks.map((n) => `M${place(n)} ${top}V${bottom}`).join("") }),
      svg("path", { class: "zero-line", d: `M8 ${bottom}H${width - 12}` }),
      ...ticks.map((n) => svg("text", { x: place(n), y: bottom + 16, "text-anchor": "middle" }, power(n))),
      ...landmarks.flatMap(({ name, value }, i) => {
        const [at, y] = [x(value), line * (i + 1)];
        return [
          svg("path", { class: "mark-line", d: `M${at} ${y - 8}V${bottom}` }),
          said(at + (at > width / 2 ? -5 : 5), y, name),
        ];
      }),
      ...lengths.flatMap(({ name, value, ink = "plain" }, i) => {
        const y = top + row * (i + 1) - 6;
        return [
          svg("path", { class: `curve ink-${ink}`, d: `M8 ${y}H${x(value)}` }),
          svg("circle", { class: `dot ink-${ink}`, cx: x(value), cy: y, r: 5 }),
          said(x(value) > width / 2 ? x(value) : 8, y - 9, `${name}: ${scientific(value)}`, "strong"),
        ];
      }),
    );
  }
}
