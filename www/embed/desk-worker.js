/**
 * The worker of figures: a desk for each pool that hires here, all with one wasm instance.
 *
 * Built as one classic script (scripts/embed.mjs), which starts from a blob where nothing else does: from
 * another origin, in a sandbox, from a file.
 */
import * as core from "../built/simd/engine.js";
import { Desk } from "../pool/desk.js";

/** @typedef {{seat: number, port: MessagePort} | {start: number, module: WebAssembly.Module} | {leave: number}} Order */

/** @type {Promise<unknown> | null} */
let opened = null;
/** @type {Map<number, Desk>} */
const desks = new Map();

/** @param {WebAssembly.Module} module */
async function open(module) {
  opened ??= core.default({ module_or_path: module });
  await opened;
  return core;
}

self.addEventListener("message", ({ data }) => {
  const order = /** @type {Order} */ (data);
  if ("leave" in order) {
    desks.get(order.leave)?.end();
    desks.delete(order.leave);
    return;
  }
  if ("start" in order) return desks.get(order.start)?.receive({ type: "start", module: order.module });
  desks.set(order.seat, new Desk(order.port, open, () => self.postMessage("spoiled")));
  order.port.start();
});
