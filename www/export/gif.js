/**
 * A run as GIF: the palette is that of the stage, so that no grey picture loses anything. A moment in colour has a
 * palette of its own, of 256 colours.
 */
import { applyPalette, GIFEncoder, quantize } from "gifenc";
import { colourOf, coloursOf } from "../pictures/brightness.js";
import { channelsOf, moments, paint, sheet } from "./sheet.js";

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
    const [bytes, delay] = [paint(frame, grid), 1000 * lasts];
    if (channelsOf(frame, grid) > 1) {
      const rgba = new Uint8ClampedArray(coloursOf(bytes, 3).buffer);
      const palette = quantize(rgba, 256);
      encoder.writeFrame(applyPalette(rgba, palette), grid.across, grid.down, { palette, delay });
    } else {
      const palette = i === 0 ? colours : undefined;
      encoder.writeFrame(bytes, grid.across, grid.down, { palette, delay });
    }
    await progress((i + 1) / shown.length);
  }
  encoder.finish();
  return new Blob([encoder.bytes()], { type: "image/gif" });
}
