/**
 * A digit the computer has not seen, of which the reader erases a part for it to restore.
 *
 * What is left is held at the level that the read-out shows as its brightness p: s (2p − 1), s the
 * read-out scale. The restored part is judged by its correlation with the truth over the erased
 * pixels: of each sample's, averaged, and of the samples' mean.
 */

import { correlation } from "../means.js";
import { maskOf, maskText } from "../own/drawing.js";

/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {"lower" | "upper" | "left" | "right" | "none"} Part */

const brush = 2.6; // units

export class Completion {
  /**
   * @param {{label: number, pixels: Uint8Array, width: number, height: number}} digit
   * @param {string} erased the name of a part, or a mask as text
   */
  constructor({ label, pixels, width, height }, erased = "lower") {
    this.label = label;
    this.truth = pixels;
    this.width = width;
    this.height = height;
    /** 1 where erased */
    this.erased = new Uint8Array(pixels.length);
    this.text = erased;
    const mask = maskOf(erased);
    if (mask.length === pixels.length) this.erased = mask;
    else this.erase(/** @type {Part} */ (erased));
  }

  /** Erases one half and nothing else. @param {Part} part */
  erase(part) {
    this.text = part;
    const { width, height } = this;
    /** @type {Record<Part, (x: number, y: number) => boolean>} */
    const inside = {
      lower: (_, y) => y >= height / 2,
      upper: (_, y) => y < height / 2,
      left: (x) => x < width / 2,
      right: (x) => x >= width / 2,
      none: () => false,
    };
    this.erased = this.erased.map((_, i) => Number(inside[part](i % width, Math.floor(i / width))));
  }

  /** Erases around a point, in units. @param {number} x @param {number} y */
  rub(x, y) {
    const near = (/** @type {number} */ i) =>
      Math.hypot((i % this.width) + 0.5 - x, Math.floor(i / this.width) + 0.5 - y) < brush;
    this.erased = this.erased.map((gone, i) => gone || Number(near(i)));
    this.text = maskText(this.erased);
  }

  get count() {
    return this.erased.reduce((sum, gone) => sum + gone, 0);
  }

  /** What is held: all that is not erased. @param {number} scale the read-out scale @param {number} middle the read-out middle */
  clamp(scale, middle) {
    const values = Float32Array.from(this.truth, (byte) => middle + scale * ((2 * byte) / 255 - 1));
    return { mask: this.erased.map((gone) => 1 - gone), values };
  }

  /** Mean of the samples, bytes. @param {Frame} frame */
  restored(frame) {
    const [area, samples] = [this.truth.length, frame.heat.length];
    return Uint8Array.from({ length: area }, (_, i) => {
      let sum = 0;
      for (let s = 0; s < samples; s++) sum += frame.pixels[s * area + i];
      return Math.round(sum / samples);
    });
  }

  /** @param {Frame} frame @returns {{each: number, mean: number}} correlations with the truth over the erased part */
  score(frame) {
    const area = this.truth.length;
    const where = [...this.erased.keys()].filter((i) => this.erased[i]);
    const pick = (/** @type {Uint8Array} */ image) => where.map((i) => image[i]);
    const truth = pick(this.truth);
    const own = Array.from(frame.heat, (_, s) => pick(frame.pixels.subarray(s * area, (s + 1) * area)));
    const finite = own.map((values) => correlation(values, truth)).filter(Number.isFinite);
    const each = finite.reduce((sum, r) => sum + r, 0) / finite.length;
    return { each, mean: correlation(pick(this.restored(frame)), truth) };
  }
}
