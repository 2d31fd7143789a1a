/**
 * Where pictures stand on the stage: as many columns as make them largest, a bar below each, and what room is left
 * between them. The sides of a picture are whole device pixels; where a pixel of it has three or more of those, some
 * may have one more than others, which eyes do not see.
 */

/** @typedef {{columns: number, rows: number, scale: number, gap: number, bar: number}} Grid scale: device pixels per pixel */
/** @typedef {{count: number, width: number, height: number, room: number, tall?: number, ratio: number, fine?: boolean}} Wanted width and height of one in pixels, room in device pixels across, and down if that is another */

const enough = 3; // device pixels per pixel

/** @param {Wanted} wanted @param {number} columns @returns {Grid} */
function withColumns({ count, width, height, room, tall = room, ratio, fine = false }, columns) {
  const rows = Math.ceil(count / columns);
  const bar = Math.max(2, Math.round((columns > 5 ? 2 : 3) * ratio));
  const least = Math.round((columns > 5 ? 2 : 4) * ratio);
  const across = (room - least * (columns - 1)) / (columns * width);
  const down = (tall - (2 * bar + least) * rows + least) / (rows * height);
  const most = Math.min(across, down);
  const scale = fine || most >= enough ? Math.max(1, Math.floor(most * width)) / width : Math.max(1, Math.floor(most));
  const spare = Math.min(
    (room - columns * width * scale) / Math.max(1, columns - 1),
    (tall - rows * (height * scale + 2 * bar)) / Math.max(1, rows - 1),
  );
  const gap = Math.max(least, Math.min(Math.floor(spare), Math.floor(width * scale * 0.12)));
  return { columns, rows, scale, gap, bar };
}

/** @param {Wanted} wanted @param {number} [columns] where they are given @returns {Grid} */
export function gridOf(wanted, columns) {
  if (columns) return withColumns(wanted, columns);
  const all = Array.from({ length: wanted.count }, (_, i) => withColumns(wanted, i + 1));
  const empty = (/** @type {Grid} */ { columns, rows }) => columns * rows - wanted.count;
  const better = (/** @type {Grid} */ a, /** @type {Grid} */ b) =>
    a.scale - b.scale || empty(b) - empty(a) || Math.abs(b.columns - b.rows) - Math.abs(a.columns - a.rows);
  return all.reduce((best, grid) => (better(grid, best) > 0 ? grid : best));
}

/** Corner of a tile. @param {Grid} grid @param {number} index @param {number} width @param {number} height @returns {[number, number]} */
export function place({ columns, scale, gap, bar }, index, width, height) {
  const [column, row] = [index % columns, Math.floor(index / columns)];
  return [Math.round(column * (width * scale + gap)), Math.round(row * (height * scale + 2 * bar + gap))];
}
