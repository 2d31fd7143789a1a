/**
 * The noise that the units begin with, as a page draws it until its computer is there. Method: independent normal values,
 * as those of uncoupled units in their wells at the temperature of training; their spread on the screen is that of a
 * run's first frame. Limits: these are random numbers of the page and no run.
 */

const spread = 27; // standard deviation of a byte
export const frameMs = 40;

/** Returns a function that fills an array with noise, bytes. */
export function noise() {
  const normal = Int8Array.from({ length: 4096 }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
    return Math.round(spread * radius * Math.cos(2 * Math.PI * Math.random()));
  });
  return (/** @type {Uint8Array | Uint8ClampedArray} */ bytes) => {
    for (let i = 0; i < bytes.length; i++) bytes[i] = 128 + normal[(4096 * Math.random()) | 0];
  };
}
