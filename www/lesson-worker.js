/**
 * The worker of the first two rungs: it moves the system that is watched and, in the time that is left,
 * the crowd that is counted. All physics is the core's (src/lesson), in the module that the page sends it:
 * a worker from a blob knows no address, and the glue is the same for both variants.
 */
import * as core from "./built/simd/lesson.js";

/** @typedef {import("./built/simd/lesson.js").Crowd} Crowd */
/** @typedef {Record<"j2" | "j4" | "bias" | "coupling" | "kt" | "dt" | "wait", number>} Settings */
/** @typedef {{type: "start", module: WebAssembly.Module}} Start */
/** @typedef {{type: "set", units: number, run: number, settings: Settings, seed: number, place: number[]}
 *   | {type: "watch", units: number, steps: number} | {type: "count", units: number, most: number}} Request */
/** @typedef {{type: "density", units: number, run: number, grid: Float64Array, boltzmann: Float64Array, energies: Float64Array, parts: Float64Array}} Shape */
/** @typedef {Shape | {type: "refused", units: number, run: number, message: string}
 *   | {type: "path", units: number, run: number, path: Float32Array, force: Float64Array}
 *   | {type: "counts", units: number, run: number, counts: Uint32Array, agreement: Float64Array}} Reply */
/** @typedef {{crowd: Crowd, run: number, most: number, told: number}} Rung */

const sliceMs = 12;
const tellMs = 150;
/** Places across, at which the energy is told. @type {Record<number, number>} */
const points = { 1: 241, 2: 73 };

/** @type {Promise<unknown>} */
let opened;
/** @type {Map<number, Rung>} by the number of units */
const rungs = new Map();
const channel = new MessageChannel();
let awake = false;

/** @param {Reply} reply */
const tell = (reply) => self.postMessage(reply);

/** Evenly spaced places over the grid. @param {Float64Array} grid @param {number} units */
function places(grid, units) {
  const [, low, high] = grid;
  const n = points[units];
  const at = (/** @type {number} */ k) => low + ((high - low) * k) / (n - 1);
  if (units === 1) return Float64Array.from({ length: n }, (_, k) => at(k));
  return Float64Array.from({ length: 2 * n * n }, (_, k) => at(k % 2 ? Math.floor(k / 2 / n) : Math.floor(k / 2) % n));
}

/** @param {Extract<Request, {type: "set"}>} request */
async function set({ units, run, settings, seed, place }) {
  await opened;
  rungs.get(units)?.crowd.free();
  rungs.delete(units);
  const { j2, j4, bias, coupling, kt, dt, wait } = settings;
  /** @param {number} b @param {number} j */
  const make = (b, j) => new core.Crowd(units, { j2, j4, bias: b, coupling: j, kt, dt, wait }, seed);
  const crowd = make(bias, coupling);
  crowd.place(Float32Array.from(place));
  const grid = crowd.grid();
  const at = places(grid, units);
  /** @type {Float64Array} */
  let parts = new Float64Array();
  try {
    const bare = make(0, 0); // the wells alone, without bias and coupling
    parts = bare.energies(at);
    bare.free();
  } catch {
    // wells that hold nothing by themselves cannot be shown apart
  }
  rungs.set(units, { crowd, run, most: 0, told: 0 });
  tell({ type: "density", units, run, grid, boltzmann: crowd.boltzmann(), energies: crowd.energies(at), parts });
}

/** @param {number} units @param {Rung} rung */
function report(units, { crowd, run }) {
  tell({ type: "counts", units, run, counts: crowd.counts(), agreement: crowd.agreement() });
}

function wake() {
  if (awake) return;
  awake = [...rungs.values()].some(unfinished);
  if (awake) channel.port2.postMessage(null);
}

/** @param {Rung} rung */
const unfinished = ({ crowd, most }) => most > 0 && crowd.agreement()[0] < most;

channel.port1.onmessage = () => {
  awake = false;
  for (const [units, rung] of rungs) {
    if (!unfinished(rung)) continue;
    const until = performance.now() + sliceMs;
    try {
      while (performance.now() < until) rung.crowd.work();
    } catch (error) {
      return refuse(units, rung.run, error);
    }
    if (performance.now() - rung.told > tellMs || !unfinished(rung)) {
      rung.told = performance.now();
      report(units, rung);
    }
  }
  wake();
};

/** @param {number} units @param {number} run @param {unknown} error */
function refuse(units, run, error) {
  rungs.delete(units);
  tell({ type: "refused", units, run, message: error instanceof Error ? error.message : String(error) });
}

self.addEventListener("message", async ({ data }) => {
  const request = /** @type {Request | Start} */ (data);
  if (request.type === "start") {
    opened = core.default({ module_or_path: request.module });
    return;
  }
  const { units } = request;
  if (request.type === "set") {
    await set(request).catch((error) => refuse(units, request.run, error));
    return;
  }
  const rung = rungs.get(units);
  if (!rung) return;
  try {
    if (request.type === "count") {
      rung.most = request.most;
      wake();
    } else {
      const path = rung.crowd.watch(request.steps);
      const force = rung.crowd.force(Float64Array.from(path.slice(-units)));
      tell({ type: "path", units, run: rung.run, path, force });
    }
  } catch (error) {
    refuse(units, rung.run, error);
  }
});
