/** A run as video, by the browser's own encoder; the choice of encoders differs from browser to browser. */
import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  Quality,
  WebMOutputFormat,
} from "mediabunny";
import { draw, moments, sheet } from "./sheet.js";

/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {"mp4" | "webm"} Container */

const wanted = 720; // pixels
const rate = 30; // frames a second
const quality = new Quality({ bitrate: 6e6 });

/** The encodings that a file may hold, the best first. */
const codecs = /** @type {const} */ ({ mp4: ["avc", "vp9"], webm: ["vp9", "vp8"] });

/**
 * @param {Container} container @param {Frame[]} frames @param {number} width @param {number} height
 * @param {(fraction: number) => Promise<void>} progress called between frames, and waited for
 * @returns {Promise<Blob | null>} null where this browser has no encoder for it
 */
export async function film(container, frames, width, height, progress) {
  if (typeof VideoEncoder === "undefined") return null;
  const grid = sheet(frames[0].heat.length, width, height, wanted);
  const size = { width: grid.across, height: grid.down };
  const codec = await getFirstEncodableVideoCodec([...codecs[container]], { ...size, quality });
  if (!codec) return null;
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const target = new BufferTarget();
  const format = container === "mp4" ? new Mp4OutputFormat({ fastStart: "in-memory" }) : new WebMOutputFormat();
  const output = new Output({ format, target });
  const track = new CanvasSource(canvas, { codec, quality, keyFrameInterval: 1 });
  output.addVideoTrack(track, { frameRate: rate });
  await output.start();
  // The last moment is shown again at the end of its time: a film ends with its last frame.
  const shown = moments(frames, rate);
  const last = shown[shown.length - 1];
  const all = [...shown, { ...last, at: last.at + last.lasts }];
  for (const [i, { frame, at }] of all.entries()) {
    draw(context, frame, grid);
    await track.add(at, 1 / rate);
    await progress((i + 1) / all.length);
  }
  await output.finalize();
  return target.buffer && new Blob([target.buffer], { type: `video/${container}` });
}
