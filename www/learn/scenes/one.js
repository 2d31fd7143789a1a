/**
 * The second beat: one unit as a bead in its well, which can be dragged and heated; then the camera draws back, and the
 * bead is one pixel of the opening picture.
 */
import { linear } from "../../charts/scale.js";
import { fixed } from "../../format.js";
import { byteOf, colourOf } from "../../pictures/brightness.js";
import { text } from "../../texts.js";
import { smooth } from "../pen.js";
import { Watched } from "../watched.js";
import { pictureSize } from "./open.js";

const shown = 9; // kT above the lowest place
const [column, row] = [7, 6]; // of the pixel that the bead is
const back = 0.5; // where the camera begins to draw back

export class One {
  name = "one";
  seconds = 8;
  still = 0.2;

  /** @param {import("../crowds.js").Crowds} crowds @param {import("../story.js").Story} story */
  constructor(crowds, story) {
    this.story = story;
    this.watched = new Watched(crowds, 1, { j2: 1, j4: 1, bias: 0, coupling: 0, kt: 0.1, dt: 0.01, wait: 5 });
    this.held = false;
    this.x = linear(-1, 1, 0, 1);
    this.ends = [-1, 1]; // of the x axis
  }

  enter() {
    this.story.need("picture");
    this.watched.begin();
  }

  leave() {
    this.watched.pause();
  }

  /** @param {number} now */
  tick(now) {
    return this.watched.tick(now);
  }

  /** @param {number} kt */
  heat(kt) {
    this.watched.set({ kt });
  }

  /** @param {number} x @param {number} _y @param {"down" | "move" | "up"} kind */
  touch(x, _y, kind) {
    if (kind === "down") this.held = true;
    if (!this.held) return false;
    if (kind === "up") this.held = false;
    const [low, high] = this.ends;
    const at = low + ((x - this.x(low)) / (this.x(high) - this.x(low))) * (high - low);
    this.watched.place([Math.min(high, Math.max(low, at))]);
    return true;
  }

  /** @param {import("../pen.js").Pen} pen @param {number} at @param {string} lit */
  draw(pen, at, lit) {
    const z = smooth(back, 0.97, at);
    this.cell(pen, z);
    if (z < 0.9) this.well(pen, lit, Math.max(0, 1 - 2.2 * z), z);
  }

  /** The opening picture, so near that one pixel fills the canvas, and from afar. @param {import("../pen.js").Pen} pen @param {number} z */
  cell(pen, z) {
    const { open } = this.story;
    if (!open || z === 0) return;
    const nv = open.side ** 2;
    const last = Uint8Array.from(open.frames.subarray(open.frames.length - nv));
    last[row * open.side + column] = byteOf(this.watched.last()[0]);
    const far = pictureSize(pen);
    const near = 14 * 1.15 * Math.max(pen.width, pen.height);
    const size = near * (far / near) ** z;
    const cell = size / open.side;
    const centre = (/** @type {number} */ span, /** @type {number} */ k) =>
      (1 - z) * (span / 2 - (k + 0.5) * cell) + z * ((span - size) / 2);
    const [x, y] = [centre(pen.width, column), centre(pen.height, row)];
    pen.picture(last, open.side, x, y, size, Math.min(1, 1.6 * z));
    pen.frame(x + column * cell, y + row * cell, cell, cell, { ink: "ember", width: 3, alpha: Math.min(1, 2 * z) });
  }

