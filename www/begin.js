/**
 * Begins what takes longest before the page's other scripts are there: the first module and the worker
 * that runs it (pool/first.js). A page that opens a link, or a browser without simd128, begins with the
 * engine instead and takes neither.
 */

import { compiled } from "./assets.js";
import { chooseBuild } from "./detect.js";

/** A worker of a build. @param {string} build */
export const pageWorker = (build) =>
  new Worker(new URL("./worker.js", import.meta.url), { type: "module", name: build });

/** Whether nothing is asked for but the page as it opens; else more than the first module can may be asked for at once. */
export const plain = location.hash === "" && location.search === "";

/** @type {Worker | null} the worker that was begun, until it is taken or fails */
let worker = null;
/** @type {Promise<WebAssembly.Module> | null} */
let module = null;

const fetched = async () =>
  compiled("built/simd/first_bg.wasm", await fetch(new URL("./built/simd/first_bg.wasm", import.meta.url)));

if (plain && chooseBuild() === "simd") {
  module = fetched();
  module.catch(() => {}); // told to who asks for it
  worker = pageWorker("first");
  worker.onerror = () => {
    worker = null; // the next one says why
  };
}

/** The worker of the first module. */
export function firstWorker() {
  const begun = worker ?? pageWorker("first");
  worker = null;
  return begun;
}

/** The first module, compiled. */
export const firstModule = () => module ?? fetched();
