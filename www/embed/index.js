/**
 * The package in browsers: the same interface as in Node, computed in a worker of its own, so that the page
 * that calls never waits; in a worker that calls, there.
 */

import { assetModule } from "../assets.js";
import * as core from "../built/simd/tools.js";
import { chooseBuild } from "../detect.js";
import { start } from "./blob.js";
import { calls } from "./calls.js";
import { perform } from "./direct.js";
import { ThermogenError, understood } from "./errors.js";

/** @typedef {{resolve: (result: any) => void, reject: (why: unknown) => void, onProgress?: (progress: any) => void}} Waiting */

/** @type {Map<number, Waiting>} */
const waiting = new Map();
let last = 0;
/** @type {Promise<Worker> | null} */
let hired = null;
/** @type {Promise<unknown> | null} */
let opened = null;

const variant = () => {
  const build = chooseBuild();
  if (build === "none") throw new Error("thermogen needs WebAssembly, which this browser does not allow here");
  return build;
};

async function hire() {
  const [module, { default: text }] = await Promise.all([
    assetModule(`built/${variant()}/tools_bg.wasm`),
    import("../built/task-worker.js"),
  ]);
  const worker = start(text, "thermogen");
  worker.onmessage = ({ data }) => receive(data);
  worker.onerror = (event) => {
    event.preventDefault?.();
    worker.terminate();
    hired = null;
    for (const { reject } of waiting.values()) reject(new Error(event.message || "the worker could not be started"));
    waiting.clear();
  };
  worker.postMessage({ module });
  return worker;
}

/** @param {{id: number, progress?: any, result?: any, error?: {name: string, field: string, message: string}}} reply */
function receive({ id, progress, result, error }) {
  const caller = waiting.get(id);
  if (progress) return caller?.onProgress?.(progress);
  waiting.delete(id);
  if (error)
    caller?.reject(
      understood(error) instanceof ThermogenError
        ? understood(error)
        : Object.assign(new Error(error.message), { name: error.name }),
    );
  else caller?.resolve(result);
}

/** @type {import("./calls.js").Perform} */
async function inWorker(name, options, { signal, onProgress }) {
  signal?.throwIfAborted();
  hired ??= hire();
  hired.catch(() => {
    hired = null;
  });
  const worker = await hired;
  const id = ++last;
  const result = new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject, onProgress });
    worker.postMessage({ id, name, options });
  });
  const stop = () => {
    worker.postMessage({ id, stop: true });
    waiting.get(id)?.reject(signal?.reason);
    waiting.delete(id);
  };
  signal?.addEventListener("abort", stop);
  return result.finally(() => signal?.removeEventListener("abort", stop));
}

/** @type {import("./calls.js").Perform} */
async function here(name, options, watch) {
  opened ??= assetModule(`built/${variant()}/tools_bg.wasm`).then((module) => core.default({ module_or_path: module }));
  await opened;
  return perform(core, name, options, watch);
}

export const { train, generate, noise } = calls(typeof document === "object" ? inWorker : here);
export { ThermogenError };
