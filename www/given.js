/**
 * Training images that the core does not draw: digits packed with the page, drawings, images
 * read from a file.
 *
 * `data/digits-first.bin` travels with the first visit to the digits; nothing is fetched before.
 */

import { asset } from "./assets.js";
import { digitNames, fileOf } from "./data.js";
import { unpack } from "./own/drawing.js";

/** @typedef {import("./data.js").PatternSet} PatternSet */
/** @typedef {import("./tasks/messages.js").Images} Images */

/** @param {PatternSet} set of neither glyphs nor pictures @returns {Promise<Images>} */
export async function givenImages(set) {
  if (set.source === "drawn") return drawn(set);
  return set.source === "file" ? fromFile(set) : digits(set);
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

/** The first `each` images of each label that is among the names, in the order of the set. @param {Pack & {channels?: number}} pack @param {PatternSet} set @returns {Images} */
function firstOfEach({ width, height, labels, pixels, channels = 1 }, { names, each = 1 }) {
  const area = width * height * channels;
  const taken = new Array(256).fill(0);
  const chosen = [...labels.keys()].filter((k) => names.includes(String(labels[k])) && taken[labels[k]]++ < each);
  const out = new Uint8Array(chosen.length * area);
  chosen.forEach((k, i) => {
    out.set(pixels.subarray(k * area, (k + 1) * area), i * area);
  });
  return { kind: "bytes", pixels: out, labels: Uint8Array.from(chosen, (k) => labels[k]), width, height, channels };
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
