/** A moment as PNG, large enough for print and saying so: 300 dots per inch, about 20 cm wide. */
import { draw, sheet } from "./sheet.js";

/** @typedef {import("../tasks/messages.js").Frame} Frame */

const wanted = 2400; // pixels
const dotsPerMetre = 11811; // 300 per inch
const line = 46; // of the caption, pixels

/** @param {Frame} frame @param {number} width @param {number} height @param {string[]} caption lines below the picture, none for the picture alone */
export async function png(frame, width, height, caption) {
  const grid = sheet(frame.heat.length, width, height, wanted);
  const canvas = new OffscreenCanvas(grid.across, grid.down + (caption.length ? line * (caption.length + 0.6) : 0));
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  draw(context, frame, grid);
  context.fillStyle = "#1b1d26";
  context.font = "34px system-ui, sans-serif";
  for (const [i, words] of caption.entries()) context.fillText(words, 4, grid.down + line * (i + 1), grid.across - 8);
  const blob = await canvas.convertToBlob({ type: "image/png" });
  return withDensity(new Uint8Array(await blob.arrayBuffer()));
}

/** Puts the density (pHYs) behind the header, which is 33 bytes long. @param {Uint8Array} bytes */
function withDensity(bytes) {
  const chunk = new DataView(new ArrayBuffer(21));
  chunk.setUint32(0, 9);
  for (const [i, letter] of [..."pHYs"].entries()) chunk.setUint8(4 + i, letter.charCodeAt(0));
  chunk.setUint32(8, dotsPerMetre);
  chunk.setUint32(12, dotsPerMetre);
  chunk.setUint8(16, 1); // per metre
  chunk.setUint32(17, crc(new Uint8Array(chunk.buffer, 4, 13)));
  return new Blob([bytes.slice(0, 33), chunk.buffer, bytes.slice(33)], { type: "image/png" });
}

/** CRC-32 as PNG has it. @param {Uint8Array} bytes */
function crc(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}
