/** Marks of a chart besides lines, loaded by those that show them: bars that grow from the line of 0, and points. */

import { svg } from "../dom.js";
import { fixed } from "../format.js";

/** @typedef {import("../statistics.js").Summary} Summary */
/** @typedef {import("./scale.js").Scale} Scale */
/** @typedef {{xs: number[], ys: number[], draw: (x: Scale, y: Scale, top: number) => SVGElement[]}} Thing with the values that must be within the axes; top: where the plot begins */
/** @typedef {{at: number, url: string, name: string}} Pictured a picture that belongs to a place on the x axis */
/** @typedef {{name: string, x: Summary, y: Summary, kind: "dot" | "ring"}} Spot */

/** @param {{from: number, width: number, counts: number[]}} bars @param {string} ink @returns {Thing} */
export const barsOf = ({ from, width, counts }, ink) => ({
  xs: [from, from + width * counts.length],
  ys: counts,
  draw: (x, y) =>
    counts.map((count, i) => {
      const [left, right] = [x(from + i * width), x(from + (i + 1) * width)];
      const [top, height] = [Math.min(y(0), y(count)), Math.abs(y(0) - y(count))];
      return svg("rect", {
        class: `bin ink-${ink}`,
        x: left + 0.5,
        width: Math.max(1, right - left - 1),
        y: top,
        height,
      });
    }),
});

/** A point with its standard errors; 0 is within both axes. @param {Spot} spot @returns {Thing} */
export function spotOf({ name, x, y, kind }) {
  const ends = (/** @type {Summary} */ { mean, se }) => [mean - (se || 0), mean + (se || 0)];
  return {
    xs: [0, ...ends(x)],
    ys: ends(y),
    draw: (across, up) => {
      const [cx, cy] = [across(x.mean), up(y.mean)];
      const [[left, right], [below, above]] = [ends(x).map(across), ends(y).map(up)];
      const point = svg("circle", { class: kind, cx, cy, r: kind === "ring" ? 6 : 3 });
      point.append(svg("title", {}, `${name}: ${fixed(x.mean, 2)}, ${fixed(y.mean, 1)}`));
      return [svg("path", { class: "whisker", d: `M${left} ${cy}H${right}M${cx} ${below}V${above}` }), point];
    },
  };
}

export const pictureSide = 40; // px

/** Pictures above the plot, at their places; one that would cover another is left out. @param {Pictured[]} pictures @param {number[]} xs @returns {Thing} */
export const picturesOf = (pictures, xs) => ({
  xs,
  ys: [],
  draw: (x, _, top) => {
    let free = Number.NEGATIVE_INFINITY;
    return pictures.flatMap(({ at, url, name }) => {
      const left = x(at) - pictureSide / 2;
      if (left < free) return [];
      free = left + pictureSide + 3;
      const [y, side] = [top - pictureSide - 3, pictureSide];
      const image = svg("image", { class: "picture", href: url, x: left, y, width: side, height: side });
      image.append(svg("title", {}, name));
      return [image];
    });
  },
});
