/** A small chart in SVG that keeps the width it is given: lines between two axes, with few words. */
import { svg } from "../../views/dom.js";

const inset = { left: 8, right: 8, top: 8, bottom: 20 };

export class Plot {
  /** @param {number} height @param {() => void} changed called when the width is another */
  constructor(height, changed) {
    this.height = height;
    this.width = 300;
    this.root = svg("svg", { class: "plot", role: "img", height });
    this.box = { x: [0, 1], y: [0, 1] };
    new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width < 1 || contentRect.width === this.width) return;
      this.width = contentRect.width;
      changed();
    }).observe(this.root);
  }

  /** Empties it for other ends. @param {number[]} x @param {number[]} y @param {string} words what it shows */
  begin(x, y, words) {
    this.box = { x, y: y[1] > y[0] ? y : [y[0] - 1, y[0] + 1] };
    this.root.replaceChildren();
    this.root.setAttribute("aria-label", words);
  }

  /** @param {number} v */
  x(v) {
    const [low, high] = this.box.x;
    return inset.left + ((v - low) / (high - low || 1)) * (this.width - inset.left - inset.right);
  }

  /** @param {number} v */
  y(v) {
    const [low, high] = this.box.y;
    return inset.top + (1 - (v - low) / (high - low)) * (this.height - inset.top - inset.bottom);
  }

  /** @param {string} kind @param {ArrayLike<number>} xs @param {ArrayLike<number>} ys */
  line(kind, xs, ys) {
    const points = Array.from(xs, (x, i) => `${i ? "L" : "M"}${this.x(x).toFixed(1)} ${this.y(ys[i]).toFixed(1)}`);
    this.root.append(svg("path", { class: kind, d: points.join("") }));
  }

  /** A line across at a value. @param {string} kind @param {number} value */
  level(kind, value) {
    this.line(kind, this.box.x, [value, value]);
  }

  /** A line down at a place. @param {string} kind @param {number} at */
  mark(kind, at) {
    this.line(kind, [at, at], this.box.y);
  }

  /** @param {number} x @param {number} y */
  dot(x, y) {
    this.root.append(svg("circle", { class: "dot", cx: this.x(x), cy: this.y(y), r: 5 }));
  }

  /** Words at the foot, and at the head. @param {string} foot @param {string} [head] */
  words(foot, head = "") {
    this.root.append(
      svg("text", { x: inset.left, y: this.height - 4 }, foot),
      svg("text", { x: this.width - inset.right, y: inset.top + 6, "text-anchor": "end" }, head),
    );
  }
}
