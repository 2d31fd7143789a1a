/**
 * The workers of figures and of the JavaScript interface: each starts from a blob of one classic script
 * (embed/worker.js), and the pools of all figures of a page share some.
 *
 * A pool gets a place in the worker that has fewest. When a worker dies, or a trap spoils its instance, all
 * pools in it hear of it as of the death of a worker of their own, and the next request starts it again.
 */
import { moduleOf } from "../assets.js";
import { Client } from "../worker/client.js";
import { usualSize } from "../worker/size.js";

/** A classic worker from its text, by a blob: starts from any origin, in a sandbox and from a file. @param {string} text */
function start(text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return new Worker(url, { name: "thermogen" });
  } finally {
    setTimeout(() => URL.revokeObjectURL(url), 10_000); // a worker fetches its script after it is made
  }
}

/** @typedef {"engine" | "tools" | "lesson"} Build */

const scripts = {
  engine: () => import("../built/embed-engine-worker.js"),
  tools: () => import("../built/embed-tools-worker.js"),
  lesson: () => import("../built/embed-lesson-worker.js"),
};
/** @type {Partial<Record<Build, string>>} */
const loaded = {};

/** Loads the script of a module's workers, before any of them can be made. @param {Build} build */
export async function loadScript(build) {
  loaded[build] ??= (await scripts[build]()).default;
}

/** @param {Build} build @param {{silenceMs?: number, idleMs?: number}} [watch] */
export const figureClient = (build, watch = {}) =>
  new Client({ build, make: () => start(loaded[build] ?? ""), module: () => moduleOf(build), ...watch });

/** @type {Client[]} */
const shared = [];
const most = usualSize();

/** The worker with fewest pools, or another one while there may be more. */
function leastAsked() {
  const fewest = [...shared].sort((a, b) => a.asked.size - b.asked.size)[0];
  if (fewest && (shared.length >= most || fewest.asked.size === 0)) return fewest;
  const client = figureClient("engine");
  shared.push(client);
  return client;
}

/** Where the pools of this page's figures get their workers. @returns {Promise<import("../worker/pooled.js").WorkerSource>} */
export async function figureWorkers() {
  await loadScript("engine");
  return { size: 1, forced: false, first: false, client: leastAsked, prepare: () => {} };
}
