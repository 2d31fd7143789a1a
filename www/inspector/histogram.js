/** A histogram with its mean, and a published value where there is one. */
import { fixed } from "../format.js";
import { histogram, ticks } from "../statistics.js";
import { say as named, text } from "../texts.js";
import { svg } from "../views/dom.js";

/** @typedef {import("../statistics.js").Summary} Summary */
/** @typedef {{value: number, label: string}} Mark */

const height = 220;
const inset = { left: 44, right: 12, top: 36, bottom: 42 };

export class Histogram {
  /** @param {import("../texts.js").PlainKey} label key of what the axis says @param {string} ink class of the bars */
  constructor(label, ink) {
    this.label = label;
    this.ink = ink;
    this.width = 640;
    /** @type {{values: number[], summary: Summary, mark: Mark | null} | null} */
    this.shown = null;
    this.root = svg("svg", { class: "histogram", height });
    new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width < 1 || contentRect.width === this.width) return;
      this.width = contentRect.width;
      this.draw();
    }).observe(this.root);
  }

  /** @param {number[]} values @param {Summary} summary @param {Mark | null} mark @param {string} words */
  show(values, summary, mark, words) {
    this.root.setAttribute("role", "img"); // nothing to be named before
    this.root.setAttribute("aria-label", words);
    this.shown = { values, summary, mark };
    this.draw();
  }

  draw() {
    if (!this.shown || this.shown.values.length === 0) return;
    const { values, summary, mark } = this.shown;
    const { from, width: bin, counts } = histogram(values);
    const ends = [from, from + bin * counts.length, ...(mark ? [mark.value] : [])];
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    const most = Math.max(...counts);
    const [right, base] = [this.width - inset.right, height - inset.bottom];
    const x = (/** @type {number} */ v) => inset.left + ((v - low) / (high - low)) * (right - inset.left);
    const y = (/** @type {number} */ n) => base - (n / most) * (base - inset.top);
    const bars = counts.map((n, i) => {
      const [left, end] = [x(from + i * bin), x(from + (i + 1) * bin)];
      return svg("rect", {
        class: `bin ${this.ink}`,
        x: left + 0.5,
        y: y(n),
        width: Math.max(1, end - left - 1),
        height: base - y(n),
      });
    });
    const { mean, se } = summary;
    const half = se || 0;
    const wide = Math.max(1, x(mean + half) - x(mean - half));
    const lines = [
      svg("rect", {
        class: "error-band",
        x: x(mean - half),
        y: inset.top - 6,
        width: wide,
        height: base - inset.top + 6,
      }),
      svg("path", { class: "mean-line", d: `M${x(mean)} ${inset.top - 6}V${base}` }),
    ];
    if (mark) lines.push(svg("path", { class: "published-line", d: `M${x(mark.value)} ${inset.top - 18}V${base}` }));
    const words = svg("g", { class: "axis" });
    const { values: marks, digits } = ticks(low, high);
    words.append(
      ...marks.map((v) => svg("text", { x: x(v), y: base + 17, "text-anchor": "middle" }, fixed(v, digits))),
      svg("text", { x: (inset.left + right) / 2, y: height - 4, "text-anchor": "middle" }, named(this.label)),
      svg("text", { x: inset.left - 6, y: y(most) + 4, "text-anchor": "end" }, String(most)),
      svg("text", { x: inset.left - 6, y: base + 4, "text-anchor": "end" }, "0"),
      this.caption(x(mean), text("inspector.mean", { value: fixed(mean, 0) }), inset.top - 12),
      ...(mark ? [this.caption(x(mark.value), mark.label, inset.top - 24)] : []),
    );
    const line = svg("path", { class: "base-line", d: `M${inset.left} ${base}H${right}` });
    this.root.replaceChildren(line, ...bars, ...lines, words);
  }

  /** Words over a line, kept inside. @param {number} x @param {string} words @param {number} y */
  caption(x, words, y) {
    const anchor = x > this.width * 0.8 ? "end" : x < this.width * 0.25 ? "start" : "middle";
    return svg("text", { x, y, "text-anchor": anchor, class: "strong" }, words);
  }
}
