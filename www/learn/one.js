/** The picture of the first rung: a unit in its well, its path in time, and how often the crowd is where. */
import { path as line, linear, ticks } from "../charts/scale.js";
import { fixed } from "../format.js";
import { text } from "../texts.js";
import { Picture } from "./picture.js";
import { add, arrow, size } from "./plane.js";

/** @typedef {import("./rung.js").Scene} Scene */

const highest = 12; // kT shown above the lowest place
/** Where each part ends, on wide and on narrow screens. */
const heights = { wide: [16, 190, 262, 392, 418], narrow: [14, 104, 142, 214, 236] };
const narrow = 420; // px

export class OneUnit extends Picture {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    this.counts = this.part("counts", "g");
    this.density = this.part("density");
    this.site = this.part("site");
    this.bias = this.part("bias");
    this.energy = this.part("energy");
    this.noise = this.part("noise");
    this.force = this.part("force");
    this.unit = this.part("unit", "circle");
    this.unit.setAttribute("r", "8");
    this.heights = heights.wide;
    /** @type {import("../charts/scale.js").Scale} */
    this.p = Number;
  }

  /** @param {Scene} scene */
  draw(scene) {
    const width = this.root.clientWidth;
    if (scene.shape !== this.shape || width !== this.width) this.frame(scene, width);
    if (scene.counts !== this.counted) this.fill(scene);
    this.move(scene);
  }

  /** Draws all that stays as long as the well does. @param {Scene} scene @param {number} width */
  frame({ shape }, width) {
    Object.assign(this, { shape, width, counted: null });
    this.heights = width < narrow ? heights.narrow : heights.wide;
    const [top, well, strip, bars, height] = this.heights;
    const [side, low, high] = shape.grid;
    const { energies, parts, boltzmann } = shape;
    size(this.picture, width, height);
    this.x = linear(low, high, 10, width - 10);
    const floor = Math.min(...energies);
    this.y = linear(floor, floor + highest, well, top);
    this.p = linear(0, 1.25 * Math.max(...boltzmann), bars, strip + 12);
    const place = (/** @type {number} */ k) => low + ((high - low) * k) / (energies.length - 1);
    const curve = (/** @type {(k: number) => number} */ value) =>
      line(
        [...energies].flatMap((_, k) =>
          value(k) < floor + 1.3 * highest
            ? [/** @type {[number, number]} */ ([this.x(place(k)), this.y(value(k))])]
            : [],
        ),
      );
    this.energy.setAttribute(
      "d",
      curve((k) => energies[k]),
    );
    this.site.setAttribute("d", parts.length ? curve((k) => parts[k]) : "");
    const pull = parts.length ? curve((k) => floor + 4 + energies[k] - parts[k]) : "";
    this.bias.setAttribute("d", pull);
    const middle = (/** @type {number} */ k) => low + ((high - low) * (k + 0.5)) / side;
    this.density.setAttribute("d", line([...boltzmann].map((p, k) => [this.x(middle(k)), this.p(p)])));
    this.counts.replaceChildren();
    const step = (this.x(high) - this.x(low)) / side;
    for (let k = 0; k < side; k++)
      add(this.counts, "rect", { x: this.x(low) + k * step + 0.5, width: Math.max(1, step - 1), y: bars, height: 0 });
    this.label(low, high, width);
  }

  /** @param {number} low @param {number} high @param {number} width */
  label(low, high, width) {
    const [top, well, strip, bars] = this.heights;
    this.axis.replaceChildren();
    add(this.axis, "path", { d: `M10 ${bars}H${width - 10}M10 ${strip}H${width - 10}M10 ${well + 6}H${width - 10}` });
    const { values, digits } = ticks(low, high, width / 90);
    for (const x of values)
      add(this.axis, "text", { x: this.x(x), y: bars + 16, "text-anchor": "middle" }, fixed(x, digits));
    add(this.axis, "text", { class: "under", x: width / 2, y: top }, text("learn.energyAxis"));
    add(this.axis, "text", { x: 10, y: well + 20 }, text("learn.timeAxis"));
    add(this.axis, "text", { x: 10, y: strip + 16 }, text("learn.oftenAxis"));
  }

  /** @param {Scene} scene */
  fill({ counts, samples }) {
    const [, , strip, bars] = this.heights;
    this.counted = counts;
    [...this.counts.children].forEach((bar, k) => {
      const high = counts && samples ? Math.min(bars - strip, bars - this.p(counts[k] / samples)) : 0;
      bar.setAttribute("y", (bars - high).toFixed(1));
      bar.setAttribute("height", high.toFixed(1));
    });
  }

  /** @param {Scene} scene */
  move({ trail, force, shape }) {
    const [top, well, strip] = this.heights;
    const [x] = trail.at(-1) ?? [0];
    const [, low, high] = shape.grid;
    const at = ((x - low) / (high - low)) * (shape.energies.length - 1);
    const k = Math.min(shape.energies.length - 2, Math.max(0, Math.floor(at)));
    const v = shape.energies[k] + (at - k) * (shape.energies[k + 1] - shape.energies[k]);
    const [cx, cy] = [this.x(x), Math.max(top, this.y(v)) - 8];
    this.unit.setAttribute("cx", cx.toFixed(1));
    this.unit.setAttribute("cy", cy.toFixed(1));
    const reach = Math.max(-120, Math.min(120, force[0] * 30));
    this.force.setAttribute("d", arrow(cx, cy, reach, 0));
    const age = linear(0, Math.max(20, trail.length - 1), strip - 2, well + 8);
    this.noise.setAttribute("d", line(trail.map(([x], k) => [this.x(x), age(trail.length - 1 - k)])));
  }
}
