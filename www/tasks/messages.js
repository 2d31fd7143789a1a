/**
 * The messages between a pool and its task in a worker (compute.js), and the checks of their fields.
 *
 * A pool is asked and answers by objects that say their `type`; in the envelope a request's type is the name of
 * the message, and a reply is a part (worker/envelope.js). `job` numbers a training and `run` a generation, so
 * that a late reply to a superseded request is recognised and dropped.
 */

import { count, object, text } from "../worker/envelope.js";
import { isModelData } from "./model.js";

/** @typedef {import("./model.js").ModelData} ModelData */
/** @typedef {Record<string, number | string | boolean>} Settings parameter name → value, as in the parameter table */

/**
 * Where the training images come from: glyphs and pictures in colour are drawn by the core, bytes are given.
 * @typedef {{kind: "glyphs", ids: Uint8Array, size: number, first: number}
 *   | {kind: "pictures", ids: Uint8Array, size: number}
 *   | {kind: "bytes", pixels: Uint8Array, labels: Uint8Array, width: number, height: number, channels?: number}} Images
 */

/**
 * One recorded moment of a generation, all samples side by side.
 * @typedef {object} Frame
 * @property {number} step
 * @property {number} time
 * @property {Uint8Array} pixels samples × visible units, 0…255 by the model's read-out map
 * @property {Uint8Array} hidden samples × hidden units, by the same map
 * @property {Float64Array} heat emitted so far without that of cooling, one per sample, kT
 * @property {Float64Array} cooling heat emitted while cooling, one per sample, kT
 * @property {Float32Array} overlap samples × patterns, signed correlation
 * @property {string} fingerprint hash of the bits of all units
 * @property {string[]} prints the hash of each sample, where this is a part of a run; else empty
 */

/** Visible units that are held: those where the mask is not 0, at these values. @typedef {{mask: Uint8Array, values: Float32Array}} Clamp */

/**
 * @typedef {{type: "train", job: number, settings: Settings, images: Images, classes: Uint8Array, state: Float64Array | null}
 *   | {type: "state", job: number}
 *   | {type: "worker", job: number, worker: number, port: MessagePort}
 *   | {type: "lost", worker: number}
 *   | {type: "contribute", job: number, settings: Settings, images: Images, port: MessagePort}
 *   | {type: "load", job: number, model: ModelData, targets: Float32Array}
 *   | {type: "hold", held: boolean}
 *   | {type: "generate", run: number, settings: Settings, first: number, samples: number, classes: Uint8Array, clamp: Clamp | null, events: string[]}
 *   | {type: "event", run: number, event: string}
 *   | {type: "advance", run: number, to: number, every: number}
 *   | {type: "join", run: number, prints: string[]}
 *   | {type: "finish", job: number}
 *   | {type: "seed"}} Request
 */

/**
 * @typedef {{type: "ready"}
 *   | {type: "images", job: number, pixels: Uint8Array, labels: Uint8Array, width: number, height: number, channels: number}
 *   | {type: "shares", job: number, work: number}
 *   | {type: "progress", job: number, iteration: number, iterations: number, fraction: number, loss: Float64Array}
 *   | {type: "state", job: number, iteration: number, state: Float64Array}
 *   | {type: "preview", job: number, iteration: number, frame: Frame}
 *   | {type: "trained", job: number, fingerprint: string, visible: number, hidden: number, model: ModelData, targets: Float32Array, classes: Uint8Array, checkpoints: ModelData[]}
 *   | {type: "optimum", job: number, value: number}
 *   | {type: "begun", run: number, steps: number, workers: number}
 *   | {type: "frame", run: number, frame: Frame, asked: boolean}
 *   | {type: "joined", run: number, fingerprint: string}
 *   | {type: "seed", seed: number}
 *   | {type: "refused", field: string, message: string}} Reply
 */

/** @typedef {import("../worker/envelope.js").Check} Check */
/** @typedef {import("../worker/envelope.js").Table} Table */

/** @type {Check} */
const finite = (v) => Number.isFinite(v);
/** @type {Check} */
const flag = (v) => typeof v === "boolean";
/** @type {Check} */
const bytes = (v) => v instanceof Uint8Array;
/** @type {Check} */
const f32 = (v) => v instanceof Float32Array;
/** @type {Check} */
const f64 = (v) => v instanceof Float64Array;
/** @type {Check} */
const port = (v) => v instanceof MessagePort;
/** @type {Check} */
const strings = (v) => Array.isArray(v) && v.every(text);
/** @type {Check} */
const settings = (v) =>
  object(v) && Object.values(/** @type {object} */ (v)).every((x) => finite(x) || text(x) || flag(x));
/** @type {Check} */
const images = (v) => {
  const spec = /** @type {any} */ (v);
  if (!object(v)) return false;
  if (spec.kind === "glyphs") return bytes(spec.ids) && count(spec.size) && count(spec.first);
  if (spec.kind === "pictures") return bytes(spec.ids) && count(spec.size);
  const { channels = 1 } = spec;
  return (
    spec.kind === "bytes" &&
    [spec.width, spec.height, channels].every(count) &&
    bytes(spec.pixels) &&
    bytes(spec.labels) &&
    spec.pixels.length === spec.labels.length * spec.width * spec.height * channels
  );
};
/** @type {Check} */
const frame = (v) => {
  const f = /** @type {any} */ (v);
  return (
    object(v) &&
    count(f.step) &&
    finite(f.time) &&
    bytes(f.pixels) &&
    bytes(f.hidden) &&
    f64(f.heat) &&
    f64(f.cooling) &&
    f32(f.overlap) &&
    text(f.fingerprint) &&
    strings(f.prints)
  );
};

/** @type {Check} */
const clamp = (v) => {
  const held = /** @type {any} */ (v);
  return v === null || (object(v) && bytes(held.mask) && f32(held.values) && held.mask.length === held.values.length);
};

/** @type {Table} */
export const requests = {
  train: { job: count, settings, images, classes: bytes, state: (v) => v === null || f64(v) },
  state: { job: count },
  worker: { job: count, worker: count, port },
  lost: { worker: count },
  contribute: { job: count, settings, images, port },
  load: { job: count, model: isModelData, targets: f32 },
  hold: { held: flag },
  generate: { run: count, settings, first: count, samples: count, classes: bytes, clamp, events: strings },
  event: { run: count, event: text },
  advance: { run: count, to: count, every: count },
  join: { run: count, prints: strings },
  finish: { job: count },
  seed: {},
};

/** @type {Table} */
export const replies = {
  ready: {},
  images: { job: count, pixels: bytes, labels: bytes, width: count, height: count, channels: count },
  shares: { job: count, work: finite },
  progress: { job: count, iteration: count, iterations: count, fraction: finite, loss: f64 },
  state: { job: count, iteration: count, state: f64 },
  preview: { job: count, iteration: count, frame },
  trained: {
    job: count,
    fingerprint: text,
    visible: count,
    hidden: count,
    model: isModelData,
    targets: f32,
    classes: bytes,
    checkpoints: (v) => Array.isArray(v) && v.every(isModelData),
  },
  optimum: { job: count, value: finite },
  begun: { run: count, steps: count, workers: count },
  frame: { run: count, frame, asked: flag },
  joined: { run: count, fingerprint: text },
  seed: { seed: count },
  refused: { field: text, message: text },
};
