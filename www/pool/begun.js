/** The first module and its worker, begun ahead of the page's scripts (begin.js) or, where that failed, now. */
import { compiled } from "../compiled.js";

/** Whether nothing is asked for but the page as it opens; else more than the first module can may be asked for at once. */
export const plain = () => location.hash + location.search === "";

/** What was begun, until it is taken. @type {import("../begin.js").Begun | undefined} */
const begun = /** @type {any} */ (globalThis).begun;
let taken = false;

/** A worker of a build. @param {string} build */
export const pageWorker = (build) =>
  new Worker(new URL("../worker.js", import.meta.url), { type: "module", name: build });

/** The worker of the first module. */
export function firstWorker() {
  const good = begun && !begun.failed && !taken;
  taken = true;
  return good ? begun.worker : pageWorker("first"); // which says why, where it fails too
}

/** The first module, compiled. */
export const firstModule = async () =>
  begun?.module ??
  compiled("built/simd/first_bg.wasm", await fetch(new URL("../built/simd/first_bg.wasm", import.meta.url)));
