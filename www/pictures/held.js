/** Visible units that are held from outside at a step of a run, and the line around them on a picture. */

/** @typedef {import("../link/events.js").Event} Event */

/** The units of a disc, "x,y,radius" in pixels, as the core counts them. @param {string} disc @param {number} width @param {number} height */
function unitsOf(disc, width, height) {
  const [x, y, radius] = disc.split(",").map(Number);
  const near = (/** @type {number} */ i) => (i % width) + 0.5 - x;
  return Array.from({ length: width * height }, (_, i) => i).filter(
    (i) => near(i) ** 2 + (Math.floor(i / width) + 0.5 - y) ** 2 <= radius ** 2,
  );
}

/**
 * @param {{conditioning: import("../session/conditioning.js").Conditioning, events: Event[]}} session @param {number} step
 * @param {{width: number, height: number}} size @returns {number[]}
 */
export function heldAt({ conditioning, events }, step, { width, height }) {
  const held = new Set();
  let disc = "-1";
  conditioning.completion?.erased.forEach((erased, unit) => {
    if (!erased) held.add(unit);
  });
  for (const { name, value } of events.filter((event) => event.step <= step)) {
    if (name === "clamp") held.add(Number.parseInt(value, 10));
    else if (name === "release") held.delete(Number(value));
    else if (name === "hold") disc = value;
  }
  if (disc !== "-1") for (const unit of unitsOf(disc, width, height)) held.add(unit);
  return [...held];
}

/**
 * Where held units meet others, at the unit's own edge, so that the middle of every unit keeps its colour.
 * @param {number[]} held @param {number} width @param {number} height @returns {[number, number, "left" | "top" | "right" | "bottom"][]}
 */
export function edgesOf(held, width, height) {
  const all = new Set(held);
  const is = (/** @type {number} */ x, /** @type {number} */ y) =>
    x < 0 || y < 0 || x >= width || y >= height || all.has(y * width + x);
  return held.flatMap((unit) => {
    const [x, y] = [unit % width, Math.floor(unit / width)];
    const sides = /** @type {const} */ ([
      ["left", is(x - 1, y)],
      ["top", is(x, y - 1)],
      ["right", is(x + 1, y)],
      ["bottom", is(x, y + 1)],
    ]);
    return sides
      .filter(([, inside]) => !inside)
      .map(([side]) => /** @type {[number, number, typeof side]} */ ([x, y, side]));
  });
}
