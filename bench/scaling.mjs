// How the cost of a step grows with units and samples, natively on one thread: measures, fits
// a + bN + cN² for one step of 64 samples, and draws docs/scaling.svg. Figures go to standard output as a table.
//   node bench/scaling.mjs [COMMAND]      target/release/thermogen by default

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

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

/** One panel with logarithmic axes. @param {Point[]} points @param {string} label @param {number} left
 * @param {(x: number) => number} [model] */
function panel(points, label, left, model) {
  const [low, high] = [Math.log10(points[0].x), Math.log10(points.at(-1)?.x ?? 1)];
  const times = points.map(({ us }) => Math.log10(us));
  const [bottom, top] = [Math.floor(Math.min(...times)), Math.ceil(Math.max(...times))];
  const x = (/** @type {number} */ value) => left + 50 + (240 * (Math.log10(value) - low)) / (high - low);
  const y = (/** @type {number} */ us) => 270 - (240 * (Math.log10(us) - bottom)) / (top - bottom);
  const text = (/** @type {string} */ at, /** @type {string | number} */ words) => `<text ${at}>${words}</text>`;
  const ticks = Array.from({ length: top - bottom + 1 }, (_, i) => {
    const us = 10 ** (bottom + i);
    const line = `<path class="grid" d="M${left + 50} ${y(us)}h240"/>`;
    return line + text(`x="${left + 44}" y="${y(us) + 4}" text-anchor="end"`, us);
  });
  const names = points.filter((_, i) => i % 2 === 0);
  const marks = names.map((point) => text(`x="${x(point.x)}" y="288" text-anchor="middle"`, point.x));
  const dots = points.map((point) => `<circle cx="${x(point.x).toFixed(1)}" cy="${y(point.us).toFixed(1)}" r="3"/>`);
  const curve = model ? points.map((p) => `${x(p.x).toFixed(1)},${y(Math.max(model(p.x), 1e-3)).toFixed(1)}`) : [];
  const line = curve.length ? `<polyline points="${curve.join(" ")}"/>` : "";
  const title = text(`x="${left + 170}" y="312" text-anchor="middle"`, label);
  return [...ticks, ...marks, line, ...dots, title].join("\n");
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
const style =
  "text{font:11px sans-serif;fill:#555}.grid{stroke:#ccc}circle{fill:#1f6feb}polyline{fill:none;stroke:#d1600a}";
const body = [
  panel(units, "units (64 samples), with the fit; µs per step", 0, model),
  panel(samples, "samples (1296 units); µs per step", 310),
].join("\n");
mkdirSync(join(root, "docs"), { recursive: true });
const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 320" role="img"><title>Time per step</title>`;
writeFileSync(join(root, "docs/scaling.svg"), `${head}\n<style>${style}</style>\n${body}\n</svg>\n`);