  /** @param {import("../pen.js").Pen} pen @param {string} lit @param {number} alpha @param {number} z */
  well(pen, lit, alpha, z) {
    const { shape, counts, samples } = this.watched;
    if (!shape || alpha <= 0) return;
    const scale = 1 - 0.6 * z;
    const [cx, cy] = [pen.width / 2, pen.height / 2];
    pen.to.save();
    pen.to.translate(cx, cy);
    pen.to.scale(scale, scale);
    pen.to.translate(-cx, -cy);
    const [side, low, high] = shape.grid;
    this.ends = [low, high];
    const room = pen.small ? 22 : 48;
    this.x = linear(low, high, room, pen.width - room);
    const [top, floor, bars] = [0.1, 0.62, 0.9].map((part) => part * pen.height);
    const lowest = Math.min(...shape.energies);
    const y = linear(lowest, lowest + shown, floor, top);
    const place = (/** @type {number} */ k) => low + ((high - low) * k) / (shape.energies.length - 1);
    const curve = [...shape.energies].flatMap((v, k) => (v < lowest + shown * 1.1 ? [[this.x(place(k)), y(v)]] : []));
    pen.line(curve, { width: lit === "site" ? 5 : 2.5, alpha, ink: lit === "site" ? "ember" : "ink" });
    this.often(pen, { side, low, high, bars, floor, counts, samples, boltzmann: shape.boltzmann }, lit, alpha);
    this.bead(pen, y, lowest, lit, alpha);
    pen.to.restore();
  }

  /** Where many such beads were found, and where they are to be found. @param {import("../pen.js").Pen} pen @param {any} of @param {string} lit @param {number} alpha */
  often(pen, { side, low, high, bars, floor, counts, samples, boltzmann }, lit, alpha) {
    const most = Math.max(...boltzmann);
    const up = linear(0, most, bars, floor + 0.3 * (bars - floor));
    const step = (this.x(high) - this.x(low)) / side;
    for (let k = 0; samples && k < side; k++) {
      const y = Math.max(floor, up(counts[k] / samples));
      pen.box(this.x(low) + k * step + 0.5, y, Math.max(1, step - 1), bars - y, { ink: "edge", alpha: 0.55 * alpha });
    }
    const middle = (/** @type {number} */ k) => this.x(low) + (k + 0.5) * step;
    const points = [...boltzmann].map((p, k) => [middle(k), up(p)]);
    pen.line(points, { ink: lit === "density" ? "ember" : "blue", width: lit === "density" ? 4.5 : 2, alpha });
    pen.line([[this.x(low), bars], [this.x(high), bars]], { ink: "line", alpha }); // biome-ignore format: two points
    pen.write(text("learn.oftenAxis"), this.x(low), bars + 1.6 * pen.letters, { alpha });
    pen.write(text("learn.wellAxis"), pen.width / 2, 0.1 * pen.height, { alpha, align: "center" });
  }

  /** @param {import("../pen.js").Pen} pen @param {(v: number) => number} y @param {number} lowest @param {string} lit @param {number} alpha */
  bead(pen, y, lowest, lit, alpha) {
    const { watched } = this;
    const radius = pen.small ? 10 : 15;
    const on = (/** @type {number} */ x) => {
      const v = watched.energy(x) ?? lowest;
      return [this.x(x), Math.max(0.06 * pen.height, y(v)) - radius];
    };
    const trail = watched.trail.slice(-90);
    if (lit === "noise") pen.line(trail.map(([x], k) => [this.x(x), on(x)[1] - 0.7 * (trail.length - 1 - k)]), { ink: "ember", width: 2, alpha }); // biome-ignore format: one line
    const [x] = watched.last();
    const [cx, cy] = on(x);
    const [red, green, blue] = colourOf(byteOf(x));
    const pull = Math.max(-160, Math.min(160, (watched.force[0] ?? 0) * 45));
    pen.arrow(cx, cy, pull, 0, { ink: "blue", width: lit === "force" ? 6 : 3, alpha });
    pen.dot(cx, cy, radius, { fill: `rgb(${red} ${green} ${blue})`, edge: "ember", alpha });
  }

  now() {
    const { samples } = this.watched;
    return text("learn.now.one", { x: fixed(this.watched.last()[0], 2), samples: fixed(samples, 0) });
  }

  facts() {
    const { samples, off } = this.watched;
    return { samples, off };
  }
}
