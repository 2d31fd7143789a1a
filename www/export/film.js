/** A run as video, by the browser's own encoder; which of them there is differs from browser to browser. */
import * as mp4 from "mp4-muxer";
import * as webm from "webm-muxer";
import { draw, moments, sheet } from "./sheet.js";

/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {"mp4" | "webm"} Container */

const wanted = 720; // pixels
const rate = 30; // frames a second
const bitrate = 6e6;

/** What may be in a file, the best first: the encoder's name and the file's. */
const codecs = /** @type {const} */ ({
  mp4: [
    ["avc1.640028", "avc"],
    ["avc1.42e028", "avc"],
    ["vp09.00.40.08", "vp9"],
  ],
  webm: [
    ["vp09.00.40.08", "V_VP9"],
    ["vp8", "V_VP8"],
  ],
});

/** The first that this browser encodes. @param {Container} container @param {number} width @param {number} height */
async function choose(container, width, height) {
  if (typeof VideoEncoder === "undefined") return null;
  for (const [codec, name] of codecs[container]) {
    const config = { codec, width, height, bitrate, framerate: rate };
    const { supported } = await VideoEncoder.isConfigSupported(config).catch(() => ({ supported: false }));
    if (supported) return { config, name };
  }
  return null;
}

/** @param {Container} container @param {string} codec @param {number} width @param {number} height */
function muxer(container, codec, width, height) {
  if (container === "mp4") {
    const target = new mp4.ArrayBufferTarget();
    const video = { codec: /** @type {"avc"} */ (codec), width, height };
    return { target, to: new mp4.Muxer({ target, video, fastStart: "in-memory" }) };
  }
  const target = new webm.ArrayBufferTarget();
  return { target, to: new webm.Muxer({ target, video: { codec, width, height, frameRate: rate } }) };
}

/**
 * @param {Container} container @param {Frame[]} frames @param {number} width @param {number} height
 * @param {(fraction: number) => Promise<void>} progress called between frames, and waited for
 * @returns {Promise<Blob | null>} null where this browser has no encoder for it
 */
export async function film(container, frames, width, height, progress) {
  const grid = sheet(frames[0].heat.length, width, height, wanted);
  const chosen = await choose(container, grid.across, grid.down);
  if (!chosen) return null;
  const { target, to } = muxer(container, chosen.name, grid.across, grid.down);
  /** @type {Error | null} */
  let failure = null;
  const encoder = new VideoEncoder({
    output: (chunk, about) => to.addVideoChunk(chunk, about),
    error: (error) => {
      failure = error;
    },
  });
  encoder.configure(chosen.config);
  const canvas = new OffscreenCanvas(grid.across, grid.down);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
  // The last moment is shown again at the end of its time: a film ends with its last frame.
  const shown = moments(frames, rate);
  const last = shown[shown.length - 1];
  const all = [...shown, { ...last, at: last.at + last.lasts }];
  for (const [i, { frame, at }] of all.entries()) {
    if (failure) throw failure;
    draw(context, frame, grid);
    const picture = new VideoFrame(canvas, { timestamp: 1e6 * at, duration: 1e6 / rate });
    encoder.encode(picture, { keyFrame: i % rate === 0 });
    picture.close();
    await progress((i + 1) / all.length);
  }
  await encoder.flush();
  if (failure) throw failure;
  to.finalize();
  return new Blob([target.buffer], { type: `video/${container}` });
}
