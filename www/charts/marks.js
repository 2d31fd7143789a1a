/** The marks of a chart as SVG: lines with their bands, bars that grow from the line of 0, points with their errors. */
import { fixed } from "../format.js";
import { svg } from "../views/dom.js";
import { path } from "./scale.js";

/** @typedef {import("../statistics.js").Summary} Summary */
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
/** @typedef {{from: number, width: number, counts: number[], ink: string}} Bars */
/** @typedef {{name: string, x: Summary, y: Summary, kind: "dot" | "ring"}} Spot */

/** Dashes that tell lines apart without colour, in order. */
export const dashes = ["", "7 4", "2 3", "9 3 2 3", "12 5", "4 6"];

/** @param {Line} line @param {number} i its place @param {Scale} x @param {Scale} y @returns {SVGElement[]} */
export function lineMarks(line, i, x, y) {
  const points = Array.from(line.x, (v, k) => [x(v), y(line.y[k])]).filter(([, v]) => Number.isFinite(v));
  const colour = `ink-${line.ink}`;
  const marks = [];
  const { error } = line;
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

/** @param {Bars} bars @param {Scale} x @param {Scale} y @returns {SVGElement[]} */
export const barMarks = ({ from, width, counts, ink }, x, y) =>
  counts.map((count, i) => {
    const [left, right] = [x(from + i * width), x(from + (i + 1) * width)];
    const size = { x: left + 0.5, width: Math.max(1, right - left - 1) };
    return svg("rect", {
      class: `bin ink-${ink}`,
      ...size,
      y: Math.min(y(0), y(count)),
      height: Math.abs(y(0) - y(count)),
    });
  });

/** A point with its standard errors. @param {Spot} spot @param {Scale} x @param {Scale} y @returns {SVGElement[]} */
export function spotMarks(spot, x, y) {
  const [cx, cy] = [x(spot.x.mean), y(spot.y.mean)];
  const ends = (/** @type {Scale} */ at, /** @type {Summary} */ { mean, se }) => [
    at(mean - (se || 0)),
    at(mean + (se || 0)),
  ];
  const [[left, right], [below, above]] = [ends(x, spot.x), ends(y, spot.y)];
  const point = svg("circle", { class: spot.kind, cx, cy, r: spot.kind === "ring" ? 6 : 3 });
  point.append(svg("title", {}, `${spot.name}: ${fixed(spot.x.mean, 2)}, ${fixed(spot.y.mean, 1)}`));
  return [svg("path", { class: "whisker", d: `M${left} ${cy}H${right}M${cx} ${below}V${above}` }), point];
}
