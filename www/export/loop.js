/**
 * A run as a loop of six seconds for screens held either way: noise becomes the picture, which rests, and fades into the
 * noise that it began from. Below the picture stands what made it.
 *
 * A unit is whole pixels where the picture fits, and smaller than one where it does not.
 */
import { sheet, unitsOf } from "./sheet.js";

/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {import("./film.js").Reel} Reel */
/** @typedef {"square" | "upright"} Shape */

/** Width and height, pixels. */
const sizes = /** @type {const} */ ({ square: [720, 720], upright: [720, 1280] });
const rate = 25; // frames a second
const [runs, rests, fades] = [4.2, 1.3, 0.5]; // seconds
const bitrate = 1.5e6;
export const limit = 1.5e6; // bytes
const [margin, line] = [28, 38]; // of the words, pixels

/**
 * @param {Frame[]} frames @param {number} width @param {number} height @param {Shape} shape
 * @param {(frame: Frame) => string[]} caption the lines below the picture
 * @returns {Reel}
 */
export function loop(frames, width, height, shape, caption) {
  const [across, down] = sizes[shape];
  const [first, last] = [frames[0], frames[frames.length - 1]];
  const words = 2 * margin + 3 * line;
  const grid = fitted(sheet(first.heat.length, width, height, 1), across - 2 * margin, down - words - margin);
  const left = (across - grid.across) / 2;
  const top = Math.max(margin, (down - words - grid.down) / 2);
  /** @param {import("./film.js").Context} context @param {Frame} frame @param {number} alpha */
  const put = (context, frame, alpha) => {
    context.globalAlpha = alpha;
    context.imageSmoothingEnabled = grid.scale < 1;
    context.drawImage(unitsOf(frame, grid), left, top, grid.across, grid.down);
    context.globalAlpha = 1;
  };
  return {
    width: across,
    height: down,
    rate,
    bitrate,
    times: Array.from({ length: Math.round((runs + rests + fades) * rate) }, (_, i) => i / rate),
    draw(context, i) {
      const at = i / rate;
      const frame = momentAt(frames, first.time + Math.min(1, at / runs) * (last.time - first.time));
      context.fillStyle = "#0b0c11";
      context.fillRect(0, 0, across, down);
      put(context, frame, 1);
      if (at > runs + rests) put(context, first, (at - runs - rests) / fades);
      say(context, caption(frame), top + grid.down + margin + line, across);
    },
  };
}

/** The same grid as large as there is room. @param {import("./sheet.js").Sheet} grid @param {number} wide @param {number} high */
function fitted(grid, wide, high) {
  const [columns, rows] = [grid.across / grid.scale, grid.down / grid.scale];
  const most = Math.min(wide / columns, high / rows);
  const scale = most < 1 ? most : Math.floor(most);
  return { ...grid, scale, across: Math.round(columns * scale), down: Math.round(rows * scale) };
}

/** The last moment at or before a time. @param {Frame[]} frames @param {number} time */
const momentAt = (frames, time) => frames.findLast((frame) => frame.time <= time + 1e-9) ?? frames[0];

/** @param {import("./film.js").Context} context @param {string[]} lines @param {number} y of the first @param {number} across */
function say(context, lines, y, across) {
  context.textAlign = "center";
  for (const [i, words] of lines.entries()) {
    context.fillStyle = i === 1 ? "#ff9257" : "#ece8e1";
    context.font = `${i === 1 ? "600 " : ""}30px system-ui, sans-serif`;
    context.fillText(words, across / 2, y + i * line, across - 2 * margin);
  }
}
