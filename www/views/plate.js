/**
 * Pictures of visible units: one palette, whole device pixels, no contrast of their own.
 *
 * A byte 0…255 comes from the model's read-out map (x from −½ to +½, saturated beyond) and goes
 * linearly from a near-black to a warm white, the same in both themes.
 */

const low = [16, 18, 27];
const high = [255, 244, 225];

/** Colour of each byte, as the bytes of an ImageData pixel in this machine's order. */
export const palette = new Uint32Array(256);
const bytes = new Uint8ClampedArray(palette.buffer);
for (let value = 0; value < 256; value++) {
  const share = value / 255;
  for (let c = 0; c < 3; c++) bytes[4 * value + c] = low[c] + share * (high[c] - low[c]);
  bytes[4 * value + 3] = 255;
}

/** A strip of pictures, one under another at one pixel per unit, ready to be enlarged. */
export class Plates {
  constructor() {
    this.canvas = document.createElement("canvas");
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    /** @type {ImageData | null} */
    this.image = null;
  }

  /** @param {Uint8Array} pixels count × width × height @param {number} width @param {number} height */
  load(pixels, width, height) {
    const rows = pixels.length / width;
    this.width = width;
    this.height = height;
    if (this.image?.width !== width || this.image.height !== rows) {
      this.canvas.width = width;
      this.canvas.height = rows;
      this.image = this.context.createImageData(width, rows);
    }
    const out = new Uint32Array(this.image.data.buffer);
    for (let i = 0; i < pixels.length; i++) out[i] = palette[pixels[i]];
    this.context.putImageData(this.image, 0, 0);
  }

  /**
   * @param {CanvasRenderingContext2D} target
   * @param {number} index which picture
   * @param {number} x @param {number} y device pixels
   * @param {number} scale device pixels per unit
   */
  draw(target, index, x, y, scale) {
    const { width = 1, height = 1 } = this;
    target.imageSmoothingEnabled = false;
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
