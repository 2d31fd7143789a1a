/** Small help for the lesson's drawings: an SVG that is as wide as its place, scales, paths. */
import { path as line } from "../charts/scale.js";
import { svg } from "../dom.js";

/**
 * Adds an SVG element.
 * @param {Element} parent @param {string} tag @param {Record<string, string | number>} attributes @param {string} [text]
 */
export function add(parent, tag, attributes, text = "") {
  const element = svg(tag, attributes, text);
  parent.append(element);
  return element;
}

/** Makes the SVG as wide as its place and so high. @param {Element} picture @param {number} width @param {number} height */
export function size(picture, width, height) {
  picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
  picture.setAttribute("width", String(width));
  picture.setAttribute("height", String(height));
}

/** An arrow from a place by so many pixels; short ones have no head. @param {number} x @param {number} y @param {number} dx @param {number} dy */
export function arrow(x, y, dx, dy) {
  const length = Math.hypot(dx, dy);
  const shaft = `M${x} ${y}l${dx} ${dy}`;
  if (length < 6) return shaft;
  const [ux, uy] = [dx / length, dy / length];
  const head = (/** @type {number} */ side) =>
    `M${x + dx} ${y + dy}l${-6 * ux - side * 4 * uy} ${-6 * uy + side * 4 * ux}`;
  return shaft + head(1) + head(-1);
}

/** Where contours of the energy are drawn: kT above the lowest place. */
export const levels = [0.5, 1, 2, 3, 4, 6, 8, 10, 12];

/** The corners of a cell, in the order of its edges. */
const corners = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

/**
 * Contours of values on a square grid by marching squares: a path for each level.
 * @param {Float64Array} values row by row @param {number} side @param {number[]} levels @param {(column: number, row: number) => [number, number]} at
 */
export function contours(values, side, levels, at) {
  const paths = levels.map(() => "");
  for (let row = 0; row + 1 < side; row++) {
    for (let column = 0; column + 1 < side; column++) {
      const first = row * side + column;
      const next = first + side;
      const v = [values[first], values[first + 1], values[next + 1], values[next]];
      const [low, high] = [Math.min(v[0], v[1], v[2], v[3]), Math.max(v[0], v[1], v[2], v[3])];
      for (let k = 0; k < levels.length; k++)
        if (low < levels[k] && levels[k] <= high) paths[k] += segments(v, levels[k], (x, y) => at(column + x, row + y));
    }
  }
  return paths;
}

/** The lines at a level within one cell. @param {number[]} v at its corners @param {number} level @param {(x: number, y: number) => [number, number]} at */
function segments(v, level, at) {
  /** @type {[number, number][]} */
  const cuts = [];
  for (let edge = 0; edge < 4; edge++) {
    const [a, b] = [v[edge], v[(edge + 1) % 4]];
    if (a < level === b < level) continue;
    const part = (level - a) / (b - a);
    const [[x, y], [u, w]] = [corners[edge], corners[(edge + 1) % 4]];
    cuts.push(at(x + part * (u - x), y + part * (w - y)));
  }
  let path = "";
  for (let k = 0; k + 1 < cuts.length; k += 2) path += line([cuts[k], cuts[k + 1]]);
  return path;
}
