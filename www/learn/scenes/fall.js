/**
 * The sixth beat: the computer runs. Each marble is a whole picture, at its place in the plane of the two directions in
 * which the training images are largest; the surface is the energy over that plane, the hidden units relaxed. The
 * energy that is lost on the way goes to the bath: sparks, and a curve of the mean heat.
 */
import { linear, path } from "../../charts/scale.js";
import { fixed } from "../../format.js";
import { byteOf } from "../../pictures/brightness.js";
import { text } from "../../texts.js";

const highest = 90; // kT: what rises above is cut off
const turn = 0.5; // radians about the vertical
const tilt = 0.5; // of the plane, as seen
const pixels = 14;
const spark = 20; // kT
const trail = 8; // frames

export class FallScene {
  name = "fall";
  seconds = 9;
  still = 1;

  /** @param {import("../story.js").Story} story */
  constructor(story) {
    this.story = story;
    /** @type {(u: number, v: number, height: number) => [number, number]} */
    this.project = (u, v) => [u, v];
  }

  enter() {
    this.story.need("picture");
    this.story.need("fall");
  }

  /** @param {number} at */
  frame(at) {
    const { fall } = this.story;
    return fall ? Math.round(at * (fall.heat.length / fall.samples - 1)) : 0;
  }

  /** @param {import("../pen.js").Pen} pen @param {number} at @param {string} lit */
  draw(pen, at, lit) {
    const { fall } = this.story;
    if (!fall) return;
    this.see(pen, fall);
    pen.layer("surface", "", () => this.surface(pen, fall));
    this.marbles(pen, fall, this.frame(at), lit);
    pen.layer("landmarks", String(this.story.open !== null), () => this.landmarks(pen, fall));
    this.curve(pen, fall, at, lit);
  }

  /** How the plane is seen. @param {import("../pen.js").Pen} pen @param {import("../story.js").Fall} fall */
  see(pen, { heights }) {
    const lowest = heights.reduce((a, b) => Math.min(a, b));
    const size = Math.min(0.46 * pen.width, 0.62 * pen.height);
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const deep = (0.42 * size) / (highest - lowest);
    const [cx, cy] = [pen.width / 2, 0.31 * pen.height];
    this.project = (u, v, height) => [
      cx + size * (u * cos - 1.5 * v * sin),
      cy + size * tilt * (u * sin + 1.5 * v * cos) - deep * (height - highest) * 1.15,
    ];
  }

  /** @param {import("../pen.js").Pen} pen @param {import("../story.js").Fall} fall */
  surface(pen, { side, reach, heights }) {
    const lowest = heights.reduce((a, b) => Math.min(a, b));
    const at = (/** @type {number} */ k, /** @type {number} */ axis) => reach[axis] * ((2 * k) / (side - 1) - 1);
    const corner = (/** @type {number} */ c, /** @type {number} */ r) =>
      this.project(at(c, 0), at(r, 1), Math.min(highest, heights[r * side + c]));
    for (let r = 0; r + 1 < side; r++) {
      for (let c = 0; c + 1 < side; c++) {
        const low = Math.min(heights[r * side + c], heights[r * side + c + 1], heights[(r + 1) * side + c]);
        if (low > highest) continue;
        const points = [corner(c, r), corner(c + 1, r), corner(c + 1, r + 1), corner(c, r + 1)];
        const depth = (highest - low) / (highest - lowest);
        pen.area(points, { ink: "card", alpha: 0.96 });
        pen.area(points, { ink: "blue", alpha: 0.06 + 0.5 * depth * depth });
        pen.line([...points, points[0]], { ink: "edge", width: 0.6, alpha: 0.45 });
      }
    }
  }

  /** The surface's height at a place, kT. @param {import("../story.js").Fall} fall @param {number} u @param {number} v */
  height({ side, reach, heights }, u, v) {
    const at = (/** @type {number} */ x, /** @type {number} */ r) =>
      Math.min(side - 1.001, Math.max(0, ((x / r + 1) / 2) * (side - 1)));
    const [x, y] = [at(u, reach[0]), at(v, reach[1])];
    const [c, r] = [Math.floor(x), Math.floor(y)];
    const [p, q] = [x - c, y - r];
    const h = (/** @type {number} */ i, /** @type {number} */ k) => Math.min(highest, heights[(r + k) * side + c + i]);
    return (1 - p) * (1 - q) * h(0, 0) + p * (1 - q) * h(1, 0) + (1 - p) * q * h(0, 1) + p * q * h(1, 1);
  }

