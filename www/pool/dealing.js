/**
 * Deals the samples of a generation among workers, and puts their parts of a moment together.
 */

/** @typedef {import("./protocol.js").Frame} Frame */
/** @typedef {{first: number, samples: number}} Part */

const chunk = 8; // samples; the core's block

/** @param {number} first @param {number} samples @param {number} workers @returns {Part[]} whole chunks, in order */
export function deal(first, samples, workers) {
  const chunks = Math.ceil(samples / chunk);
  const hands = Math.max(1, Math.min(workers, chunks));
  const edges = Array.from({ length: hands + 1 }, (_, i) => Math.min(samples, chunk * Math.ceil((i * chunks) / hands)));
  return edges.slice(1).map((end, i) => ({ first: first + edges[i], samples: end - edges[i] }));
}

/** @param {Frame[]} frames parts of one moment, in order @param {string} fingerprint @returns {Frame} */
export function join(frames, fingerprint) {
  const [{ step, time }] = frames;
  const pixels = new Uint8Array(total(frames.map((f) => f.pixels)));
  const hidden = new Uint8Array(total(frames.map((f) => f.hidden)));
  const overlap = new Float32Array(total(frames.map((f) => f.overlap)));
  const heat = new Float64Array(total(frames.map((f) => f.heat)));
  const cooling = new Float64Array(heat.length);
  let [p, u, o, h] = [0, 0, 0, 0];
  for (const part of frames) {
    pixels.set(part.pixels, p);
    hidden.set(part.hidden, u);
    overlap.set(part.overlap, o);
    heat.set(part.heat, h);
    cooling.set(part.cooling, h);
    p += part.pixels.length;
    u += part.hidden.length;
    o += part.overlap.length;
    h += part.heat.length;
  }
  return { step, time, fingerprint, prints: [], pixels, hidden, heat, cooling, overlap };
}

/** @param {{length: number}[]} arrays */
const total = (arrays) => arrays.reduce((sum, { length }) => sum + length, 0);
