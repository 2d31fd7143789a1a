/** The interface computed in the thread that calls it, in slices: for Node and for workers. */

import { understood } from "../tasks/errors.js";
import { calls } from "../tasks/interface.js";
import { soon } from "../yielding.js";

/** @typedef {{signal?: AbortSignal, onProgress?: (progress: import("./thermogen.d.ts").Progress) => void}} Watch */

/**
 * Runs a call to its end.
 * @param {typeof import("../built/simd/tools.js")} core @param {string} name @param {any} options @param {Watch} watch
 */
export async function perform(core, name, options, { signal, onProgress }) {
  const steps = calls[name](core, options);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { value, done } = steps.next();
      if (done) return value;
      onProgress?.(value.part);
      await soon();
    }
  } catch (thrown) {
    throw understood(thrown);
  } finally {
    steps.return(undefined);
  }
}