  /** The training images in their directions, and their negatives opposite. @param {import("../pen.js").Pen} pen @param {import("../story.js").Fall} fall */
  landmarks(pen, fall) {
    const { targets } = this.story.open ?? { targets: new Float32Array(0) };
    const size = pen.small ? 34 : 58;
    const nv = pixels * pixels;
    for (let k = 0; k < targets.length / nv; k++) {
      for (const sign of [1, -1]) {
        const [u, v] = [0.62 * sign * fall.landmarks[2 * k], 0.62 * sign * fall.landmarks[2 * k + 1]];
        const [x, y] = this.project(u, v, this.height(fall, u, v));
        const rise = pen.small ? 50 : 104;
        pen.line([[x, y], [x, y - rise]], { ink: "soft", width: 1.2 }); // biome-ignore format: two points
        const bytes = Uint8Array.from(targets.subarray(k * nv, (k + 1) * nv), (t) => byteOf(0.5 * sign * t));
        pen.picture(bytes, pixels, x - size / 2, y - rise - size, size);
        pen.frame(x - size / 2, y - rise - size, size, size, { ink: "edge" });
      }
    }
  }

  /** @param {import("../pen.js").Pen} pen @param {import("../story.js").Fall} fall @param {number} frame @param {string} lit */
  marbles(pen, fall, frame, lit) {
    const { samples, paths, heat } = fall;
    const place = (/** @type {number} */ f, /** @type {number} */ s) => {
      const [u, v] = [paths[2 * (f * samples + s)], paths[2 * (f * samples + s) + 1]];
      return this.project(u, v, this.height(fall, u, v));
    };
    const radius = pen.small ? 3.5 : 5.5;
    for (let s = 0; s < samples; s++) {
      const first = Math.max(0, frame - trail);
      const points = Array.from({ length: frame - first + 1 }, (_, n) => place(first + n, s));
      pen.line(points, { ink: "ember", width: 1.2, alpha: 0.35 });
    }
    for (let s = 0; s < samples; s++) {
      const [x, y] = place(frame, s);
      pen.dot(x, y - radius, radius);
      const lost = heat[frame * samples + s] - (frame > 1 ? heat[(frame - 2) * samples + s] : 0);
      for (let n = 0; n < Math.round(lost / spark); n++) {
        const off = ((s * 37 + n * 61 + frame * 17) % 23) - 11;
        const up = 12 + ((s * 13 + n * 29 + frame * 7) % 34);
        pen.dot(x + off, y - radius - up, lit === "heat" ? 3.4 : 2, { edge: null, alpha: 0.9 });
      }
    }
  }

  /** The mean heat of a frame, kT. @param {number} frame */
  mean(frame) {
    const { fall } = this.story;
    if (!fall) return 0;
    let sum = 0;
    for (let s = 0; s < fall.samples; s++) sum += fall.heat[frame * fall.samples + s];
    return sum / fall.samples;
  }

  /** The mean heat as a curve in time. @param {import("../pen.js").Pen} pen @param {import("../story.js").Fall} fall @param {number} at @param {string} lit */
  curve(pen, fall, at, lit) {
    const frames = fall.heat.length / fall.samples;
    const now = this.frame(at);
    const [left, right] = [0.08 * pen.width, 0.92 * pen.width];
    const [top, base] = [pen.height - 5.6 * pen.letters, pen.height - 1.9 * pen.letters];
    const x = linear(0, frames - 1, left, right);
    const y = linear(0, 1.1 * this.mean(frames - 1), base, top);
    pen.line([[left, base], [right, base]], { ink: "line" }); // biome-ignore format: two points
    const points = Array.from({ length: now + 1 }, (_, f) => [x(f), y(this.mean(f))]);
    pen.path(path(points), { ink: "ember", width: lit === "heat" ? 5 : 2.6 });
    pen.write(text("learn.heatAxis"), left, pen.height - 0.5 * pen.letters);
    pen.write(`${fixed(this.mean(now), 0)} kT`, Math.min(right, x(now) + 8), y(this.mean(now)) - 6, { ink: "ember", weight: 600, align: now > 0.8 * frames ? "right" : "left" }); // biome-ignore format: one line
  }

  /** @param {number} at */
  now(at) {
    const { fall } = this.story;
    if (!fall) return text("learn.working");
    const frame = this.frame(at);
    const values = { samples: fall.samples, time: fixed(frame * 0.1, 1), heat: fixed(this.mean(frame), 0) };
    return text("learn.now.fall", values);
  }

  /** @param {number} at */
  facts(at) {
    const { fall } = this.story;
    return {
      heat: this.mean(this.frame(at)),
      samples: fall?.samples ?? 0,
      lowest: fall ? Math.min(...fall.heights) : 0,
    };
  }
}
