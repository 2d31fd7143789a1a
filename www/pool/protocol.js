/**
 * The messages between the page and its worker, and their validation.
 *
 * The page sends requests, the worker sends replies; nothing else crosses. Large arrays are
 * transferred. `job` numbers a training and `run` a generation, so that a late reply to a
 * superseded request is recognised and dropped.
 */

import { areParts } from "./parts.js";

/** @typedef {import("./parts.js").Parts} Parts */
/** @typedef {Record<string, number | string | boolean>} Settings parameter name → value, as in the parameter table */

/**
 * Where the training images come from: glyphs are drawn by the core, bytes are given.
 * @typedef {{kind: "glyphs", ids: Uint8Array, size: number, first: number}
 *   | {kind: "bytes", pixels: Uint8Array, labels: Uint8Array, width: number, height: number}} Images
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
 * @typedef {{type: "start", module: WebAssembly.Module}
 *   | {type: "train", job: number, settings: Settings, images: Images, classes: Uint8Array, state: Float64Array | null}
 *   | {type: "state", job: number}
 *   | {type: "hand", job: number, hand: number, port: MessagePort}
 *   | {type: "lost", hand: number}
 *   | {type: "assist", job: number, settings: Settings, images: Images, port: MessagePort}
 *   | {type: "load", job: number, model: Parts, targets: Float32Array}
 *   | {type: "hold", held: boolean}
 *   | {type: "generate", run: number, settings: Settings, first: number, samples: number, classes: Uint8Array, clamp: Clamp | null, events: string[]}
 *   | {type: "act", run: number, event: string}
 *   | {type: "advance", run: number, to: number, every: number}
 *   | {type: "join", run: number, prints: string[]}
 *   | {type: "finish", job: number}
 *   | {type: "seed"}
 *   | {type: "ping"}} Request
 */

/**
 * @typedef {{type: "ready"}
 *   | {type: "images", job: number, pixels: Uint8Array, labels: Uint8Array, width: number, height: number}
 *   | {type: "shares", job: number, work: number}
 *   | {type: "progress", job: number, iteration: number, iterations: number, fraction: number, loss: Float64Array}
 *   | {type: "state", job: number, iteration: number, state: Float64Array}
 *   | {type: "preview", job: number, iteration: number, frame: Frame}
 *   | {type: "trained", job: number, fingerprint: string, visible: number, hidden: number, model: Parts, targets: Float32Array, classes: Uint8Array, snapshots: Parts[]}
 *   | {type: "optimum", job: number, value: number}
 *   | {type: "begun", run: number, steps: number, workers: number}
 *   | {type: "frame", run: number, frame: Frame, asked: boolean}
 *   | {type: "joined", run: number, fingerprint: string}
 *   | {type: "seed", seed: number}
 *   | {type: "pong"}
 *   | {type: "failed", during: "start" | "train" | "generate", id: number, field: string, message: string, fatal: boolean}} Reply
 */

/** @typedef {(value: unknown) => boolean} Check */

/** @type {Check} */
const count = (v) => Number.isSafeInteger(v) && /** @type {number} */ (v) >= 0;
/** @type {Check} */
const finite = (v) => Number.isFinite(v);
/** @type {Check} */
const text = (v) => typeof v === "string";
/** @type {Check} */
const flag = (v) => typeof v === "boolean";
/** @type {Check} */
const object = (v) => typeof v === "object" && v !== null && !Array.isArray(v);
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
  return (
    spec.kind === "bytes" &&
    [spec.width, spec.height].every(count) &&
    bytes(spec.pixels) &&
    bytes(spec.labels) &&
    spec.pixels.length === spec.labels.length * spec.width * spec.height
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

/** @type {Record<string, Record<string, Check>>} */
const requests = {
  start: { module: (v) => v instanceof WebAssembly.Module },
  train: { job: count, settings, images, classes: bytes, state: (v) => v === null || f64(v) },
  state: { job: count },
  hand: { job: count, hand: count, port },
  lost: { hand: count },
  assist: { job: count, settings, images, port },
  load: { job: count, model: areParts, targets: f32 },
  hold: { held: flag },
  generate: { run: count, settings, first: count, samples: count, classes: bytes, clamp, events: strings },
  act: { run: count, event: text },
  advance: { run: count, to: count, every: count },
  join: { run: count, prints: strings },
  finish: { job: count },
  seed: {},
  ping: {},
};

/** @type {Record<string, Record<string, Check>>} */
const replies = {
  ready: {},
  images: { job: count, pixels: bytes, labels: bytes, width: count, height: count },
  shares: { job: count, work: finite },
  progress: { job: count, iteration: count, iterations: count, fraction: finite, loss: f64 },
  state: { job: count, iteration: count, state: f64 },
  preview: { job: count, iteration: count, frame },
  trained: {
    job: count,
    fingerprint: text,
    visible: count,
    hidden: count,
    model: areParts,
    targets: f32,
    classes: bytes,
    snapshots: (v) => Array.isArray(v) && v.every(areParts),
  },
  optimum: { job: count, value: finite },
  begun: { run: count, steps: count, workers: count },
  frame: { run: count, frame, asked: flag },
  joined: { run: count, fingerprint: text },
  seed: { seed: count },
  pong: {},
  failed: { during: text, id: count, field: text, message: text, fatal: flag },
};

/**
 * @param {Record<string, Record<string, Check>>} table
 * @param {unknown} message
 * @returns {string} what is wrong, or "" when nothing is
 */
function problem(table, message) {
  if (!object(message)) return "a message must be an object";
  const fields = /** @type {Record<string, unknown>} */ (message);
  const type = String(fields.type);
  if (!Object.hasOwn(table, type)) return `unknown message type "${type.slice(0, 40)}"`;
  const bad = Object.entries(table[type]).find(([name, check]) => !check(fields[name]));
  return bad ? `message "${type}": bad field "${bad[0]}"` : "";
}

/** @param {unknown} message @returns {string} what is wrong with a request, or "" */
export const requestProblem = (message) => problem(requests, message);

/** @param {unknown} message @returns {string} what is wrong with a reply, or "" */
export const replyProblem = (message) => problem(replies, message);
