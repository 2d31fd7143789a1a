/** How many workers a pool may have: one core is left to the page, and a number asked for is kept. */

const most = 4; // workers, unless more are asked for

/** @param {string} search the page's query @param {number} cores @returns {{size: number, forced: boolean}} */
export function poolSize(search, cores) {
  const asked = Number(new URLSearchParams(search).get("workers"));
  if (Number.isInteger(asked) && asked >= 1 && asked <= 16) return { size: asked, forced: true };
  return { size: Math.min(most, Math.max(1, cores - 1)), forced: false };
}

/** How many cores there are, as the browser says. */
export const cores = () => globalThis.navigator?.hardwareConcurrency || 1;

/** How many workers there are where nothing else is asked for. */
export const usualSize = () => poolSize("", cores()).size;
