/** The couplings of hidden units, out of a model's file (safetensors: length, JSON header, tensors). */

/**
 * @param {Uint8Array} bytes @param {number} visible @param {number} hidden @param {number} count how many units at most
 * @returns {{strongest: number[], maps: Float32Array[], largest: number}} the strongest hidden units, each with its
 *   couplings with the visible ones, and the largest coupling there is by size
 */
export function couplingsOf(bytes, visible, hidden, count) {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  const [from, to] = header.couplings_vh.data_offsets;
  const all = new Float32Array(bytes.slice(8 + length + from, 8 + length + to).buffer); // visible × hidden
  const squares = new Float64Array(hidden);
  all.forEach((j, at) => {
    squares[at % hidden] += j * j;
  });
  const strongest = [...squares.keys()].sort((a, b) => squares[b] - squares[a]).slice(0, count);
  const maps = strongest.map((unit) => Float32Array.from({ length: visible }, (_, i) => all[i * hidden + unit]));
  return { strongest, maps, largest: all.reduce((most, j) => Math.max(most, Math.abs(j)), 0) };
}
