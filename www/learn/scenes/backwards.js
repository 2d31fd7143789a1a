/**
 * The fifth beat: the film backwards is wanted. One step of one bead, the move of the computer's own, the kick that is
 * missing, and how unlucky it is; then one update of training along the spring of two units, and many. All of it is
 * a real training by the paper's rule, looked at after some of its updates.
 */
import { linear } from "../../charts/scale.js";
import { fixed } from "../../format.js";
import { signedBytes } from "../../pictures/brightness.js";
import { text } from "../../texts.js";
import { between, smooth } from "../pen.js";

const side = 14;
const levels = 7;
const [first, update, many] = [0.3, 0.34, 0.58]; // where the bell is drawn, the update begins, the training goes on
const widest = 4; // standard deviations of kicks shown
const bins = 32;

export class Backwards {
  name = "backwards";
  seconds = 16;
  still = 1;

  /** @param {import("../story.js").Story} story */
  constructor(story) {
    this.story = story;
  }

  enter() {
    this.story.need("picture");
    this.story.need("learn");
    this.story.need("fall"); // for the next beat
  }

  /** Where on the time line the computer is after so many looks. @param {number} level */
  static placeOf(level) {
    return level === 0 ? 0.3 : many + ((1 - many) * (level - 0.5)) / (levels - 1);
  }

  /** The level shown: as far as the training is known. @param {number} at */
  level(at) {
    const wanted = at < many ? Number(at > many - 0.06) : 1 + Math.floor(((at - many) / (1 - many)) * (levels - 1.001));
    const known = this.story.levels;
    return known[Math.min(wanted, known.length - 1)];
  }

  /** @param {import("../pen.js").Pen} pen @param {number} at @param {string} lit */
  draw(pen, at, lit) {
    const level = this.level(at);
    if (!level) return;
    const pad = pen.small ? 8 : 24;
    const half = 0.5 * pen.width;
    // Where there is little room the two halves follow one another.
    const [above, below] = pen.small ? [Number(at < update), Number(at >= update)] : [1, 1];
    const upper = {
      x: pad,
      y: 0.03 * pen.height,
      width: half - 1.5 * pad,
      height: (pen.small ? 0.9 : 0.4) * pen.height,
    };
    if (above) this.bead(pen, level, at, upper, lit);
    if (above) this.bell(pen, level, at, { ...upper, x: half + 0.5 * pad }, lit);
    if (below) this.learned(pen, level, at, pad, lit);
    if (at > update && at < many) this.flow(pen, level, between(update, many - 0.04, at), upper);
  }

  /** Couplings and samples: pictures that are the same at many moments. @param {import("../pen.js").Pen} pen @param {import("../story.js").Level} level @param {number} at @param {number} pad @param {string} lit */
  learned(pen, level, at, pad, lit) {
    const half = 0.5 * pen.width;
    const size = Math.min(half - 1.5 * pad, (pen.small ? 0.8 : 0.46) * pen.height);
    const [left, right] = [
      { x: half - pad / 2 - size, y: pen.height - size - 0.4 * pen.letters, size },
      { x: half + pad / 2, y: pen.height - size - 0.4 * pen.letters, size },
    ];
    const how = { size: (pen.small ? 0.86 : 1) * pen.letters };
    const draw = () => {
      this.maps(pen, level, left, lit);
      this.pictures(pen, level, right);
      pen.write(text("learn.maps"), left.x, left.y - 0.7 * pen.letters, how);
      pen.write(text("learn.samples"), right.x, right.y - 0.7 * pen.letters, how);
    };
    const alpha = pen.small ? 1 : 0.25 + 0.75 * smooth(update, many, at);
    pen.layer("learned", `${level.at} ${this.story.levels.length} ${lit === "product"}`, draw, alpha);
  }

