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
/** @typedef {OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D} Context */
/**
 * @typedef {object} Reel what a film shows
 * @property {number} width pixels, even
 * @property {number} height
 * @property {number} rate frames a second
 * @property {number} bitrate bits a second
 * @property {number[]} times of its frames, seconds
 * @property {(context: Context, i: number) => void} draw its frame i
 */
/** @typedef {(fraction: number) => Promise<void>} Progress called between frames, and waited for */
/** @typedef {{container: Container, reel: Reel, quality: Quality, progress: Progress}} Order */

/** The encodings that a file may hold, the best first. */
const codecs = /** @type {const} */ ({ mp4: ["avc", "vp9", "av1"], webm: ["vp9", "vp8", "av1"] });
const patienceMs = 15_000; // for one frame: an encoder that failed may never answer
const tries = 3; // to keep a file below its size
const spare = 0.85; // of the size that is permitted

/** The run as it was recorded, every unit in whole pixels. @param {Frame[]} frames @param {number} width @param {number} height @returns {Reel} */
export function wholeRun(frames, width, height) {
  const [wanted, rate] = [720, 30]; // pixels, frames a second
  const grid = sheet(frames[0].heat.length, width, height, wanted);
  const shown = shownOf(frames, rate);
  return {
    width: grid.across,
    height: grid.down,
    rate,
    bitrate: 6e6,
    times: shown.map(({ at }) => at),
    draw: (context, i) => draw(context, shown[i].frame, grid),
  };
}

/**
 * A film by the first encoder that can: one that a browser offers may still fail when it is used.
 * @param {Container} container @param {Reel} reel @param {Progress} progress
 * @param {number} [most] bytes: a file that is larger is made again with fewer
 * @returns {Promise<Blob | null>} null where this browser has no encoder for it
 */
export async function film(container, reel, progress, most = Number.POSITIVE_INFINITY) {
  if (typeof VideoEncoder === "undefined") return null;
  let { bitrate } = reel;
  /** @type {Blob | null} */
  let made = null;
  for (let k = 0; k < tries; k++) {
    made = await byAny({ container, reel, quality: new Quality({ bitrate }), progress });
    if (!made || made.size <= most) break;
    bitrate *= (spare * most) / made.size;
  }
  return made;
}

/** @param {Order} order */
async function byAny(order) {
  const { width, height } = order.reel;
  for (const codec of codecs[order.container]) {
    if (!(await canEncodeVideo(codec, { width, height, quality: order.quality }).catch(() => false))) continue;
    const made = await encoded(codec, order).catch(() => null);
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
async function encoded(codec, { container, reel, quality, progress }) {
  const canvas = new OffscreenCanvas(reel.width, reel.height);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const target = new BufferTarget();
  const format = container === "mp4" ? new Mp4OutputFormat({ fastStart: "in-memory" }) : new WebMOutputFormat();
  const output = new Output({ format, target });
  const track = new CanvasSource(canvas, { codec, quality, keyFrameInterval: 1 });
  output.addVideoTrack(track, { frameRate: reel.rate });
  try {
    await soon(output.start());
    for (const [i, at] of reel.times.entries()) {
      reel.draw(context, i);
      await soon(track.add(at, 1 / reel.rate));
      await progress((i + 1) / reel.times.length);
    }
    await soon(output.finalize());
    return target.buffer && new Blob([target.buffer], { type: `video/${container}` });
  } catch (error) {
    output.cancel().catch(() => {}); // closes the encoder and its frames
    throw error;
  }
}

/** The last moment is shown again at the end of its time: a film ends with its last frame. @param {Frame[]} frames @param {number} rate */
function shownOf(frames, rate) {
  const shown = moments(frames, rate);
  const last = shown[shown.length - 1];
  return [...shown, { ...last, at: last.at + last.lasts }];
}
