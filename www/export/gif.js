/** A run as GIF: the palette is that of the stage, so that no picture loses anything. */
import { GIFEncoder } from "gifenc";
import { colourOf } from "../pictures/brightness.js";
import { moments, paint, sheet } from "./sheet.js";

/** @typedef {import("../tasks/messages.js").Frame} Frame */

const wanted = 480; // pixels
const rate = 20; // frames a second

/** @param {Frame[]} frames @param {number} width @param {number} height @param {(fraction: number) => Promise<void>} progress called between frames, and waited for */
export async function gif(frames, width, height, progress) {
  const grid = sheet(frames[0].heat.length, width, height, wanted);
  const colours = Array.from({ length: 256 }, (_, byte) => colourOf(byte));
  const encoder = GIFEncoder();
  const shown = moments(frames, rate);
  for (const [i, { frame, lasts }] of shown.entries()) {
    const options = { palette: i === 0 ? colours : undefined, delay: 1000 * lasts };
    encoder.writeFrame(paint(frame, grid), grid.across, grid.down, options);
    await progress((i + 1) / shown.length);
  }
  encoder.finish();
  return new Blob([encoder.bytes()], { type: "image/gif" });
}
