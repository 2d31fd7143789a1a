/** The worker of the JavaScript interface: performs calls, several in turn. Built as desk-worker.js is. */
import * as core from "../built/simd/tools.js";
import { perform } from "./direct.js";

/** @typedef {{id: number, name: string, options: any} | {id: number, stop: unknown} | {module: WebAssembly.Module}} Order */

/** @type {Promise<unknown>} */
let opened = Promise.reject(new Error("the worker was asked before it was started"));
opened.catch(() => {});
/** @type {Map<number, AbortController>} */
const doing = new Map();

/** @param {number} id @param {string} name @param {any} options */
async function call(id, name, options) {
  const control = new AbortController();
  doing.set(id, control);
  const onProgress = (/** @type {unknown} */ progress) => self.postMessage({ id, progress });
  try {
    await opened;
    self.postMessage({ id, result: await perform(core, name, options, { signal: control.signal, onProgress }) });
  } catch (thrown) {
    const { name: kind = "Error", message = String(thrown), field } = /** @type {any} */ (thrown ?? {});
    self.postMessage({ id, error: { name: kind, message, field } });
  }
  doing.delete(id);
}

self.addEventListener("message", ({ data }) => {
  const order = /** @type {Order} */ (data);
  if ("module" in order) opened = core.default({ module_or_path: order.module });
  else if ("stop" in order) doing.get(order.id)?.abort();
  else call(order.id, order.name, order.options);
});
