/** One step of training in numbers: maps of Δx, of the way back, of the residual, and what lands on one coupling. */

import { make } from "../dom.js";
import { fixed, scientific } from "../format.js";
import { colourOf } from "../pictures/brightness.js";
import { text } from "../texts.js";
import { add, size as sized } from "./plane.js";

/** @typedef {import("./story.js").Level} Level */

const side = 14;
const visible = side * side;
/** Of the story's computer (src/lesson/story.rs). */
const [kt, rate, steps, step, share] = [0.1, 0.25, 250, 60, 0.68];
const alpha = rate / steps; // α₀ Δt/t_f
const [square, gap] = [9, 8]; // pixels of a cell, and between visible and hidden units

export class SlowStep {
  /** @param {HTMLElement} root with .stages */
  constructor(root) {
    this.root = root;
    this.stages = /** @type {HTMLElement} */ (root.querySelector(".stages"));
    /** @type {Level | undefined} */
    this.shown = undefined;
  }

  /** @param {Level | undefined} level the step under the computer as it is after some updates */
  show(level) {
    if (!level || level === this.shown) return;
    this.shown = level;
    const { i, j, step: one } = level;
    const { arrival, residual, displacement, pull, gradient } = one;
    const hidden = j - visible;
    const row = (/** @type {string} */ label, /** @type {string} */ name, /** @type {Float64Array} */ map) =>
      make("figure", { class: "map", "data-part": name }, picture(map, [i, j]), make("figcaption", {}, label));
    const maps = [
      row(text("learn.arrival"), "arrival", arrival),
      row(text("learn.moved"), "moved", displacement),
      row(text("learn.pulled"), "reverse", pull),
      row(text("learn.residual"), "residual", residual),
      row(text("learn.whole", { steps, hidden }), "product", gradient),
    ];
    const where = { step, steps, name: "0", share: fixed(share, 2), i, j: hidden };
    this.stages.replaceChildren(
      make("div", { class: "maps" }, ...maps),
      make("p", {}, text("learn.stepSays", where)),
      make("ul", { class: "sums" }, ...sums(level)),
    );
    this.root.dataset.done = "true";
  }
}

/** The step in numbers. @param {Level} level */
function sums({ i, j, step: one }) {
  const { arrival, residual, displacement, pull, gradient } = one;
  const number = (/** @type {number} */ v) => fixed(v, 4);
  const unit = (/** @type {number} */ k, /** @type {string} */ which) =>
    text("learn.unitSays", {
      which,
      moved: number(displacement[k]),
      pulled: number(pull[k]),
      kt: fixed(kt, 2),
      residual: number(residual[k]),
      arrival: number(arrival[k]),
    });
  const [a, b, c, d] = [residual[i], arrival[j], residual[j], arrival[i]].map(number);
  const sum = gradient[i];
  const along = { sum: fixed(sum, 2), rate: scientific(alpha), change: scientific(-alpha * sum) };
  const said = { "data-part": "moved reverse residual kick" };
  return [
    make("li", said, unit(i, text("learn.visibleUnit", { unit: i }))),
    make("li", said, unit(j, text("learn.hiddenUnit", { unit: j - visible }))),
    make("li", { "data-part": "product" }, text("learn.lands", { a, b, c, d, product: number(one.product) })),
    make("li", { "data-part": "product" }, text("learn.along", along)),
    make("li", { "data-part": "kick" }, text("learn.lossSays", { loss: fixed(one.loss, 2), units: arrival.length })),
  ];
}

/** Units as squares, visible left and hidden right, from black over grey at 0 to white; the two units have a frame. @param {Float64Array} map @param {number[]} marked */
function picture(map, marked) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("aria-hidden", "true");
  const most = map.reduce((a, b) => Math.max(a, Math.abs(b)), 1e-300);
  const columns = Math.ceil((map.length - visible) / side);
  sized(svg, side * square + (columns ? gap + columns * square : 0), side * square);
  const at = (/** @type {number} */ k) => {
    const h = k - visible;
    if (h < 0) return [(k % side) * square, Math.floor(k / side) * square];
    return [side * square + gap + (h % columns) * square, Math.floor(h / columns) * square];
  };
  map.forEach((value, k) => {
    const [x, y] = at(k);
    const [red, green, blue] = colourOf(Math.round(127.5 + (127.5 * value) / most));
    add(svg, "rect", { x, y, width: square, height: square, fill: `rgb(${red} ${green} ${blue})` });
  });
  for (const k of marked.filter((k) => k < map.length)) {
    const [x, y] = at(k);
    add(svg, "rect", { class: "marked", x: x + 1, y: y + 1, width: square - 2, height: square - 2 });
  }
  return svg;
}
