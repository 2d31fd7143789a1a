/** The lines of a chart as SVG, with their bands. */
import { svg } from "../dom.js";
import { path } from "./scale.js";

/** @typedef {import("./scale.js").Scale} Scale */
/**
 * @typedef {object} Line
 * @property {string} label
 * @property {string} ink class of its colour, without ink-: heat, overlap, energy, plain, past-1 …
 * @property {ArrayLike<number>} x ascending
 * @property {ArrayLike<number>} y
 * @property {ArrayLike<number>} [error] half width of its band
 * @property {boolean} [dots] shown at each value
 * @property {boolean} [area] filled down, or up, to 0
 * @property {boolean} [right] measured by the axis at the right
 * @property {number} [dash] which of the dashes, if not that of its place
 * @property {string} [kind] another class of its path
 */

/** Dashes that tell lines apart without colour, in order. */
export const dashes = ["", "7 4", "2 3", "9 3 2 3", "12 5", "4 6"];

/** @param {Line} line @param {number} i its place @param {Scale} x @param {Scale} y @returns {SVGElement[]} */
export function lineMarks(line, i, x, y) {
  const points = Array.from(line.x, (v, k) => [x(v), y(line.y[k])]).filter(([, v]) => Number.isFinite(v));
  const colour = `ink-${line.ink}`;
  const marks = [];
  const error = points.length > 0 && line.error;
  if (error) {
    const edge = (/** @type {number} */ sign) =>
      Array.from(line.x, (v, k) => [x(v), y(line.y[k] + sign * (error[k] || 0))]);
    marks.push(svg("path", { class: `band ${colour}`, d: `${path([...edge(1), ...edge(-1).reverse()])}Z` }));
  }
  const [first, last] = [points[0], points[points.length - 1]];
  if (line.area && first)
    marks.push(svg("path", { class: `band ${colour}`, d: path([[first[0], y(0)], ...points, [last[0], y(0)]]) }));
  marks.push(
    svg("path", {
      class: `curve ${colour} ${line.kind ?? ""}`,
      d: path(points),
      "stroke-dasharray": dashes[(line.dash ?? i) % dashes.length],
    }),
  );
  if (line.dots) marks.push(...points.map(([cx, cy]) => svg("circle", { class: `dot ${colour}`, cx, cy, r: 3 })));
  return marks;
}
