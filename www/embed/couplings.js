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

/**
 * The couplings of every visible unit with every hidden one, also where the model has them as factors:
 * J = F_v M F_hᵀ, where the columns of M are those of F_v and then those of F_h.
 * @param {import("../tasks/model.js").ModelData} data @param {number} visible @param {number} hidden
 */
export function visibleHidden(data, visible, hidden) {
  const { factors_visible: left, factors_hidden: right, core } = data;
  if (!left?.length || !right?.length || !core) return data.couplings_vh;
  const [rows, columns] = [left.length / visible, right.length / hidden];
  const all = new Float32Array(visible * hidden);
  for (let i = 0; i < visible; i++) {
    const seen = Float64Array.from({ length: columns }, (_, b) => {
      let sum = 0;
      for (let a = 0; a < rows; a++) sum += left[i * rows + a] * core[a * (rows + columns) + rows + b];
      return sum;
    });
    for (let h = 0; h < hidden; h++)
      all[i * hidden + h] = seen.reduce((sum, s, b) => sum + s * right[h * columns + b], 0);
  }
  return all;
}
