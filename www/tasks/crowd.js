/**
 * The task of one of the first two rungs of the lesson: it moves the system that is watched and, in the time
 * that is left, the crowd that is counted. All physics is the core's (src/lesson).
 *
 * Its first part is the shape of the well; told to `watch` it answers with a path, told to `count` with counts
 * from time to time until there are as many as wanted; `place` puts the watched system somewhere.
 */
import { count } from "../worker/envelope.js";
import { saidBy } from "./owning.js";

/** @typedef {import("../built/simd/lesson.js").Crowd} Core */
/** @typedef {Record<"j2" | "j4" | "bias" | "coupling" | "kt" | "dt" | "wait", number>} Settings */
/** @typedef {{units: number, settings: Settings, seed: number, place: number[]}} Input */
/** @typedef {{grid: Float64Array, boltzmann: Float64Array, energies: Float64Array, parts: Float64Array}} Shape */
/** @typedef {{shape: Shape} | {path: Float32Array, force: Float64Array} | {counts: Uint32Array, agreement: Float64Array}} Part */

const sliceMs = 12;
const tellMs = 150;
/** Places across, at which the energy is told. @type {Record<number, number>} */
const points = { 1: 241, 2: 73 };

/** Evenly spaced places over the grid. @param {Float64Array} grid @param {number} units */
function places(grid, units) {
  const [, low, high] = grid;
  const n = points[units];
  const at = (/** @type {number} */ k) => low + ((high - low) * k) / (n - 1);
  if (units === 1) return Float64Array.from({ length: n }, (_, k) => at(k));
  return Float64Array.from({ length: 2 * n * n }, (_, k) => at(k % 2 ? Math.floor(k / 2 / n) : Math.floor(k / 2) % n));
}

class Crowd {
  /** @param {import("../worker/loop.js").Context} context @param {Input} input */
  constructor({ wasm, post }, { units, settings, seed, place }) {
    this.units = units;
    this.post = /** @type {(part: Part) => void} */ (post);
    /** @type {Core} */
    this.core = new wasm.Crowd(units, settings, seed);
    this.most = 0;
    this.told = 0;
    this.core.place(Float32Array.from(place));
    const grid = this.core.grid();
    const at = places(grid, units);
    /** @type {Float64Array} */
    let parts = new Float64Array();
    try {
      // the wells alone, without bias and coupling
      const bare = new wasm.Crowd(units, { ...settings, bias: 0, coupling: 0 }, seed);
      parts = saidBy(/** @type {Core} */ (bare), (core) => core.energies(at));
    } catch {
      // wells that hold nothing by themselves cannot be shown apart
    }
    this.post({ shape: { grid, boltzmann: this.core.boltzmann(), energies: this.core.energies(at), parts } });
  }

  /** @param {string} message @param {any} input */
  receive(message, input) {
    if (message === "count") this.most = input.most;
    else if (message === "place") this.core.place(Float32Array.from(input.place));
    else {
      const path = this.core.watch(input.steps);
      this.post({ path, force: this.core.force(Float64Array.from(path.slice(-this.units))) });
    }
  }

  get unfinished() {
    return this.most > 0 && this.core.agreement()[0] < this.most;
  }

  slice() {
    if (!this.unfinished) return false;
    const until = performance.now() + sliceMs;
    while (performance.now() < until) this.core.work();
    const more = this.unfinished;
    if (performance.now() - this.told > tellMs || !more) {
      this.told = performance.now();
      this.post({ counts: this.core.counts(), agreement: this.core.agreement() });
    }
    return more;
  }

  end() {
    this.core.free();
  }
}

/** @type {import("../worker/loop.js").Kind} */
export const crowd = {
  make: (context, input) => new Crowd(context, input),
  checks: { messages: { watch: { steps: count }, count: { most: count }, place: { place: Array.isArray } }, parts: {} },
};
