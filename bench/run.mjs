// The side by side: every system does every task in turn, round after round, so that what disturbs the machine
// disturbs all alike; figures are medians over the rounds. Prints a table and writes bench/results.json.
//   node bench/run.mjs [--rounds 5] [--seconds 0.3] [--only WORD,WORD] [--tasks cycle,noise]
// Call it by `make bench`, which installs the peers and builds thermogen first.

import { writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "./chromium.mjs";
import { systems } from "./systems.mjs";

/** @typedef {import("./systems.mjs").Figures} Figures
 * @typedef {{name: string, threads: number, versions: Record<string, string>,
 *   rounds: Record<string, Figures[]>}} Row */

const options = {
  rounds: { type: /** @type {const} */ ("string"), default: "5" },
  seconds: { type: /** @type {const} */ ("string"), default: "0.3" },
  only: { type: /** @type {const} */ ("string"), default: "" },
  tasks: { type: /** @type {const} */ ("string"), default: "" },
};
const { values } = parseArgs({ options });
const seconds = Number(values.seconds);
/** @type {(import("./pool.mjs").Task & {name: string})[]} */
const all = [
  ...[1, 16, 64, 100].map((samples) => ({ name: `step of ${samples}`, task: "generate", samples, seconds })),
  ...[1, 64].map((samples) => ({ name: `factored step of ${samples}`, task: "factored", samples, seconds })),
  { name: "cycle", task: "cycle", seconds },
  { name: "exact training, dense", task: "exact", seconds },
  { name: "exact training, factored", task: "exact-factored", seconds },
  { name: "training of pictures", task: "pictures", seconds },
  { name: "16 pictures condensed", task: "condense", samples: 16, seconds },
  { name: "normals", task: "noise", seconds },
];
const tasks = all.filter(({ name }) => !values.tasks || values.tasks.split(",").some((word) => name.includes(word)));

/** @param {number[]} numbers */
export const median = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** Seconds of a row that ratios are made of: of the processor for one thread, by the clock for several.
 * @param {Row} row @param {Figures} figures */
const cost = (row, figures) => (row.threads === 1 ? (figures.cpu ?? figures.wall) : figures.wall);

/** The median over the rounds of another system's cost by this one's, or null.
 * @param {Row} row @param {Row | undefined} other @param {string} task */
function ratio(row, other, task) {
  const [mine, theirs] = [row.rounds[task], other?.rounds[task]];
  if (!mine?.length || !theirs?.length || !other) return null;
  // Like with like: a row of several threads is compared by the clock.
  const by = (/** @type {Figures} */ figures) => (row.threads === 1 ? cost(other, figures) : figures.wall);
  return median(mine.map((figures, round) => by(theirs[round]) / cost(row, figures)));
}

async function run() {
  const chosen = systems().filter(
    ({ name }) => !values.only || values.only.split(",").some((word) => name.includes(word)),
  );
  const running = [];
  /** @type {Row[]} */
  const rows = [];
  for (const system of chosen) {
    const started = await system.start();
    running.push(started);
    rows.push({ name: system.name, threads: system.threads, versions: started.versions, rounds: {} });
  }
  const load = [loadavg()[0]];
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const task of tasks) {
      for (const [index, system] of chosen.entries()) {
        if (!system.tasks.includes(task.task) || (task.samples && (system.workers ?? 1) > task.samples)) continue;
        const figures = await running[index].measure(task);
        const row = rows[index].rounds;
        row[task.name] = [...(row[task.name] ?? []), figures];
      }
    }
    load.push(loadavg()[0]);
    process.stderr.write(`bench: round ${round + 1} of ${values.rounds}, load ${load.at(-1)?.toFixed(1)}\n`);
  }
  for (const system of running) system.stop();
  await chromium.close();
  return { rows, load };
}

/** @param {string} task @param {number} value */
const show = (task, value) => {
  if (task === "normals") return (1e-6 / value).toFixed(0);
  return task === "cycle" ? value.toFixed(3) : (value * 1e3).toFixed(value < 1e-3 ? 4 : 2);
};

/** @param {Row[]} rows */
function table(rows) {
  const find = (/** @type {string} */ name) => rows.find((row) => row.name === name);
  const [numpy, scalar] = [find("NumPy, 1 thread"), find("scalar C++, 1 thread")];
  const unit = (/** @type {string} */ name) => (name === "cycle" ? "s" : name === "normals" ? "million/s" : "ms");
  const lines = tasks.map(({ name }) => {
    const width = Math.max(...rows.map((row) => row.name.length));
    const head = `${`${name} (${unit(name)})`.padEnd(width)}     clock       cpu   x NumPy    x C++`;
    const body = rows.flatMap((row) => {
      const rounds = row.rounds[name];
      if (!rounds) return [];
      const cells = [
        show(name, median(rounds.map((figures) => figures.wall))),
        rounds[0].cpu === null ? "" : show(name, median(rounds.map((figures) => figures.cpu ?? 0))),
        ratio(row, numpy, name)?.toFixed(2) ?? "",
        ratio(row, scalar, name)?.toFixed(1) ?? "",
      ];
      return [`${row.name.padEnd(width)}${cells.map((cell) => cell.padStart(10)).join("")}`];
    });
    return [head, ...body, ""].join("\n");
  });
  return lines.join("\n");
}

/** What results.json says of a row. @param {Row} row @param {Row[]} rows */
function summary(row, rows) {
  const find = (/** @type {string} */ name) => rows.find((other) => other.name === name);
  const figures = Object.entries(row.rounds).map(([task, rounds]) => [
    task,
    {
      clock_s: median(rounds.map(({ wall }) => wall)),
      cpu_s: rounds[0].cpu === null ? null : median(rounds.map(({ cpu }) => cpu ?? 0)),
      times_numpy: ratio(row, find("NumPy, 1 thread"), task),
      times_scalar: ratio(row, find("scalar C++, 1 thread"), task),
      rounds,
    },
  ]);
  return { name: row.name, threads: row.threads, versions: row.versions, figures: Object.fromEntries(figures) };
}

const { rows, load } = await run();
const machine = {
  processor: cpus()[0]?.model,
  cores: cpus().length,
  memory_bytes: totalmem(),
  system: `${process.platform} ${release()}`,
  load,
};
const results = {
  date: new Date().toISOString(),
  machine,
  rounds: Number(values.rounds),
  unit: "seconds per step, cycle or normal",
  systems: rows.map((row) => summary(row, rows)),
};
writeFileSync(join(import.meta.dirname, "results.json"), `${JSON.stringify(results, null, 1)}\n`);
console.log(table(rows));
console.log(`${machine.processor}, ${machine.cores} cores, load ${load.map((x) => x.toFixed(1)).join(" ")}`);
