/**
 * Begins what takes longest before anything else is there: the first module and the worker that runs it
 * (worker/first.js; worker/page.js takes them). It stands in the page itself, so it is small and knows its
 * files by their place beside the page. A page that opens a link, or a browser without simd128, begins with
 * the engine instead and gets neither.
 */

import { compiled } from "./compiled.js";
import { chooseBuild } from "./detect.js";
import { heal } from "./healing.js";
import "./floor.js";

/** @typedef {{module: Promise<WebAssembly.Module>, worker: Worker, failed: boolean}} Begun */

heal();
if (location.hash + location.search === "" && chooseBuild() === "simd") {
  const path = "built/simd/first_bg.wasm";
  // In the next task: what the first paint waits for is asked for before.
  const next = new Promise((go) => setTimeout(go));
  /** @type {Begun} */
  const begun = {
    module: next.then(() => fetch(path)).then((response) => compiled(path, response)),
    worker: new Worker("worker.js", { type: "module", name: "first" }),
    failed: false,
  };
  begun.module.catch(() => {}); // told to who asks for it
  begun.worker.onerror = () => {
    begun.failed = true;
  };
  Object.assign(globalThis, { begun });
}
