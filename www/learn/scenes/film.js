/**
 * The fourth beat: a film of destruction. Every pixel is a bead on a rail of its own; a picture holds them, the force
 * fades, and heat dissolves the picture. The film is one recorded noising trajectory.
 */
import { fixed } from "../../format.js";
import { byteOf, colourOf } from "../../pictures/brightness.js";
import { text } from "../../texts.js";

const side = 14;
const wings = 0.42; // of a cell, to where a bead at ±1 stands
const stills = 9; // of the strip below
const trailSteps = 24;

export class FilmScene {
  name = "film";
  seconds = 7;
  still = 0.35;

  /** @param {import("../story.js").Story} story */
  constructor(story) {
    this.story = story;
  }

  enter() {
    this.story.need("films");
    this.story.need("learn"); // for the next beat
  }

  /** @param {number} at */
  step(at) {
    const film = this.story.films[0];
    return film ? Math.round(at * (film.shares.length - 1)) : 0;
  }

  /** @param {import("../pen.js").Pen} pen @param {number} at @param {string} lit */
  draw(pen, at, lit) {
    const film = this.story.films[0];
    if (!film) return;
    const strip = Math.min(0.17 * pen.height, pen.width / (stills + 1.5));
    const size = Math.min(0.94 * pen.width, pen.height - strip - 6 * pen.letters);
    const [left, top] = [(pen.width - size) / 2, 1.2 * pen.letters];
    const step = this.step(at);
    pen.box(left - 8, top - 8, size + 16, size + 16, { radius: 12 });
    this.beads(pen, film, step, { left, top, size }, lit);
    this.strip(pen, film, at, { top: top + size + 2.6 * pen.letters, strip }, lit);
  }

  /** @param {import("../pen.js").Pen} pen @param {import("../story.js").Film} film @param {number} step @param {{left: number, top: number, size: number}} place @param {string} lit */
  beads(pen, film, step, { left, top, size }, lit) {
    const cell = size / side;
    const share = film.shares[step];
    const at = (/** @type {number} */ k, /** @type {number} */ s) => film.states[s * film.units + k];
    const start = this.story.open?.targets ?? [];
    const middle = (/** @type {number} */ k) => [
      left + ((k % side) + 0.5) * cell,
      top + (Math.floor(k / side) + 0.5) * cell,
    ];
    pen.layer("rails", `${size}`, () => {
      for (let k = 0; k < side * side; k++) {
        const [cx, cy] = middle(k);
        pen.line([[cx - wings * cell, cy], [cx + wings * cell, cy]], { ink: "edge", width: 0.8, alpha: 0.4 }); // biome-ignore format: two points
      }
    });
    if (share > 0 && (cell > 17 || lit === "drive"))
      for (let k = 0; k < side * side; k++) {
        const [cx, cy] = middle(k);
        const force = 0.42 * cell * share * Math.sign(start[k] ?? 0);
        pen.arrow(cx, cy + 0.3 * cell, force, 0, { ink: "ember", width: lit === "drive" ? 3 : 1.4, alpha: 0.75 });
      }
    for (let k = 0; k < side * side; k++) {
      const [cx, cy] = middle(k);
      const x = at(k, step);
      if (lit === "noise") this.trace(pen, (s) => at(k, s), step, { cx, cy, cell });
      const [red, green, blue] = colourOf(byteOf(x));
      const bead = cx + wings * cell * Math.max(-1.15, Math.min(1.15, x));
      pen.dot(bead, cy, 0.23 * cell, { fill: `rgb(${red} ${green} ${blue})`, edge: "edge" });
    }
  }

  /** Where a bead has been lately. @param {import("../pen.js").Pen} pen @param {(step: number) => number} at @param {number} step @param {{cx: number, cy: number, cell: number}} place */
  trace(pen, at, step, { cx, cy, cell }) {
    const first = Math.max(0, step - trailSteps);
    const points = Array.from({ length: step - first + 1 }, (_, n) => [
      cx + wings * cell * Math.max(-1.15, Math.min(1.15, at(first + n))),
      cy - 0.45 * cell * (1 - n / (step - first || 1)),
    ]);
    pen.line(points, { ink: "ember", width: 1.3, alpha: 0.8 });
  }

  /** The film as stills, the force above them, and where it is now. @param {import("../pen.js").Pen} pen @param {import("../story.js").Film} film @param {number} at @param {{top: number, strip: number}} place @param {string} lit */
  strip(pen, film, at, { top, strip }, lit) {
    const gap = 5;
    const width = stills * strip + (stills - 1) * gap;
    const left = (pen.width - width) / 2;
    pen.layer("stills", `${top}`, () => {
      for (let n = 0; n < stills; n++) {
        const step = Math.round((n / (stills - 1)) * (film.shares.length - 1));
        const bytes = Uint8Array.from({ length: side * side }, (_, k) => byteOf(film.states[step * film.units + k]));
        pen.picture(bytes, side, left + n * (strip + gap), top, strip);
      }
    });
    const over = (/** @type {number} */ part) => left + strip / 2 + part * (width - strip);
    const high = 1.4 * pen.letters;
    const curve = [...film.shares].map((share, k) => [over(k / (film.shares.length - 1)), top - 6 - high * share]);
    pen.line(curve, { ink: "ember", width: lit === "drive" ? 4 : 2 });
    const x = over(at);
    pen.line([[x, top - 10 - high], [x, top + strip + 6]], { ink: "ink", width: 2 }); // biome-ignore format: two points
    pen.dot(x, top + strip + 8, 6, { ink: "ink" });
  }

  /** @param {number} at */
  now(at) {
    const film = this.story.films[0];
    if (!film) return text("learn.working");
    const step = this.step(at);
    return text("learn.now.film", { step, steps: film.shares.length - 1, share: fixed(film.shares[step], 2) });
  }

  /** @param {number} at */
  facts(at) {
    const film = this.story.films[0];
    return { units: film?.units ?? 0, share: film?.shares[this.step(at)] ?? null };
  }
}
