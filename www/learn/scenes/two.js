/**
 * The third beat: two units and the coupling between them, drawn as a spring. J goes from 0 to −4 on the time line, and
 * one valley becomes two: a picture of two pixels, and its negative. The energy is linear in J, so that of any J
 * follows from two maps that the worker made.
 */
import { linear } from "../../charts/scale.js";
import { fixed } from "../../format.js";
import { byteOf, colourOf } from "../../pictures/brightness.js";
import { text } from "../../texts.js";
import { contours, levels } from "../plane.js";
import { Watched } from "../watched.js";

const strongest = -4;
const step = 0.25; // of J
const settings = { j2: 1, j4: 1, bias: 0, coupling: 0, kt: 0.1, dt: 0.01, wait: 5 };

export class Two {
  name = "two";
  seconds = 10;
  still = 0.85;

  /** @param {import("../crowds.js").Crowds} crowds @param {import("../story.js").Story} story */
  constructor(crowds, story) {
    this.story = story;
    this.map = new Watched(crowds, 2, { ...settings, coupling: strongest });
    this.watched = new Watched(crowds, 2, { ...settings });
    this.coupling = 0;
    /** @type {Map<number, {energies: Float64Array, lowest: number}>} */
    this.known = new Map();
  }

  enter() {
    this.map.begin();
    this.watched.begin();
    this.story.need("films"); // for the next beat
  }

  leave() {
    this.map.pause();
    this.watched.pause();
  }

  /** @param {number} now */
  tick(now) {
    if (this.map.shape && this.map.moves) this.map.pause();
    return this.watched.tick(now);
  }

  /** @param {number} at */
  set(at) {
    const coupling = step * Math.round((strongest * Math.min(1, at / 0.9)) / step);
    if (coupling === this.coupling) return;
    this.coupling = coupling || 0;
    this.watched.set({ coupling: this.coupling });
  }

  /** The energies at this J, kT. */
  energies() {
    const shape = this.map.shape;
    if (!shape) return null;
    const known = this.known.get(this.coupling);
    if (known) return known;
    const part = this.coupling / strongest;
    const energies = shape.parts.map((bare, k) => bare + part * (shape.energies[k] - bare));
    const found = { energies, lowest: energies.reduce((a, b) => Math.min(a, b)) };
    this.known.set(this.coupling, found);
    return found;
  }

  /** @param {import("../pen.js").Pen} pen @param {number} at @param {string} lit */
  draw(pen, at, lit) {
    this.set(at);
    const of = this.energies();
    const shape = this.map.shape;
    if (!of || !shape) return;
    const wide = pen.width > 1.05 * pen.height;
    const size = wide ? Math.min(0.86 * pen.height, 0.57 * pen.width) : Math.min(0.64 * pen.height, 0.9 * pen.width);
    const [left, top] = wide
      ? [0.03 * pen.width, (pen.height - size) / 2]
      : [(pen.width - size) / 2, 0.05 * pen.height];
    const [, low, high] = shape.grid;
    const x = linear(low, high, left, left + size);
    const y = linear(low, high, top + size, top);
    pen.layer("map", `${this.coupling} ${lit}`, () => this.surface(pen, of, { left, top, size, x, y, low, high }, lit));
    this.pair(pen, { x, y, low, high }, lit);
    this.pixels(pen, { left, top, size, wide }, lit);
  }

