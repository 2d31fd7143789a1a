/** The picture of the second rung: contours of the energy with the pair's path on it, and maps of where the crowd was found and of the exact density. */
import { path as line, linear, ticks } from "../charts/scale.js";
import { fixed } from "../format.js";
import { text } from "../texts.js";
import { Picture } from "./picture.js";
import { add, arrow, contours, levels, size } from "./plane.js";

/** @typedef {import("./rung.js").Scene} Scene */

export class TwoUnits extends Picture {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    this.energy = this.part("energy", "g");
    this.site = this.part("site");
    this.coupling = this.part("coupling");
    this.noise = this.part("noise");
    this.force = this.part("force");
    this.unit = this.part("unit", "circle");
    this.unit.setAttribute("r", "7");
    this.counts = this.part("counts", "g");
    this.density = this.part("density", "g");
    this.levels = levels.map(() => add(this.energy, "path", {}));
    this.most = 1;
  }

  /** @param {Scene} scene */
  draw(scene) {
    const width = this.root.clientWidth;
    if (scene.shape !== this.shape || width !== this.width) this.frame(scene, width);
    if (scene.counts !== this.counted) this.fill(scene);
    this.move(scene);
  }

  /** @param {Scene} scene @param {number} width */
  frame({ shape }, width) {
    Object.assign(this, { shape, width, counted: null });
    const main = Math.floor((2 * width) / 3 - 28);
    const small = Math.floor((main - 30) / 2);
    const places = [18, small + 48].map((y) => [main + 44, y]);
    const [side, low, high] = shape.grid;
    size(this.picture, width, main + 40);
    this.x = linear(low, high, 26, 26 + main);
    this.y = linear(low, high, 18 + main, 18);
    this.most = Math.max(...shape.boltzmann);
    this.contours(shape);
    this.axis.replaceChildren();
    add(this.axis, "rect", { class: "edge", x: 26, y: 18, width: main, height: main });
    const { values, digits } = ticks(low, high, main / 90);
    for (const at of values) {
      const word = fixed(at, digits);
      add(this.axis, "text", { x: this.x(at), y: main + 34, "text-anchor": "middle" }, word);
      add(this.axis, "text", { x: 22, y: this.y(at) + 4, "text-anchor": "end" }, word);
    }
    add(this.axis, "text", { x: 26, y: 12 }, text("learn.mapAxis"));
    for (const [group, [x, y], word] of /** @type {const} */ ([
      [this.counts, places[0], text("learn.found")],
      [this.density, places[1], text("learn.exact")],
    ])) {
      add(this.axis, "text", { x, y: y - 6 }, word);
      add(this.axis, "rect", { class: "edge", x, y, width: small, height: small });
      cells(group, side, x, y, small);
    }
    this.shade(this.density, (k) => shape.boltzmann[k]);
  }

  /** @param {Scene["shape"]} shape */
  contours({ grid, energies, parts }) {
    const [, low, high] = grid;
    const side = Math.round(Math.sqrt(energies.length));
    const at = (/** @type {number} */ k) => low + ((high - low) * k) / (side - 1);
    const place = (/** @type {number} */ column, /** @type {number} */ row) =>
      /** @type {[number, number]} */ ([this.x(at(column)), this.y(at(row))]);
    const lowest = (/** @type {Float64Array} */ all) => all.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const above = (/** @type {Float64Array} */ all) => levels.map((level) => lowest(all) + level);
    for (const [k, path] of contours(energies, side, above(energies), place).entries())
      this.levels[k].setAttribute("d", path);
    const apart = parts.length ? contours(parts, side, above(parts), place) : [];
    this.site.setAttribute("d", apart.join(""));
    // Where the coupling J x₁ x₂ lowers the energy: along one diagonal.
    const corner = (side - 1) * side;
    const bend = parts.length ? energies[corner] - parts[corner] - (energies[0] - parts[0]) : 0;
    const falling = bend < 0;
    const [a, b] = [low * 0.8, high * 0.8];
    const ends = falling
      ? [
          [a, b],
          [b, a],
        ]
      : [
          [a, a],
          [b, b],
        ];
    this.coupling.setAttribute("d", line(ends.map(([x, y]) => [this.x(x), this.y(y)])));
  }

  /** @param {Element} group @param {(cell: number) => number} value */
  shade(group, value) {
    [...group.children].forEach((cell, k) => {
      cell.setAttribute("fill-opacity", Math.min(1, value(k) / this.most).toFixed(3));
    });
  }

  /** @param {Scene} scene */
  fill({ counts, samples }) {
    this.counted = counts;
    this.shade(this.counts, (k) => (counts && samples ? counts[k] / samples : 0));
  }

  /** @param {Scene} scene */
  move({ trail, force }) {
    const [x, y] = trail.at(-1) ?? [0, 0];
    const [cx, cy] = [this.x(x), this.y(y)];
    this.unit.setAttribute("cx", cx.toFixed(1));
    this.unit.setAttribute("cy", cy.toFixed(1));
    const length = Math.hypot(force[0], force[1]) || 1;
    const reach = Math.min(70, length * 25) / length;
    this.force.setAttribute("d", arrow(cx, cy, force[0] * reach, -force[1] * reach));
    this.noise.setAttribute("d", line(trail.map(([x, y]) => [this.x(x), this.y(y)])));
  }
}

/** @param {Element} group @param {number} side @param {number} x @param {number} y @param {number} size */
function cells(group, side, x, y, size) {
  const width = size / side;
  group.replaceChildren();
  for (let k = 0; k < side * side; k++) {
    const [column, row] = [k % side, Math.floor(k / side)];
    add(group, "rect", {
      x: x + column * width,
      y: y + (side - 1 - row) * width,
      width: width + 0.3,
      height: width + 0.3,
      "fill-opacity": 0,
    });
  }
}
