/** Pictures of visible units on a canvas, in whole device pixels; their colours are those of brightness.js. */
import { coloursOf } from "./brightness.js";

/** A strip of pictures, one under another at one pixel per unit, ready to be enlarged. */
export class Tiles {
  constructor() {
    this.canvas = document.createElement("canvas");
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    /** @type {ImageData | null} */
    this.image = null;
    this.width = 1;
    this.height = 1;
  }

  /** @param {ArrayLike<number>} pixels count × height × width × channels @param {number} width @param {number} height @param {number} [channels] */
  load(pixels, width, height, channels = 1) {
    const rows = pixels.length / channels / width;
    Object.assign(this, { width, height });
    if (this.image?.width !== width || this.image.height !== rows) {
      this.canvas.width = width;
      this.canvas.height = rows;
      this.image = this.context.createImageData(width, rows);
    }
    new Uint32Array(this.image.data.buffer).set(coloursOf(pixels, channels));
    this.context.putImageData(this.image, 0, 0);
  }

  /**
   * @param {CanvasRenderingContext2D} target
   * @param {number} index of a picture
   * @param {number} x @param {number} y device pixels
   * @param {number} scale device pixels per unit
   */
  draw(target, index, x, y, scale) {
    const { width, height } = this;
    target.imageSmoothingEnabled = !Number.isInteger(scale) && scale < 3;
    target.drawImage(this.canvas, 0, index * height, width, height, x, y, width * scale, height * scale);
  }
}

/** Gives a canvas a size in device pixels and the same size on the page. @param {HTMLCanvasElement} canvas @param {number} width @param {number} height */
export function resize(canvas, width, height) {
  const ratio = globalThis.devicePixelRatio || 1;
  const across = `${width / ratio}px`;
  if (canvas.width === width && canvas.height === height && canvas.style.width === across) return;
  canvas.width = width;
  canvas.height = height;
  canvas.style.width = across;
  canvas.style.height = `${height / ratio}px`;
}

/** Device pixels per unit for a picture of so many units that is about so wide on the page. @param {number} units @param {number} across px */
export const scaleFor = (units, across) =>
  Math.max(1, Math.round((across * (globalThis.devicePixelRatio || 1)) / units));

/** @type {Tiles | null} */
let one = null;

/**
 * Draws one picture on a canvas of its own, which takes its size.
 * @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} pixels @param {number} width @param {number} height
 * @param {number} scale device pixels per pixel @param {number} [channels] @returns {CanvasRenderingContext2D}
 */
export function drawPicture(canvas, pixels, width, height, scale, channels = 1) {
  resize(canvas, width * scale, height * scale);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  one ??= new Tiles();
  one.load(pixels, width, height, channels);
  one.draw(context, 0, 0, 0, scale);
  return context;
}

/** @type {WeakMap<Uint8Array, string>} */
const addresses = new WeakMap();

/** A picture as an address, for charts. @param {Uint8Array} pixels @param {number} width @param {number} height @param {number} channels */
export function pictureAddress(pixels, width, height, channels) {
  const known = addresses.get(pixels);
  if (known) return known;
  const canvas = document.createElement("canvas");
  drawPicture(canvas, pixels, width, height, Math.max(1, Math.ceil(80 / width)), channels);
  const made = canvas.toDataURL();
  addresses.set(pixels, made);
  return made;
}
