/**
 * The package in browsers: the same interface as in Node, computed in workers of its own, so that the page
 * that calls never waits; in a worker that calls, there.
 */

import { moduleOf } from "../assets.js";
import * as core from "../built/simd/tools.js";
import { chooseBuild } from "../detect.js";
import { ThermogenError, understood } from "../tasks/errors.js";
import { usualSize } from "../worker/size.js";
import { calls } from "./calls.js";
import { perform } from "./direct.js";
import { joined, shared, workersOf } from "./shares.js";
import { figureClient, loadScript } from "./workers.js";

const forEver = 2 ** 31 - 1; // ms, the longest that a timer waits
/** @type {import("../worker/client.js").Client[]} */
const clients = [];
/** @type {Promise<unknown> | null} */
let opened = null;

function mustRun() {
  if (chooseBuild() === "none") throw new Error("thermogen needs WebAssembly, which this browser does not allow here");
}

/** One call in a worker. @param {number} k which worker @param {string} name @param {any} options @param {import("./direct.js").Watch} watch */
async function ask(k, name, options, { signal, onProgress }) {
  mustRun();
  await loadScript("tools");
  clients[k] ??= figureClient("tools", { idleMs: forEver, silenceMs: forEver });
  try {
    return await clients[k].result("call", { name, options }, { signal, part: onProgress });
  } catch (error) {
    throw understood(error);
  }
}

/** @type {import("./calls.js").Perform} */
async function inWorkers(name, { workers, ...options }, watch) {
  const count = workersOf(workers, usualSize());
  const shares = name === "generate" ? shared(options, count) : [options];
  return shares.length === 1 ? ask(0, name, options, watch) : together(shares, watch);
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
    const done = await Promise.all(shares.map((share, k) => ask(k, "generate", share, watch(k))));
    const prints = done.flatMap((share) => share.prints);
    return joined(done, await ask(0, "fingerprint", { prints }, { signal: own.signal }));
  } finally {
    own.abort();
    signal?.removeEventListener("abort", stop);
  }
}

/** @type {import("./calls.js").Perform} */
async function here(name, options, watch) {
  mustRun();
  opened ??= moduleOf("tools").then((module) => core.default({ module_or_path: module }));
  await opened;
  return perform(core, name, options, watch);
}

export const { train, generate, noise } = calls(typeof document === "object" ? inWorkers : here);
export { ThermogenError };
