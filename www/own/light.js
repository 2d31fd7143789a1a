/**
 * Tells a drawing on unevenly lit paper from the paper, and a pattern from noise. No DOM.
 *
 * The light is a quadratic surface, fitted by least squares to the brightness and again without what is far from it,
 * that is, without the strokes. It is divided out only where most of the picture is such paper.
 * Limits: the hard edge of a shadow is no quadratic surface and stays; a picture of a slope of brightness alone is paper.
 */

const rounds = 8;
const near = 16; // of 255, around the surface
const uneven = 40; // of 255, from the darkest to the lightest place of the paper
const paperShare = 0.6;
const white = 235;
const known = 0.32; // correlation of neighbours; noise that was enlarged has up to 0.3

/** The six terms of the surface at a cell. @param {number} i @param {number} size */
function termsAt(i, size) {
  const x = (2 * (i % size) + 1) / size - 1;
  const y = (2 * Math.floor(i / size) + 1) / size - 1;
  return [1, x, y, x * x, x * y, y * y];
}

/** Solves a small symmetric system by elimination with pivots. @param {number[][]} rows with the right side as last column */
function solved(rows) {
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    const best = rows.findIndex(
      (row, i) => i >= k && Math.abs(row[k]) === Math.max(...rows.slice(k).map((r) => Math.abs(r[k]))),
    );
    [rows[k], rows[best]] = [rows[best], rows[k]];
    for (let i = 0; i < n; i++) {
      if (i === k || !rows[k][k]) continue;
      const factor = rows[i][k] / rows[k][k];
      rows[i] = rows[i].map((value, j) => value - factor * rows[k][j]);
    }
  }
  return rows.map((row, k) => (row[k] ? row[n] / row[k] : 0));
}

/** @param {number[]} values @param {number[][]} terms of each @param {boolean[]} kept */
function surface(values, terms, kept) {
  const rows = terms[0].map(() => new Array(terms[0].length + 1).fill(0));
  values.forEach((value, i) => {
    if (!kept[i]) return;
    for (const [j, row] of rows.entries()) {
      terms[i].forEach((term, k) => {
        row[k] += terms[i][j] * term;
      });
      row[terms[i].length] += terms[i][j] * value;
    }
  });
  const weights = solved(rows);
  return terms.map((all) => all.reduce((sum, term, k) => sum + weights[k] * term, 0));
}

/** @param {number[]} values 0…255, of a square @returns {number[] | null} the same on evenly lit paper, null where there is no such paper or it is even */
export function evened(values) {
  const size = Math.sqrt(values.length);
  const terms = values.map((_, i) => termsAt(i, size));
  let kept = values.map(() => true);
  let light = values;
  for (let round = 0; round < rounds; round++) {
    light = surface(values, terms, kept);
    const width = near + 40 * 0.5 ** round; // wide at first, so that the strokes do not pull it down
    kept = values.map((value, i) => value - light[i] > -width && value - light[i] < 2 * width);
  }
  const share = values.filter((value, i) => Math.abs(value - light[i]) < near).length / values.length;
  const isUneven = Math.max(...light) - Math.min(...light) > uneven;
  if (!isUneven || share < paperShare || Math.min(...light) < 30) return null;
  return values.map((value, i) => Math.min(255, (white * value) / light[i]));
}

/** Whether neighbours know nothing of each other, and most differ from the mean. @param {number[]} values of a square */
export function isNoise(values) {
  const size = Math.sqrt(values.length);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  if (spread === 0) return false;
  const along = (/** @type {number} */ step) => {
    const pairs = values.flatMap((value, i) =>
      (step === 1 ? i % size < size - 1 : i + size < values.length) ? [(value - mean) * (values[i + step] - mean)] : [],
    );
    return pairs.reduce((sum, product) => sum + product, 0) / pairs.length / spread;
  };
  const many = values.filter((value) => Math.abs(value - mean) > 0.4 * Math.sqrt(spread)).length;
  return many > 0.5 * values.length && Math.abs(along(1)) < known && Math.abs(along(size)) < known;
}
