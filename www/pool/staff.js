/**
 * Where the page's own pool gets its workers from, and what they run.
 *
 * A figure in another page has another source of both, of the same shape (embed/staff.js).
 */
import { assetModule } from "../assets.js";
import { firstModule, firstWorker, pageWorker, plain } from "./begun.js";

/** A worker, or what stands for one. @typedef {Pick<Worker, "postMessage" | "onmessage" | "onerror" | "terminate">} Hand */
/**
 * @typedef {object} Staff
 * @property {number} size the most workers
 * @property {boolean} forced whether all are wanted, even where a run is not worth it
 * @property {boolean} first whether the first module may begin
 * @property {(build: string) => Hand} hire of a build: "simd", "portable", or "first"
 * @property {(build: string) => Promise<WebAssembly.Module>} module
 */

const most = 4; // workers, unless more are asked for

/** @param {string} search the page's query @param {number} cores @returns {{size: number, forced: boolean}} */
export function poolSize(search, cores) {
  const asked = Number(new URLSearchParams(search).get("workers"));
  if (Number.isInteger(asked) && asked >= 1 && asked <= 16) return { size: asked, forced: true };
  return { size: Math.min(most, Math.max(1, cores - 1)), forced: false };
}

/** How many workers there are where nothing else is asked for. */
export const usualSize = () => poolSize("", cores()).size;

const cores = () => globalThis.navigator?.hardwareConcurrency || 1;

/** @returns {Staff} */
export const pageStaff = () => ({
  ...poolSize(location.search, cores()),
  first: plain(),
  hire: (build) => (build === "first" ? firstWorker() : pageWorker(build)),
  module: (build) => (build === "first" ? firstModule() : assetModule(`built/${build}/engine_bg.wasm`)),
});
