// How time and memory of a step grow with units, samples and workers: measures units and samples natively on one
// thread, fits a + bN + cN² for one step of 64 samples, takes Chromium's workers from bench/results.json (`make bench`),
// and draws docs/scaling.svg. Figures go to standard output as a table.
//   node bench/scaling.mjs [COMMAND]      target/release/thermogen by default

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawing, panel } from "./panel.mjs";

const root = join(import.meta.dirname, "..");
const command = process.argv[2] ?? join(root, "target/release/thermogen");
const rounds = 3;

/** @typedef {{x: number, us: number, memory: number}} Point */

/** The median of a few measurements. @param {number} visible @param {number} hidden @param {number} samples */
function measure(visible, hidden, samples) {
  const sizes = ["--visible", visible, "--hidden", hidden, "--samples", samples].map(String);
  const runs = Array.from({ length: rounds }, () => {
    const text = execFileSync(command, ["bench", "--json", "--only", "generate", "--milliseconds", "150", ...sizes]);
    const report = JSON.parse(text.toString());
    const { wall, cpu } = report.step_us[samples];
    return { us: cpu ?? wall, memory: report.peak_memory_bytes ?? 0 };
  });
  return runs.toSorted((a, b) => a.us - b.us)[rounds >> 1];
}

/** Least squares of the relative error: a, b, c of a + bx + cx². @param {Point[]} points */
function fit(points) {
  const rows = points.map(({ x, us }) => [1 / us, x / us, (x * x) / us, 1]);
  const normal = [0, 1, 2].map((i) => [0, 1, 2, 3].map((j) => rows.reduce((sum, row) => sum + row[i] * row[j], 0)));
  for (let i = 0; i < 3; i++) {
    for (let k = 0; k < 3; k++) {
      if (k === i) continue;
      const factor = normal[k][i] / normal[i][i];
      normal[k] = normal[k].map((value, j) => value - factor * normal[i][j]);
    }
  }
  return normal.map((row, i) => row[3] / row[i]);
}

/** What workers of Chromium took in the last `make bench`: workers, seconds, MB of their instances when it was first done. @param {string} task @returns {[number, number, number][]} */
function byWorkers(task) {
  /** @type {{systems: {name: string, figures: Record<string, {clock_s: number, rounds: {memory: number}[]}>}[]}} */
  const { systems } = JSON.parse(readFileSync(join(root, "bench/results.json"), "utf8"));
  return systems.flatMap(({ name, figures }) => {
    const workers = /simd, Chromium, (\d) worker/.exec(name)?.[1];
    if (!workers || !figures[task]) return [];
    const { clock_s, rounds } = figures[task];
    return [[Number(workers), clock_s, rounds[0].memory / 1e6]];
  });
}

const units = [64, 128, 256, 512, 1024, 1296, 2048, 3072, 4096].map((n) => {
  const visible = n === 1296 ? 784 : n / 2;
  return { x: n, ...measure(visible, n - visible, 64) };
});
const samples = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024].map((s) => ({ x: s, ...measure(784, 512, s) }));
const [a, b, c] = fit(units.filter(({ x }) => x !== 1296));
const model = (/** @type {number} */ n) => a + b * n + c * n * n;

console.log(`step of 64 samples, us: ${a.toPrecision(3)} + ${b.toPrecision(3)} N + ${c.toPrecision(3)} N^2`);
for (const { x, us, memory } of units) {
  const residual = ((100 * (us - model(x))) / us).toFixed(1);
  console.log(`N ${x}: ${us.toFixed(1)} us, fit ${model(x).toFixed(1)} us, residual ${residual} %, peak ${memory} B`);
}
for (const { x, us, memory } of samples) {
  console.log(`samples ${x}: ${us.toFixed(1)} us, ${(us / x).toFixed(2)} us each, peak ${memory} B`);
}
const steps = byWorkers("step of 64");
const cycles = byWorkers("cycle");
for (const [workers, seconds, megabytes] of steps)
  console.log(`workers ${workers}: ${(1e6 * seconds).toFixed(0)} us a step, ${megabytes.toFixed(0)} MB`);
for (const [workers, seconds, megabytes] of cycles)
  console.log(`workers ${workers}: ${seconds.toFixed(3)} s a cycle, ${megabytes.toFixed(0)} MB`);

/** @param {Point[]} points @param {"us" | "memory"} what @returns {import("./panel.mjs").Series} */
const dots = (points, what) => ({
  kind: "dot",
  points: points.map((point) => [point.x, what === "us" ? point.us : point.memory / 1e6]),
});
/** @param {1 | 2} what @param {number} stepFactor @param {number} cycleFactor @returns {import("./panel.mjs").Series[]} */
const workers = (what, stepFactor, cycleFactor) => [
  { kind: "dot", points: steps.map((row) => [row[0], row[what] * stepFactor]) },
  { kind: "open", points: cycles.map((row) => [row[0], row[what] * cycleFactor]) },
];
/** @type {import("./panel.mjs").Series} */
const fitted = { kind: "line", points: units.map(({ x }) => [x, Math.max(model(x), 1e-3)]) };
const panels = [
  panel(0, 0, "units (64 samples), with the fit; µs per step", [dots(units, "us"), fitted]),
  panel(1, 0, "samples (1296 units); µs per step", [dots(samples, "us")]),
  panel(2, 0, "workers; µs per step of 64, open: ms per cycle", workers(1, 1e6, 1e3)),
  panel(0, 1, "units (64 samples); peak MB", [dots(units, "memory")]),
  panel(1, 1, "samples (1296 units); peak MB", [dots(samples, "memory")]),
  panel(2, 1, "workers; MB of their instances, open: a cycle", workers(2, 1, 1)),
];
writeFileSync(join(root, "docs/scaling.svg"), drawing("Time and memory of a step", [930, 640], panels));