  /** The bead, the step that it has to take back, its own move, and the gap. @param {import("../pen.js").Pen} pen @param {import("../story.js").Level} level @param {number} at @param {{x: number, y: number, width: number, height: number}} place @param {string} lit */
  bead(pen, { step, i }, at, { x, y, width, height }, lit) {
    const kick = step.kicks[i];
    const sigma = kick / (step.pull[i] - step.displacement[i] || 1);
    const [wanted, own] = [-step.displacement[i] * sigma, -step.pull[i] * sigma];
    const reach = Math.max(1.6, Math.abs(wanted), Math.abs(own)) * 1.1;
    const scale = width / 2 / reach;
    const centre = x + width / 2 - (scale * (Math.min(0, wanted, own) + Math.max(0, wanted, own))) / 2;
    const middle = y + 0.5 * height;
    const gap = 2.1 * pen.letters;
    pen.line([[x, middle], [x + width, middle]], { ink: "line" }); // biome-ignore format: two points
    const row = (
      /** @type {string} */ words,
      /** @type {number} */ from,
      /** @type {number} */ by,
      /** @type {number} */ k,
      /** @type {import("../pen.js").Ink} */ ink,
      /** @type {number} */ shown,
      /** @type {string} */ term,
    ) => {
      const line = middle + (k - 1) * gap + (k < 1 ? -0.6 : 0.6) * gap;
      const width = lit === term ? 6 : 3.2;
      pen.arrow(centre + scale * from, line, scale * by * shown, 0, { ink, width, alpha: Math.min(1, 3 * shown) });
      pen.write(words, x, line - 0.55 * pen.letters, { ink, size: 0.86 * pen.letters, alpha: Math.min(1, 3 * shown) });
    };
    row(text("learn.arrow.wanted"), 0, wanted, 0, "ink", smooth(0.01, 0.08, at), "moved");
    row(text("learn.arrow.own"), 0, own, 2, "blue", smooth(0.09, 0.16, at), "reverse");
    row(text("learn.arrow.gap"), own, wanted - own, 3.4, "ember", smooth(0.17, 0.25, at), "residual");
    pen.dot(centre, middle, pen.small ? 8 : 12);
  }

