/**
 * WebAssembly memory is freed by hand. A task made here names what it makes as its own, and all of that is
 * freed, the last first, when the task ends, fails or is closed.
 */

/** @typedef {{free: () => void}} Freed */
/** @typedef {<T extends Freed>(made: T) => T} Own */

/**
 * @template {any[]} A @template Y, R
 * @param {(own: Own, ...given: A) => Generator<Y, R>} steps
 * @returns {(...given: A) => Generator<Y, R>}
 */
export const owning = (steps) =>
  function* (...given) {
    /** @type {Freed[]} */
    const made = [];
    try {
      return yield* steps(
        (one) => {
          made.push(one);
          return one;
        },
        ...given,
      );
    } finally {
      for (const one of made.reverse()) one.free();
    }
  };

/**
 * Takes what an object says and frees it. @template {Freed} T @template R
 * @param {T} made @param {(made: T) => R} say @returns {R}
 */
export function saidBy(made, say) {
  try {
    return say(made);
  } finally {
    made.free();
  }
}
