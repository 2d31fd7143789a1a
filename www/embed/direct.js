/** The interface computed in the thread that calls it, in slices: for Node and for workers. */
import { understood } from "./errors.js";
import { tasks } from "./tasks.js";

/** @typedef {{signal?: AbortSignal, onProgress?: (progress: import("./thermogen.d.ts").Progress) => void}} Watch */

/** Lets the event loop turn once. */
const turn = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(undefined);
    };
    port2.postMessage(null);
  });

/**
 * Runs a task to its end.
 * @param {import("./tasks.js").Core} core @param {string} name @param {any} options @param {Watch} watch
 */
export async function perform(core, name, options, { signal, onProgress }) {
  const steps = tasks[name](core, options);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { value, done } = steps.next();
      if (done) return value;
      onProgress?.(value);
      await turn();
    }
  } catch (thrown) {
    throw understood(thrown);
  } finally {
    steps.return(undefined);
  }
}
