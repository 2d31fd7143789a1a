/**
 * The page's workers: which module each runs, and where it comes from.
 *
 * The first module and its worker may have been begun ahead of the page's scripts (begin.js). A figure in
 * another page has another source of workers, of the same shape (embed/workers.js).
 */
import { moduleOf } from "../assets.js";
import { compiled } from "../compiled.js";
import { Client } from "./client.js";
import { cores, poolSize } from "./size.js";

/** @typedef {import("./pooled.js").WorkerSource} WorkerSource */

/** What was begun, until it is taken. @type {import("../begin.js").Begun | undefined} */
const begun = /** @type {any} */ (globalThis).begun;
let taken = false;

/** @param {string} build */
function make(build) {
  const early = build === "first" && begun && !begun.failed && !taken;
  taken ||= build === "first";
  if (early) return begun.worker;
  return new Worker(new URL("../worker.js", import.meta.url), { type: "module", name: build });
}

/** The first module, compiled. */
const firstModule = async () =>
  begun?.module ??
  compiled("built/simd/first_bg.wasm", await fetch(new URL("../built/simd/first_bg.wasm", import.meta.url)));

/** A worker with a module. @param {"first" | "engine" | "tools" | "lesson"} build @param {{silenceMs?: number, idleMs?: number}} [watch] */
export const pageClient = (build, watch = {}) =>
  new Client({
    build,
    make: () => make(build),
    module: () => (build === "first" ? firstModule() : moduleOf(build)),
    ...watch,
  });

/** @returns {WorkerSource} the page's own pool may begin with the first module where nothing but the page as it opens is asked for */
export const pageWorkers = () => ({
  ...poolSize(location.search, cores()),
  first: location.hash + location.search === "",
  client: (build) => pageClient(build),
  prepare: () => void moduleOf("engine").catch(() => {}), // told when it is needed
});
