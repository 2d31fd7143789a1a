/**
 * A drawing as a picture of another size: its ink is moved so that its centre of mass is in the middle, as that of the
 * digits that are learned, and the levels between pixels are interpolated.
 */

/** @param {Uint8Array} levels 0…3, row by row @param {number} size of the drawing's side @param {number} width @param {number} height @returns {Uint8Array} brightness of each pixel */
export function resampled(levels, size, width, height) {
  const ink = levels.reduce((sum, level) => sum + level, 0);
  const middle = (/** @type {(i: number) => number} */ place) =>
    ink ? levels.reduce((sum, level, i) => sum + level * place(i), 0) / ink : (size - 1) / 2;
  const [cx, cy] = [middle((i) => i % size), middle((i) => Math.floor(i / size))];
  const at = (/** @type {number} */ x, /** @type {number} */ y) =>
    x < 0 || y < 0 || x >= size || y >= size ? 0 : levels[y * size + x];
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const x = (((i % width) - (width - 1) / 2) * size) / width + cx;
    const y = ((Math.floor(i / width) - (height - 1) / 2) * size) / height + cy;
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [fx, fy] = [x - left, y - top];
    const upper = at(left, top) * (1 - fx) + at(left + 1, top) * fx;
    const lower = at(left, top + 1) * (1 - fx) + at(left + 1, top + 1) * fx;
    return Math.round(85 * (upper * (1 - fy) + lower * fy));
  });
}
