/**
 * The first paint: the noise that the units begin with, drawn at once and kept in motion until the computer is there.
 * It stands in index.html itself, behind the canvas. A reader who wants less motion sees one picture of it.
 */
import { frameMs, noise } from "../pictures/noise.js";

const side = 64; // pixels, as the scene has

const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("picture"));
const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
const image = context.createImageData(side, side);
const fill = noise();

let moves = 0;
let last = Number.NEGATIVE_INFINITY;
/** @param {number} now ms */
function draw(now) {
  if (canvas.dataset.step !== undefined) return; // the computer is there
  if (now - last >= frameMs) {
    last = now;
    fill(image.data);
    for (let i = 3; i < image.data.length; i += 4) image.data[i] = 255;
    context.putImageData(image, 0, 0);
    if (now > 0 && moves++ === 0) performance.mark("noise moves");
  }
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) requestAnimationFrame(draw);
}
draw(0);
