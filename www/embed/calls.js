/** The three calls of the interface, given what performs them. */
import { ThermogenError } from "../tasks/errors.js";

/** @typedef {(name: string, options: any, watch: import("./direct.js").Watch) => Promise<any>} Perform */

/** @param {Perform} perform */
export function calls(perform) {
  const call = (/** @type {string} */ name, /** @type {any} */ given) => {
    if (typeof given !== "object" || given === null)
      throw new ThermogenError("options", `${name} takes an object of options`);
    const { signal, onProgress, ...options } = given;
    return perform(name, options, { signal, onProgress });
  };
  return {
    /** @type {typeof import("./thermogen.d.ts").train} */
    train: async (options) => call("train", options),
    /** @type {typeof import("./thermogen.d.ts").generate} */
    generate: async (model, options = {}) => call("generate", { ...options, model }),
    /** @type {typeof import("./thermogen.d.ts").noise} */
    noise: async (options) => call("noise", options),
  };
}
