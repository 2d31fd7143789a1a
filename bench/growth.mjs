// How time and memory grow with units and with the columns of the factors, for couplings in factors and for dense ones:
// training by the preset `pictures` on our three colour pictures at growing sizes, and a step of one sample of random
// couplings. Draws docs/growth.svg; figures go to standard output as a table.
//   node bench/growth.mjs [COMMAND]      target/release/thermogen by default

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawing, panel } from "./panel.mjs";

const root = join(import.meta.dirname, "..");
const command = process.argv[2] ?? join(root, "target/release/thermogen");
const rounds = 3;

/** The median of a few runs of one measure: the processor's time, and the most memory of the process.
 * @param {string} measure @param {(report: any) => {cpu: number | null, wall: number}} of @param {(string | number)[]} flags */
function measured(measure, of, ...flags) {
  const given = ["bench", "--json", "--milliseconds", "100", "--only", measure, ...flags.map(String)];
  const runs = Array.from({ length: rounds }, () => {
    const report = JSON.parse(execFileSync(command, given).toString());
    const { cpu, wall } = of(report);
    return { time: cpu ?? wall, memory: (report.peak_memory_bytes ?? 0) / 1e6 };
  });
  return runs.toSorted((a, b) => a.time - b.time)[rounds >> 1];
}

const sizes = [8, 16, 24, 36, 64, 128, 256];
const forms = /** @type {const} */ (["factored", "dense"]);
/** Dense couplings have a number for each pair; more visible units than this are refused. */
const mostDense = 4096;

/** Training and a step at each size. @param {"factored" | "dense"} form */
const growth = (form) =>
  sizes.flatMap((size) => {
    const units = 3 * size * size;
    if (form === "dense" && units > mostDense) return [];
    const [exact, key, step, stepKey] =
      form === "dense"
        ? ["exact-pictures-dense", "exact_pictures_dense_s", "generate", "step_us"]
        : ["exact-pictures", "exact_pictures_s", "generate-factored", "step_factored_us"];
    const training = measured(exact, (report) => report[key], "--size", size);
    const one = measured(step, (report) => report[stepKey][1], "--visible", units, "--samples", 1);
    console.log(
      `${form}, ${units} + 512 units: training ${training.time.toPrecision(3)} s, ${training.memory.toFixed(0)} MB; a step ${one.time.toPrecision(3)} us`,
    );
    return [{ units, seconds: training.time, memory: training.memory, us: one.time }];
  });

const columns = [2, 6, 12, 24, 48, 96].map((own) => {
  const flags = ["--visible", 12288, "--samples", 1, "--columns", own];
  const { time } = measured("generate-factored", (report) => report.step_factored_us[1], ...flags);
  console.log(`12288 + 512 units, ${own} columns: a step ${time.toPrecision(3)} us`);
  return /** @type {[number, number]} */ ([own, time]);
});
const [factored, dense] = forms.map(growth);

/** @param {"seconds" | "memory" | "us"} what @returns {import("./panel.mjs").Series[]} */
const both = (what) => [
  { kind: "dot", points: factored.map((row) => [row.units, row[what]]) },
  { kind: "open", points: dense.map((row) => [row.units, row[what]]) },
];
const panels = [
  panel(0, 0, "visible units; s of training, open: dense", both("seconds")),
  panel(1, 0, "visible units; MB at most, open: dense", both("memory")),
  panel(0, 1, "visible units; µs per step, open: dense", both("us")),
  panel(1, 1, "columns (12,288 units); µs per step", [{ kind: "dot", points: columns }]),
];
writeFileSync(join(root, "docs/growth.svg"), drawing("Time and memory against units", [640, 640], panels));
