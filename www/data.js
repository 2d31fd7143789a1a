/**
 * Where training images come from: glyphs drawn by the core, or digits packed with the page.
 *
 * A set may have several examples of each pattern; examples beyond those are unseen.
 * `data/digits-first.bin` travels with the first visit to the digits; nothing is fetched before.
 */

import { asset } from "./assets.js";
import { glyphNames } from "./built/parameters.js";
import { unpack } from "./link/drawing.js";

/**
 * @typedef {object} PatternSet
 * @property {"glyphs" | "mnist" | "drawn" | "file"} source
 * @property {string[]} names in training order
 * @property {number} size side of a glyph in units
 * @property {number} first which example of each pattern
 * @property {number} [each] how many examples of each, the first ones; one unless given
 * @property {string} [drawing] patterns drawn by hand, as drawing.js writes them
 * @property {number} [file] the number of a set that was read from a file
 */

/** @typedef {import("./pool/protocol.js").Images} Images */

export const maxPatterns = 12;
export const digitNames = Array.from({ length: 10 }, (_, digit) => String(digit));

/** Most examples of each pattern: where digits are completed, some stay unseen. @param {string} scene */
export const mostEach = (scene) => (scene === "complete" ? 140 : 150);

/** @param {PatternSet} a @param {PatternSet} b */
export const sameSet = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Names of images. @param {PatternSet} set @param {Uint8Array} labels one per image */
export function namesOf({ source, names }, labels) {
  const byLabel = source === "mnist" || source === "file";
  return Array.from(labels, (label, i) =>
    byLabel ? String(label) : source === "glyphs" ? glyphNames[label] : names[i],
  );
}

/** Images read from a file, with a label each or none. @typedef {{name: string, count: number, width: number, height: number, pixels: Uint8Array, labels: Uint8Array | null}} Filed */

/** @type {Filed[]} */
const files = [];

/** Keeps what was read from a file; its number stands for it. @param {Filed} set */
export const keepFile = (set) => files.push(set) - 1;

/** @param {number} [number] @returns {Filed | null} */
export const fileOf = (number) => files[number ?? -1] ?? null;

/** The labels that a file has, in ascending order; one, 0, for a file without. @param {number} [number] */
export function labelsOf(number) {
  const labels = fileOf(number)?.labels;
  return labels
    ? Array.from(new Set(labels))
        .sort((a, b) => a - b)
        .map(String)
    : ["0"];
}

/** @param {PatternSet} set @returns {Promise<Images>} */
export async function imagesOf(set) {
  if (set.source === "mnist") return digits(set);
  if (set.source === "drawn") return drawn(set);
  if (set.source === "file") return fromFile(set);
  const { names, each = 1 } = set;
  const ids = Uint8Array.from({ length: names.length * each }, (_, i) => glyphNames.indexOf(names[i % names.length]));
  return { kind: "glyphs", ids, size: set.size, first: set.first * maxPatterns };
}

/** Patterns drawn by hand: four levels become 0, 85, 170, 255. @param {PatternSet} set @returns {Images} */
function drawn({ drawing = "", size }) {
  const patterns = unpack(drawing, size);
  const pixels = Uint8Array.from(
    patterns.flatMap((pattern) => [...pattern]),
    (level) => 85 * level,
  );
  return { kind: "bytes", pixels, labels: Uint8Array.from(patterns.keys()), width: size, height: size };
}

/** @typedef {{count: number, width: number, height: number, labels: Uint8Array, pixels: Uint8Array}} Pack */

const packs = { first: "data/digits-first.bin", more: "data/digits-more.bin" };

/**
 * A digit beyond the examples of a set that is learned. @param {PatternSet} set @param {number} index
 * @returns {Promise<{label: number, pixels: Uint8Array, width: number, height: number}>}
 */
export async function unseen({ names, each = 1 }, index) {
  const { width, height, labels, pixels } = await open(packs.more);
  const digit = Number(names[(index * 7) % names.length]);
  const spare = [...labels.keys()].filter((k) => labels[k] === digit).slice(each);
  const at = spare[Math.floor(index / names.length) % spare.length];
  return { label: digit, pixels: pixels.slice(at * width * height, (at + 1) * width * height), width, height };
}

/** The first `each` images of each label that is among the names, in the order of the set. @param {Pack} pack @param {PatternSet} set @returns {Images} */
function firstOfEach({ width, height, labels, pixels }, { names, each = 1 }) {
  const area = width * height;
  const taken = new Array(256).fill(0);
  const chosen = [...labels.keys()].filter((k) => names.includes(String(labels[k])) && taken[labels[k]]++ < each);
  const out = new Uint8Array(chosen.length * area);
  chosen.forEach((k, i) => {
    out.set(pixels.subarray(k * area, (k + 1) * area), i * area);
  });
  return { kind: "bytes", pixels: out, labels: Uint8Array.from(chosen, (k) => labels[k]), width, height };
}

/** @param {PatternSet} set @returns {Images} */
function fromFile(set) {
  const filed = fileOf(set.file);
  if (!filed) throw new Error("The images of the file are no longer here; choose the file again.");
  return firstOfEach({ ...filed, labels: filed.labels ?? new Uint8Array(filed.count) }, set);
}

/**
 * The example number `first` of each class; examples the small file lacks come from the large one.
 * @param {PatternSet} set @returns {Promise<Images>}
 */
async function digits(set) {
  const { names, first, each = 1 } = set;
  if (each > 1) return firstOfEach(await open(packs.more), set);
  const classes = names.map(Number);
  const near = await open(packs.first);
  const pack = first < near.count / digitNames.length ? near : await open(packs.more);
  const { width, height, labels, pixels } = pack;
  const area = width * height;
  const out = new Uint8Array(classes.length * area);
  classes.forEach((digit, i) => {
    const all = [...labels.keys()].filter((k) => labels[k] === digit);
    const at = all[first % all.length];
    out.set(pixels.subarray(at * area, (at + 1) * area), i * area);
  });
  return { kind: "bytes", pixels: out, labels: Uint8Array.from(classes), width, height };
}

/** @type {Map<string, Promise<Pack>>} */
const opened = new Map();

/** @param {string} path @returns {Promise<Pack>} */
function open(path) {
  const known = opened.get(path);
  if (known) return known;
  const pack = fetchPack(path);
  pack.catch(() => opened.delete(path)); // so that a failed download can be tried again
  opened.set(path, pack);
  return pack;
}

/** Reads the format that scripts/digits.mjs writes. @param {string} path @returns {Promise<Pack>} */
async function fetchPack(path) {
  const response = await asset(path);
  if (!response.ok || !response.body) throw new Error(`${path} could not be loaded (${response.status}).`);
  const stream = response.body.pipeThrough(new DecompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  if (new TextDecoder().decode(bytes.subarray(0, 4)) !== "DIG1") throw new Error(`${path} is not a pack of digits.`);
  const [count, height, width] = [bytes[4] + 256 * bytes[5], bytes[6], bytes[7]];
  if (bytes.length !== 8 + count * (1 + width * height)) throw new Error(`${path} is cut short.`);
  const labels = bytes.subarray(8, 8 + count);
  return { count, width, height, labels, pixels: bytes.subarray(8 + count) };
}
