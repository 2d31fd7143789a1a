/**
 * The latent codes of a computer, as a page shows them: where training images and pictures lie along a number or a named
 * direction of the code. The core makes the drives; nothing that is computed here goes back into a run but as an event.
 */

/** @typedef {import("../tasks/model.js").ModelData} ModelData */

/** Directions that have a name, in the core's order (src/model/directions.rs). */
export const directions = /** @type {const} */ (["slant", "ink", "width"]);
const numbers = 12; // of a code, the largest components, that can be chosen
const [middle, perUnit] = [128, 32]; // of a byte of a code that is written out

/** One number of the code, or a direction in it. @typedef {{name: string, weights: Float64Array, pixels: Float64Array, offset: number}} Axis */

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b @param {number} [from] in b */
function dot(a, b, from = 0) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[from + i];
  return sum;
}

export class Codes {
  /** @param {ModelData} data of a computer with latent codes */
  constructor(data) {
    this.data = data;
    this.mean = /** @type {Float32Array} */ (data.latent_mean);
    this.deviations = /** @type {Float32Array} */ (data.latent_deviations);
    this.codes = /** @type {Float32Array} */ (data.latent_codes);
    this.groups = /** @type {Uint32Array} */ (data.latent_groups);
    /** @type {Map<string, Axis>} */
    this.made = new Map();
  }

  /** Of a computer, where it has latent codes. @param {ModelData} data */
  static of(data) {
    return data.latent_mean?.length ? new Codes(data) : null;
  }

  get size() {
    return this.deviations.length;
  }

  get count() {
    return this.groups.length;
  }

  /** What can be chosen: the directions that there are, then the first numbers. @returns {string[]} */
  get names() {
    const there = directions.filter((name) => this.weights(name).some(Boolean));
    return [...there, ...Array.from({ length: Math.min(numbers, this.size) }, (_, k) => String(k))];
  }

  /** @param {string} name */
  weights(name) {
    const at = /** @type {readonly string[]} */ (directions).indexOf(name);
    if (at >= 0)
      return Float64Array.from(this.data.latent_directions?.subarray(at * this.size, (at + 1) * this.size) ?? []);
    return Float64Array.from({ length: this.size }, (_, k) => Number(k === Number(name)));
  }

  /** @param {string} name @returns {Axis} */
  axis(name) {
    const before = this.made.get(name);
    if (before) return before;
    const weights = this.weights(name);
    const pixels = new Float64Array(this.mean.length);
    const components = /** @type {Float32Array} */ (this.data.latent_components);
    weights.forEach((weight, k) => {
      if (!weight || !this.deviations[k]) return;
      for (let i = 0; i < pixels.length; i++)
        pixels[i] += (weight / this.deviations[k]) * components[k * pixels.length + i];
    });
    const made = { name, weights, pixels, offset: -dot(pixels, this.mean) };
    this.made.set(name, made);
    return made;
  }

  /** Where the training images lie along an axis. @param {Axis} axis */
  places({ weights }) {
    return Float64Array.from({ length: this.count }, (_, image) => dot(weights, this.codes, image * this.size));
  }

  /** The class of each training image, where there are classes. */
  get classes() {
    const { classes, class_shares: shares } = this.data;
    return Array.from(this.groups, (group) => classes[Math.floor((group * classes.length) / shares.length)]);
  }

  /** A picture as the training images were scaled. @param {ArrayLike<number>} bytes brightness of each pixel @returns {Float64Array} */
  scaled(bytes) {
    const { scale, scale_factor } = this.data.settings;
    const values = Float64Array.from(bytes, (byte) => (2 * byte) / 255 - 1);
    if (scale === "unit") {
      const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
      const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
      return values.map((x) => (variance ? ((x - mean) / Math.sqrt(variance)) * Number(scale_factor) : 0));
    }
    return values.map((x) => x * Number(scale_factor));
  }

  /** Where a scaled picture lies along an axis. @param {Axis} axis @param {Float64Array} picture */
  place({ pixels, offset }, picture) {
    return dot(pixels, picture) + offset;
  }

  /** A training image as its code gives it: brightness of each pixel. @param {number} image */
  picture(image) {
    const components = /** @type {Float32Array} */ (this.data.latent_components);
    const values = Float64Array.from(this.mean);
    this.deviations.forEach((deviation, k) => {
      const size = deviation * this.codes[image * this.size + k];
      for (let i = 0; i < values.length; i++) values[i] += size * components[k * values.length + i];
    });
    const [low, high] = values.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [Infinity, -Infinity]);
    return Uint8Array.from(values, (x) => Math.round((255 * (x - low)) / (high - low || 1)));
  }

  /** The code of a picture, as an event writes it. @param {ArrayLike<number>} bytes brightness of each pixel */
  written(bytes) {
    const picture = this.scaled(bytes);
    const byte = (/** @type {number} */ k) => {
      const z = this.place(this.axis(String(k)), picture);
      return Math.max(0, Math.min(255, Math.round(middle + perUnit * z)));
    };
    const digits = Array.from({ length: this.size }, (_, k) => byte(k).toString(16).padStart(2, "0"));
    return `x${digits.join("")}`;
  }
}
