/**
 * The package in browsers: the same interface as in Node, computed in workers of its own, so that the page
 * that calls never waits; in a worker that calls, there.
 */

import { assetModule } from "../assets.js";
import * as core from "../built/simd/tools.js";
import { chooseBuild } from "../detect.js";
import { usualSize } from "../pool/staff.js";
import { calls } from "./calls.js";
import { perform } from "./direct.js";
import { ThermogenError } from "./errors.js";
import { Hand } from "./hand.js";
import { hands, joined, shared } from "./shares.js";

/** @type {Hand[]} */
const team = [];
/** @type {Promise<unknown> | null} */
let opened = null;

const variant = () => {
  const build = chooseBuild();
  if (build === "none") throw new Error("thermogen needs WebAssembly, which this browser does not allow here");
  return build;
};

/** @param {number} k */
function hand(k) {
  team[k] ??= new Hand(variant());
  return team[k];
}

/** @type {import("./calls.js").Perform} */
async function inWorkers(name, { workers, ...options }, watch) {
  const count = hands(workers, usualSize());
  const shares = name === "generate" ? shared(options, count) : [options];
  return shares.length === 1 ? hand(0).perform(name, options, watch) : together(shares, watch);
}

/** A generation by several workers; when one of them fails or is stopped, all are. @param {any[]} shares @param {import("./direct.js").Watch} watch */
async function together(shares, { signal, onProgress }) {
  signal?.throwIfAborted();
  const own = new AbortController();
  const stop = () => own.abort(signal?.reason);
  signal?.addEventListener("abort", stop);
  /** The slowest is how far all have come. @type {import("./thermogen.d.ts").Progress[]} */
  const now = [];
  /** @param {number} k @param {import("./thermogen.d.ts").Progress} progress */
  const hear = (k, progress) => {
    now[k] = progress;
    if (now.filter(Boolean).length === shares.length)
      onProgress?.(now.reduce((a, b) => (b.fraction < a.fraction ? b : a)));
  };
  try {
    const watch = (/** @type {number} */ k) => ({
      signal: own.signal,
      onProgress: (/** @type {any} */ p) => hear(k, p),
    });
    const done = await Promise.all(shares.map((share, k) => hand(k).perform("generate", share, watch(k))));
    const prints = done.flatMap((share) => share.prints);
    return joined(done, await hand(0).perform("fingerprint", { prints }, { signal: own.signal }));
  } finally {
    own.abort();
    signal?.removeEventListener("abort", stop);
  }
}

/** @type {import("./calls.js").Perform} */
async function here(name, options, watch) {
  opened ??= assetModule(`built/${variant()}/tools_bg.wasm`).then((module) => core.default({ module_or_path: module }));
  await opened;
  return perform(core, name, options, watch);
}

export const { train, generate, noise } = calls(typeof document === "object" ? inWorkers : here);
export { ThermogenError };
