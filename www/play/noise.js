/**
 * The first paint: the noise that the units begin with, drawn at once and kept in motion until the computer is there.
 * It stands in index.html itself, behind the canvas. Method: independent normal values, as those of uncoupled units in
 * their wells at the temperature of training; their spread on the screen is that of a run's first frame. Limits: these
 * are random numbers of the page and no run. A reader who wants less motion sees one picture of them.
 */

const side = 64; // pixels, as the scene has
const spread = 27; // standard deviation of a byte
const frameMs = 40;

const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("picture"));
const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
const image = context.createImageData(side, side);
const normal = Int8Array.from({ length: 4096 }, () => {
  const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
  return Math.round(spread * radius * Math.cos(2 * Math.PI * Math.random()));
});

let moves = 0;
let last = Number.NEGATIVE_INFINITY;
/** @param {number} now ms */
function draw(now) {
  if (canvas.dataset.step !== undefined) return; // the computer is there
  if (now - last >= frameMs) {
    last = now;
    for (let i = 0; i < image.data.length; i++)
      image.data[i] = i % 4 === 3 ? 255 : 128 + normal[(4096 * Math.random()) | 0];
    context.putImageData(image, 0, 0);
    if (now > 0 && moves++ === 0) performance.mark("noise moves");
  }
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) requestAnimationFrame(draw);
}
draw(0);

export {}; // its names are its own
