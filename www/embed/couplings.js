/** The couplings of hidden units. */

/**
 * @param {Float32Array} all visible × hidden @param {number} visible @param {number} hidden @param {number} count how many units at most
 * @returns {{strongest: number[], maps: Float32Array[], largest: number}} the strongest hidden units, each with its
 *   couplings with the visible ones, and the largest coupling there is by size
 */
export function strongestOf(all, visible, hidden, count) {
  const squares = new Float64Array(hidden);
  all.forEach((j, at) => {
    squares[at % hidden] += j * j;
  });
  const strongest = [...squares.keys()].sort((a, b) => squares[b] - squares[a]).slice(0, count);
  const maps = strongest.map((unit) => Float32Array.from({ length: visible }, (_, i) => all[i * hidden + unit]));
  return { strongest, maps, largest: all.reduce((most, j) => Math.max(most, Math.abs(j)), 0) };
}
