/** A run as video, by the browser's own encoder; the choice of encoders differs from browser to browser. */
import {
  BufferTarget,
  CanvasSource,
  canEncodeVideo,
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
const codecs = /** @type {const} */ ({ mp4: ["avc", "vp9", "av1"], webm: ["vp9", "vp8", "av1"] });
const patienceMs = 15_000; // for one frame: an encoder that failed may never answer

/** @typedef {{container: Container, frames: Frame[], grid: import("./sheet.js").Sheet, progress: (fraction: number) => Promise<void>}} Order */

/**
 * A film by the first encoder that can: one that a browser offers may still fail when it is used.
 * @param {Container} container @param {Frame[]} frames @param {number} width @param {number} height
 * @param {(fraction: number) => Promise<void>} progress called between frames, and waited for
 * @returns {Promise<Blob | null>} null where this browser has no encoder for it
 */
export async function film(container, frames, width, height, progress) {
  if (typeof VideoEncoder === "undefined") return null;
  const grid = sheet(frames[0].heat.length, width, height, wanted);
  const size = { width: grid.across, height: grid.down };
  for (const codec of codecs[container]) {
    if (!(await canEncodeVideo(codec, { ...size, quality }).catch(() => false))) continue;
    const made = await encoded(codec, { container, frames, grid, progress }).catch(() => null);
    if (made) return made;
  }
  return null;
}

/** Fails where an answer does not come in time. @template T @param {Promise<T>} answer @returns {Promise<T>} */
function soon(answer) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error("the encoder does not answer")), patienceMs);
  });
  return /** @type {Promise<T>} */ (Promise.race([answer, late])).finally(() => clearTimeout(timer));
}

/** @param {import("mediabunny").VideoCodec} codec @param {Order} order */
async function encoded(codec, { container, frames, grid, progress }) {
  const canvas = new OffscreenCanvas(grid.across, grid.down);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const target = new BufferTarget();
  const format = container === "mp4" ? new Mp4OutputFormat({ fastStart: "in-memory" }) : new WebMOutputFormat();
  const output = new Output({ format, target });
  const track = new CanvasSource(canvas, { codec, quality, keyFrameInterval: 1 });
  output.addVideoTrack(track, { frameRate: rate });
  try {
    await soon(output.start());
    const all = shownOf(frames);
    for (const [i, { frame, at }] of all.entries()) {
      draw(context, frame, grid);
      await soon(track.add(at, 1 / rate));
      await progress((i + 1) / all.length);
    }
    await soon(output.finalize());
    return target.buffer && new Blob([target.buffer], { type: `video/${container}` });
  } catch (error) {
    output.cancel().catch(() => {}); // closes the encoder and its frames
    throw error;
  }
}

/** The last moment is shown again at the end of its time: a film ends with its last frame. @param {Frame[]} frames */
function shownOf(frames) {
  const shown = moments(frames, rate);
  const last = shown[shown.length - 1];
  return [...shown, { ...last, at: last.at + last.lasts }];
}