  /** The bell curve of kicks, those that this step needs in 300 films, and this one. @param {import("../pen.js").Pen} pen @param {import("../story.js").Level} level @param {number} at @param {{x: number, y: number, width: number, height: number}} place @param {string} lit */
  bell(pen, { kicks, step, i }, at, { x, y, width, height }, lit) {
    const shown = smooth(0.2, first, at);
    if (shown === 0) return;
    const base = y + height - 1.4 * pen.letters;
    const across = linear(-widest, widest, x, x + width);
    const up = linear(0, 0.52, base, y + 1.6 * pen.letters);
    const bin = (2 * widest) / bins;
    const counts = new Array(bins).fill(0);
    for (const kick of kicks) {
      const k = Math.floor((kick + widest) / bin);
      if (k >= 0 && k < bins) counts[k] += 1;
    }
    counts.forEach((count, k) => {
      const top = up(count / kicks.length / bin);
      pen.box(across(-widest + k * bin) + 0.5, top, width / bins - 1, base - top, { ink: "edge", alpha: 0.5 * shown });
    });
    const points = Array.from({ length: 81 }, (_, k) => {
      const z = -widest + (k * widest) / 40;
      return [across(z), up(Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI))];
    });
    pen.line(points, { ink: lit === "kick" ? "ember" : "blue", width: lit === "kick" ? 5 : 2.4, alpha: shown });
    pen.line([[x, base], [x + width, base]], { ink: "line", alpha: shown }); // biome-ignore format: two points
    const here = across(Math.max(-widest, Math.min(widest, step.kicks[i])));
    pen.line([[here, base], [here, y + 1.6 * pen.letters]], { ink: "ember", width: 2, alpha: shown }); // biome-ignore format: two points
    pen.dot(here, base, 5, { alpha: shown });
    const mean = across(kicks.reduce((a, b) => a + b, 0) / kicks.length);
    pen.line([[mean, base], [mean, up(0.5)]], { ink: "ink", width: 1.5, dash: [4, 4], alpha: shown }); // biome-ignore format: two points
    pen.write(text("learn.kicks"), x, base + 1.3 * pen.letters, { size: 0.86 * pen.letters, alpha: shown });
    pen.write(text("learn.luck"), x, y + 0.9 * pen.letters, { size: 0.86 * pen.letters, alpha: shown });
  }

  /** One update: the gap of one unit and the place of the other meet on their spring. @param {import("../pen.js").Pen} pen @param {import("../story.js").Level} level @param {number} part @param {{x: number, width: number}} place */
  flow(pen, { step, i, j }, part, { x, width }) {
    const y = (pen.small ? 0.13 : 0.46) * pen.height;
    const [from, to] = [[x + 0.18 * width, y], [x + 0.18 * width + 0.64 * pen.width, y]]; // biome-ignore format: two places
    pen.box(x - 6, y - 1.9 * pen.letters, pen.width - 2 * x + 12, 3 * pen.letters, {
      ink: "paper",
      alpha: 0.92,
      radius: 8,
    });
    const grown = smooth(0.55, 1, part);
    pen.spring(from, to, { width: 1 + 4 * grown, turns: 14, swing: 5 });
    const meet = (/** @type {number[]} */ start, /** @type {number} */ towards) =>
      start[0] + towards * smooth(0, 0.55, part);
    const half = (to[0] - from[0]) / 2;
    pen.dot(from[0], y, 9, { ink: "ember" });
    pen.dot(to[0], y, 9, { ink: "edge" });
    pen.dot(meet(from, half), y, 5, { ink: "ember", alpha: 1 - grown });
    pen.dot(meet(to, -half), y, 5, { ink: "ink", alpha: 1 - grown });
    const size = 0.86 * pen.letters;
    pen.write(text("learn.flow.gap", { r: fixed(step.residual[i], 2) }), from[0], y - 1.1 * pen.letters, {
      ink: "ember",
      size,
      align: "left",
    });
    pen.write(text("learn.flow.place", { x: fixed(step.arrival[j], 2) }), to[0], y - 1.1 * pen.letters, {
      ink: "ink",
      size,
      align: "right",
    });
  }

  /** The couplings of hidden units with the pixels. @param {import("../pen.js").Pen} pen @param {import("../story.js").Level} level @param {{x: number, y: number, size: number}} place @param {string} lit */
  maps(pen, { maps }, { x, y, size }, lit) {
    const last = this.story.levels.at(-1)?.maps ?? maps;
    const most = last.reduce((a, b) => Math.max(a, Math.abs(b)), 0.5);
    tiles({ x, y, size }, (k, px, py, cell) => {
      const map = maps.subarray(k * side * side, (k + 1) * side * side).map((v) => -v);
      pen.picture(signedBytes(map, most), side, px, py, cell);
      if (lit === "product") pen.frame(px, py, cell, cell, { ink: "ember", width: 2 });
    });
  }

  /** What the computer makes of the same noise now. @param {import("../pen.js").Pen} pen @param {import("../story.js").Level} level @param {{x: number, y: number, size: number}} place */
  pictures(pen, { pixels }, place) {
    tiles(place, (k, x, y, cell) => {
      pen.picture(pixels.subarray(k * side * side, (k + 1) * side * side), side, x, y, cell);
    });
  }

  /** @param {number} at */
  now(at) {
    const level = this.level(at);
    if (!level) return text("learn.working");
    const { updates, step, i, kicks } = level;
    const mean = kicks.reduce((a, b) => a + b, 0) / kicks.length;
    const values = { count: updates, kick: fixed(step.kicks[i], 1), mean: fixed(mean, 2) };
    const late = this.story.levels.length < levels ? ` ${text("learn.still")}` : "";
    return text("learn.now.backwards", values) + late;
  }

  /** @param {number} at */
  facts(at) {
    const level = this.level(at);
    if (!level) return {};
    const { updates, kicks, step, i, loss, inverted, coupling } = level;
    const mean = kicks.reduce((a, b) => a + b, 0) / kicks.length;
    return { updates, mean, kick: step.kicks[i], loss, inverted, coupling, levels: this.story.levels.length };
  }
}

/** Four by four places. @param {{x: number, y: number, size: number}} place @param {(k: number, x: number, y: number, cell: number) => void} put */
function tiles({ x, y, size }, put) {
  const gap = 3;
  const cell = (size - 3 * gap) / 4;
  for (let k = 0; k < 16; k++) put(k, x + (k % 4) * (cell + gap), y + Math.floor(k / 4) * (cell + gap), cell);
}
