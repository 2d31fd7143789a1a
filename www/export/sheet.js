/**
 * Pictures of samples to be saved: a grid of whole pixels per unit, in the bytes of the read-out map.
 *
 * Nothing is resampled, so that every unit of every sample can be read back from a picture. Sides
 * are even, as video wants them.
 */
import { coloursOf } from "../pictures/brightness.js";

/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {{columns: number, rows: number, width: number, height: number, scale: number, across: number, down: number}} Sheet width and height are those of one picture in its own pixels, all else in tiles or pixels of the sheet */

/** The sheet for so many pictures, about as wide as wanted. @param {number} samples @param {number} width @param {number} height @param {number} wanted pixels @returns {Sheet} */
export function sheet(samples, width, height, wanted) {
  const columns = Math.ceil(Math.sqrt(samples));
  const rows = Math.ceil(samples / columns);
  const [wide, high] = [columns * (width + 1) - 1, rows * (height + 1) - 1];
  const scale = 2 * Math.max(1, Math.round(wanted / (2 * wide)));
  return { columns, rows, width, height, scale, across: wide * scale, down: high * scale };
}

/** Channels of a pixel: 1, or 3 that follow one another. @param {Frame} frame @param {Sheet} sheet */
export const channelsOf = ({ pixels, heat }, { width, height }) => pixels.length / (heat.length * width * height);

/** The bytes of a moment, one per channel of each pixel; between pictures 0. @param {Frame} frame @param {Sheet} sheet */
export function paint(frame, sheet) {
  const { columns, width, height, scale, across, down } = sheet;
  const channels = channelsOf(frame, sheet);
  const out = new Uint8Array(across * down * channels);
  const area = width * height;
  for (let at = 0; at < frame.pixels.length / channels; at++) {
    const [sample, pixel] = [Math.floor(at / area), at % area];
    const x = ((sample % columns) * (width + 1) + (pixel % width)) * scale;
    const y = (Math.floor(sample / columns) * (height + 1) + Math.floor(pixel / width)) * scale;
    const colour = frame.pixels.subarray(at * channels, (at + 1) * channels);
    for (let k = 0; k < scale * scale; k++) {
      const place = (y + Math.floor(k / scale)) * across + x + (k % scale);
      out.set(colour, place * channels);
    }
  }
  return out;
}

/** A moment in the colours of the stage, one pixel for each unit. @param {Frame} frame @param {Sheet} sheet */
export function unitsOf(frame, sheet) {
  const { columns, rows, width, height } = sheet;
  const [across, down] = [columns * (width + 1) - 1, rows * (height + 1) - 1];
  const colours = coloursOf(paint(frame, { ...sheet, scale: 1, across, down }), channelsOf(frame, sheet));
  const units = new OffscreenCanvas(across, down);
  const image = new ImageData(new Uint8ClampedArray(colours.buffer), across, down);
  units.getContext("2d")?.putImageData(image, 0, 0);
  return units;
}

/** Draws a moment. @param {OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D} context @param {Frame} frame @param {Sheet} sheet */
export function draw(context, frame, sheet) {
  context.imageSmoothingEnabled = false;
  context.drawImage(unitsOf(frame, sheet), 0, 0, sheet.across, sheet.down);
}

/** The recorded moments that a film of so many frames a second shows at one unit of time per second, the last one held. @param {Frame[]} frames @param {number} rate @returns {{frame: Frame, at: number, lasts: number}[]} in seconds */
export function moments(frames, rate) {
  const shown = frames.filter((frame, i) => {
    const next = frames[i + 1];
    return !next || Math.floor(frame.time * rate) !== Math.floor(next.time * rate);
  });
  return shown.map((frame, i) => {
    const next = shown[i + 1];
    return { frame, at: i / rate, lasts: next ? 1 / rate : 1.5 };
  });
}
