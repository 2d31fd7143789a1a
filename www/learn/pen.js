/**
 * What the scenes draw with: one canvas, sharp at any pixel ratio, in the colours of the page's theme. Sizes are in
 * CSS pixels. Pictures follow the page's one rule of brightness.
 */
import { coloursOf } from "../pictures/brightness.js";

/** @typedef {"ink" | "soft" | "line" | "edge" | "ember" | "blue" | "card" | "paper" | "stage"} Ink */
/** @typedef {{ink?: Ink, width?: number, alpha?: number, dash?: number[]}} Stroke */

const inks = /** @type {const} */ (["ink", "soft", "line", "edge", "ember", "blue", "card", "paper", "stage"]);
const mostRatio = 2; // of device pixels: more is not seen and costs time

export class Pen {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.to = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    /** @type {Record<string, string>} */
    this.colours = {};
    this.width = 0;
    this.height = 0;
    this.small = false;
    /** @type {Map<number, {canvas: HTMLCanvasElement, to: CanvasRenderingContext2D, image: ImageData}>} */
    this.sheets = new Map();
    /** @type {Map<string, {canvas: HTMLCanvasElement, key: string}>} */
    this.layers = new Map();
    this.themes = 0;
    this.theme();
  }

  /** Reads the colours of the page's theme. */
  theme() {
    this.themes += 1;
    const probe = document.createElement("i");
    this.canvas.before(probe);
    for (const ink of inks) {
      probe.style.color = `var(--${ink})`;
      this.colours[ink] = getComputedStyle(probe).color;
    }
    probe.remove();
  }

  /** As large as its place. @param {number} width @param {number} height */
  fit(width, height) {
    const ratio = Math.min(mostRatio, devicePixelRatio || 1);
    Object.assign(this, { width, height, small: Math.min(width, height) < 420 });
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.to.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  /** Draws what changes seldom: once for a key, a size and a theme. @param {string} name @param {string} key @param {() => void} draw @param {number} [alpha] */
  layer(name, key, draw, alpha = 1) {
    const { to, width, height } = this;
    const whole = `${key} ${width} ${height} ${this.themes}`;
    let layer = this.layers.get(name);
    if (layer?.key !== whole) {
      layer = { canvas: layer?.canvas ?? document.createElement("canvas"), key: whole };
      this.layers.set(name, layer);
      Object.assign(layer.canvas, { width: this.canvas.width, height: this.canvas.height });
      this.to = /** @type {CanvasRenderingContext2D} */ (layer.canvas.getContext("2d"));
      this.to.setTransform(to.getTransform());
      draw();
      this.to = to;
    }
    to.globalAlpha = alpha;
    to.drawImage(layer.canvas, 0, 0, width, height);
    to.globalAlpha = 1;
  }

  clear() {
    this.to.globalAlpha = 1;
    this.to.clearRect(0, 0, this.width, this.height);
  }

  /** The size of letters. */
  get letters() {
    return this.small ? 12 : 15;
  }

  /** @param {string} words @param {number} x @param {number} y @param {{ink?: Ink, align?: CanvasTextAlign, size?: number, weight?: number, alpha?: number}} [how] */
  write(words, x, y, { ink = "soft", align = "left", size = this.letters, weight = 400, alpha = 1 } = {}) {
    const { to } = this;
    to.globalAlpha = alpha;
    to.fillStyle = this.colours[ink];
    to.textAlign = align;
    to.font = `${weight} ${size}px system-ui, "Liberation Sans", Arial, sans-serif`;
    to.fillText(words, x, y);
    to.globalAlpha = 1;
  }

  /** @param {Stroke} stroke */
  ready({ ink = "ink", width = 1.5, alpha = 1, dash = [] }) {
    const { to } = this;
    Object.assign(to, { strokeStyle: this.colours[ink], lineWidth: width, globalAlpha: alpha, lineJoin: "round" });
    to.lineCap = "round";
    to.setLineDash(dash);
  }

  /** A line through points. @param {ArrayLike<readonly number[]>} points @param {Stroke} [stroke] */
  line(points, stroke = {}) {
    const { to } = this;
    this.ready(stroke);
    to.beginPath();
    for (let k = 0; k < points.length; k++) to.lineTo(points[k][0], points[k][1]);
    to.stroke();
    to.globalAlpha = 1;
    to.setLineDash([]);
  }

  /** A path of SVG. @param {string} d @param {Stroke} [stroke] */
  path(d, stroke = {}) {
    this.ready(stroke);
    this.to.stroke(new Path2D(d));
    this.to.globalAlpha = 1;
    this.to.setLineDash([]);
  }

  /** A filled area. @param {ArrayLike<readonly number[]>} points @param {{ink?: Ink, alpha?: number}} [how] */
  area(points, { ink = "ink", alpha = 0.15 } = {}) {
    const { to } = this;
    Object.assign(to, { fillStyle: this.colours[ink], globalAlpha: alpha });
    to.beginPath();
    for (let k = 0; k < points.length; k++) to.lineTo(points[k][0], points[k][1]);
    to.fill();
    to.globalAlpha = 1;
  }

  /** @param {number} x @param {number} y @param {number} radius @param {{ink?: Ink, alpha?: number, edge?: Ink | null, fill?: string}} [how] */
  dot(x, y, radius, { ink = "ember", alpha = 1, edge = "card", fill } = {}) {
    const { to } = this;
    Object.assign(to, { fillStyle: fill ?? this.colours[ink], globalAlpha: alpha });
    to.beginPath();
    to.arc(x, y, radius, 0, 2 * Math.PI);
    to.fill();
    if (edge) {
      this.ready({ ink: edge, width: Math.max(1, radius / 7), alpha });
      to.stroke();
    }
    to.globalAlpha = 1;
  }

  /** An arrow by so much; a short one has no head. @param {number} x @param {number} y @param {number} dx @param {number} dy @param {Stroke} [stroke] */
  arrow(x, y, dx, dy, stroke = {}) {
    const length = Math.hypot(dx, dy);
    this.line([[x, y], [x + dx, y + dy]], stroke); // biome-ignore format: two points
    if (length < 7) return;
    const [ux, uy] = [dx / length, dy / length];
    const size = Math.min(10, 0.5 * length);
    const wing = (/** @type {number} */ side) => [
      x + dx - size * (ux + side * 0.55 * uy),
      y + dy - size * (uy - side * 0.55 * ux),
    ];
    this.line([wing(1), [x + dx, y + dy], wing(-1)], { ...stroke, dash: [] });
  }

  /** A spring between two places; thicker where it is stronger. @param {number[]} from @param {number[]} to @param {Stroke & {turns?: number, swing?: number}} [how] */
  spring([x, y], [u, v], { turns = 9, swing = 7, ...stroke } = {}) {
    const [dx, dy] = [u - x, v - y];
    const length = Math.hypot(dx, dy) || 1;
    const points = [[x, y]];
    for (let k = 0; k <= 2 * turns; k++) {
      const part = 0.1 + (0.8 * k) / (2 * turns);
      const off = k === 0 || k === 2 * turns ? 0 : k % 2 ? swing : -swing;
      points.push([x + part * dx - (off * dy) / length, y + part * dy + (off * dx) / length]);
    }
    this.line([...points, [u, v]], { ink: "blue", width: 2, ...stroke });
  }

  /** A box. @param {number} x @param {number} y @param {number} width @param {number} height @param {{ink?: Ink, alpha?: number, fill?: string, radius?: number}} [how] */
  box(x, y, width, height, { ink = "stage", alpha = 1, fill, radius = 0 } = {}) {
    const { to } = this;
    Object.assign(to, { fillStyle: fill ?? this.colours[ink], globalAlpha: alpha });
    if (radius === 0) to.fillRect(x, y, width, height);
    else {
      to.beginPath();
      to.roundRect(x, y, width, height, radius);
      to.fill();
    }
    to.globalAlpha = 1;
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height @param {Stroke} [stroke] */
  frame(x, y, width, height, stroke = {}) {
    this.ready({ ink: "line", width: 1, ...stroke });
    this.to.strokeRect(x, y, width, height);
    this.to.globalAlpha = 1;
  }

  /** A square picture of bytes. @param {ArrayLike<number>} bytes @param {number} side in pixels of its own @param {number} x @param {number} y @param {number} size @param {number} [alpha] */
  picture(bytes, side, x, y, size, alpha = 1) {
    const sheet = this.sheets.get(side) ?? this.sheet(side);
    new Uint32Array(sheet.image.data.buffer).set(coloursOf(bytes, 1));
    sheet.to.putImageData(sheet.image, 0, 0);
    Object.assign(this.to, { imageSmoothingEnabled: false, globalAlpha: alpha });
    this.to.drawImage(sheet.canvas, x, y, size, size);
    this.to.globalAlpha = 1;
  }

  /** A smooth shade of weights from 0 to 1 in one ink, the first row at the bottom. @param {ArrayLike<number>} weights @param {number} side @param {number} x @param {number} y @param {number} size @param {{ink?: Ink, alpha?: number}} [how] */
  shade(weights, side, x, y, size, { ink = "blue", alpha = 0.5 } = {}) {
    const sheet = this.sheets.get(side) ?? this.sheet(side);
    const [red, green, blue] = (this.colours[ink].match(/\d+/g) ?? []).map(Number);
    const { data } = sheet.image;
    for (let k = 0; k < side * side; k++) {
      data[4 * k] = red;
      data[4 * k + 1] = green;
      data[4 * k + 2] = blue;
      data[4 * k + 3] = 255 * alpha * weights[(side - 1 - Math.floor(k / side)) * side + (k % side)];
    }
    sheet.to.putImageData(sheet.image, 0, 0);
    this.to.imageSmoothingEnabled = true;
    this.to.drawImage(sheet.canvas, x, y, size, size);
  }

  /** @param {number} side */
  sheet(side) {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: side, height: side });
    const to = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const sheet = { canvas, to, image: to.createImageData(side, side) };
    this.sheets.set(side, sheet);
    return sheet;
  }
}

/** From 0 to 1 between two values, and flat outside. @param {number} from @param {number} to @param {number} value */
export const between = (from, to, value) => Math.min(1, Math.max(0, (value - from) / (to - from)));

/** The same, without a corner at its ends. @param {number} from @param {number} to @param {number} value */
export function smooth(from, to, value) {
  const t = between(from, to, value);
  return t * t * (3 - 2 * t);
}