  /** @param {import("../pen.js").Pen} pen @param {{energies: Float64Array, lowest: number}} of @param {any} place @param {string} lit */
  surface(pen, { energies, lowest }, { left, top, size, x, y, low, high }, lit) {
    const side = Math.round(Math.sqrt(energies.length));
    const weights = energies.map((energy) => Math.exp((lowest - energy) / 1.5));
    pen.shade(weights, side, left, top, size, { alpha: lit === "density" ? 0.95 : 0.55 });
    const at = (/** @type {number} */ k) => low + ((high - low) * k) / (side - 1);
    const place = (/** @type {number} */ c, /** @type {number} */ r) =>
      /** @type {[number, number]} */ ([x(at(c)), y(at(r))]);
    const above = levels.map((level) => lowest + level);
    for (const path of contours(energies, side, above, place)) pen.path(path, { ink: "edge", width: 1.2, alpha: 0.8 });
    const bare = this.map.shape?.parts ?? energies;
    if (lit === "site")
      for (const path of contours(bare, side, levels, place)) pen.path(path, { ink: "ember", dash: [5, 5] });
    pen.frame(left, top, size, size);
    pen.write(text("learn.mapAxis"), left, top + size + 1.5 * pen.letters);
    const [a, b] = [0.85 * low, 0.85 * high];
    if (lit === "coupling") pen.line([[x(a), y(a)], [x(b), y(b)]], { ink: "ember", width: 4, dash: [9, 7] }); // biome-ignore format: two points
  }

  /** @param {import("../pen.js").Pen} pen @param {any} place @param {string} lit */
  pair(pen, { x, y }, lit) {
    const { trail, force } = this.watched;
    pen.line(trail.map(([a, b]) => [x(a), y(b)]), { ink: lit === "noise" ? "ember" : "soft", width: lit === "noise" ? 2.5 : 1.2, alpha: 0.8 }); // biome-ignore format: one line
    const [a, b] = this.watched.last();
    if (lit === "force") pen.arrow(x(a), y(b), 30 * (force[0] ?? 0), -30 * (force[1] ?? 0), { ink: "ember", width: 4 });
    pen.dot(x(a), y(b), pen.small ? 7 : 10);
  }

  /** The pair as two pixels with the spring between them, and the two pictures it can hold. @param {import("../pen.js").Pen} pen @param {any} place @param {string} lit */
  pixels(pen, { left, top, size, wide }, lit) {
    const [a, b] = this.watched.last();
    const room = wide ? pen.width - left - size : pen.width;
    const side = wide ? Math.min(0.26 * room, 96) : Math.min(0.13 * pen.height, 0.17 * pen.width);
    const middle = wide ? left + size + room / 2 : pen.width / 2;
    const line = wide ? pen.height / 2 - side / 2 : top + size + 3 * pen.letters;
    const gap = 1.5 * side;
    const strength = Math.abs(this.coupling / strongest);
    pen.spring([middle - gap / 2, line + side / 2], [middle + gap / 2, line + side / 2], {
      width: 1 + 5 * strength,
      ink: lit === "coupling" ? "ember" : "blue",
      swing: side / 7,
      turns: 5,
    });
    square(pen, a, middle - gap / 2 - side, line, side);
    square(pen, b, middle + gap / 2, line, side);
    pen.write(`J = ${fixed(this.coupling, 2)}`, middle, line - 0.9 * pen.letters, { align: "center", ink: "ink", size: 1.1 * pen.letters }); // biome-ignore format: one line
    if (!wide || this.coupling > -2) return;
    const small = 0.55 * side;
    for (const [sign, words, row] of /** @type {const} */ ([
      [1, text("learn.picture"), line + 2.4 * side],
      [-1, text("learn.negative"), line + 3.4 * side],
    ])) {
      square(pen, sign, middle - 2.4 * small, row, small);
      square(pen, sign, middle - 1.4 * small, row, small);
      pen.write(words, middle - 0.1 * small, row + 0.62 * small);
    }
  }

  now() {
    return text(this.coupling < -2 ? "learn.now.twoValleys" : "learn.now.oneValley", {
      j: fixed(this.coupling, 2),
    });
  }

  facts() {
    return { coupling: this.coupling, samples: this.watched.samples, off: this.watched.off };
  }
}

/** A pixel. @param {import("../pen.js").Pen} pen @param {number} value @param {number} x @param {number} y @param {number} side */
function square(pen, value, x, y, side) {
  const [red, green, blue] = colourOf(byteOf(value));
  pen.box(x, y, side, side, { fill: `rgb(${red} ${green} ${blue})` });
  pen.frame(x, y, side, side, { ink: "edge" });
}
