/**
 * Deals the samples of a generation among workers, and puts their parts of a moment together.
 */

/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {{first: number, samples: number}} Part */

const chunk = 8; // samples; the core's block

/** @param {number} first @param {number} samples @param {number} workers @returns {Part[]} whole chunks, in order */
export function deal(first, samples, workers) {
  const chunks = Math.ceil(samples / chunk);
  const shares = Math.max(1, Math.min(workers, chunks));
  const edges = Array.from({ length: shares + 1 }, (_, i) =>
    Math.min(samples, chunk * Math.ceil((i * chunks) / shares)),
  );
  return edges.slice(1).map((end, i) => ({ first: first + edges[i], samples: end - edges[i] }));
}

/** @param {Frame[]} frames parts of one moment, in order @param {string} fingerprint @returns {Frame} */
export function join(frames, fingerprint) {
  const [{ step, time }] = frames;
  const pixels = chain(frames.map((part) => part.pixels));
  const hidden = chain(frames.map((part) => part.hidden));
  const heat = chain(frames.map((part) => part.heat));
  const cooling = chain(frames.map((part) => part.cooling));
  const overlap = chain(frames.map((part) => part.overlap));
  return { step, time, fingerprint, prints: [], pixels, hidden, heat, cooling, overlap };
}

/** Arrays of one kind, one behind the other. @template {Uint8Array | Float32Array | Float64Array} T @param {T[]} arrays @returns {T} */
export function chain(arrays) {
  const Kind = /** @type {new (length: number) => T} */ (arrays[0].constructor);
  const whole = new Kind(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    whole.set(array, at);
    at += array.length;
  }
  return whole;
}
