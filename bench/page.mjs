// The page that bench/chromium.mjs drives: pools of workers of thermogen, and tfjs with its wasm backend.

import { pool } from "./pool.mjs";
import { tfjs } from "./tfjs.mjs";

/** @typedef {import("./pool.mjs").Task} Task */

/** @param {string} build */
async function start(build) {
  const worker = new Worker(new URL("worker.mjs", import.meta.url), { type: "module" });
  await new Promise((resolve) => {
    worker.onmessage = resolve;
  });
  let id = 0;
  /** @param {object} message @param {any[]} [transfer] */
  const ask = (message, transfer = []) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.value));
      worker.postMessage({ ...message, id: ++id }, transfer);
    });
  await ask({ build });
  return { ask };
}

/** @type {any} */ (window).bench = {
  /** @param {string} build @param {number} workers */
  thermogen: async (build, workers) => pool(await Promise.all(Array.from({ length: workers }, () => start(build)))),
  tfjs,
};
document.title = "ready";
