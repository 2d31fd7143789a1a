// How the time of an exact training falls with workers that each sum a part of the images, and where it stops falling:
// the parts are measured on this machine with few images, and the time for many is predicted from them.
//   node bench/workers.mjs [IMAGES] [MOST WORKERS]        (default 1000000 1000)
// Times are the processor's, of one thread, so that other programs change them little. Every worker reads all images and makes
// the drive table; sums c for each image of its part; one process reads the files of all parts, merges and solves:
//   T(W) = start + read · N + c · N / W + merge · W + solve
// Limits: no network and no disk is counted, only the bytes of a part are told; workers begin at once and are all as fast.
// Needs a built command line, `cargo build --release --bin thermogen`, or its path in THERMOGEN.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [images, most] = [Number(process.argv[2] ?? 1e6), Number(process.argv[3] ?? 1000)];
const program = resolve(process.env.THERMOGEN ?? "target/release/thermogen");
const folder = mkdtempSync(join(tmpdir(), "thermogen-"));
const [few, many, parts] = [500, 4000, 9];
const set = (/** @type {number} */ count) => `--images ${count}.idx --labels ${count}.labels --per-class ${count / 10}`;
const training = "--hidden 512 --iterations 20 --visible-biases on";

/** Seconds of the processor that a call takes, the least of three. @param {string} words */
function seconds(words) {
  const once = () => {
    const line = `TIMEFORMAT="%U %S"; time "${program}" ${words} --json > out.json 2> err.txt || cat err.txt`;
    const said = execFileSync("bash", ["-c", `{ ${line}; } 2>&1`], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, RAYON_NUM_THREADS: "1" },
    });
    const [user, system] = said.trim().split(" ").map(Number);
    if (!Number.isFinite(user + system)) throw new Error(said);
    return user + system;
  };
  return Math.min(once(), once(), once());
}

/** Measures the parts. */
function measure() {
  for (const count of [few, many])
    seconds(
      `glyphs --glyphs 0,1,2,3,4,5,6,7,8,9 --per-class ${count / 10} --out ${count}.idx --labels ${count}.labels`,
    );
  const moments = (/** @type {number} */ count, /** @type {string} */ part) =>
    seconds(`moments ${set(count)} ${training} --part ${part} --out part`);
  const nothing = [few, many].map((count) => moments(count, "1/100000")); // a part without an image
  const read = Math.max(0, (nothing[1] - nothing[0]) / (many - few));
  const start = nothing[0] - read * few;
  const sum = (moments(many, "1/1") - nothing[1]) / many;
  const bytes = statSync(join(folder, "part")).size;
  const trained = (/** @type {number} */ count) => {
    for (let k = 1; k <= count; k++)
      seconds(`moments ${set(few)} ${training} --part ${k}/${count} --out ${count}-${k}`);
    return seconds(`train ${set(few)} ${training} --moments '${count}-*' --out model`);
  };
  const one = trained(1);
  const merge = (trained(parts) - one) / (parts - 1);
  return { start, read, sum, merge, solve: one - start - read * few - merge, bytes };
}

const { start, read, sum, merge, solve, bytes } = measure();
rmSync(folder, { recursive: true, force: true });
const time = (/** @type {number} */ workers) =>
  start + read * images + (sum * images) / workers + merge * workers + solve;
const round = (/** @type {number} */ value) => Number(value.toPrecision(3));
const best = Math.sqrt((sum * images) / merge);
const counts = [1, 10, 100, 300, 1000].filter((count) => count <= most);
console.log(
  `start and drive table ${round(start)} s, an image read ${round(1e6 * read)} µs, an image summed ${round(1e6 * sum)} µs`,
);
console.log(`a part merged ${round(1e3 * merge)} ms (${round(bytes / 1e6)} MB), solved ${round(solve)} s`);
console.log(`\n| workers | ${images} images, s | times as fast | of it read | merged |\n|---|---|---|---|---|`);
for (const workers of counts)
  console.log(
    `| ${workers} | ${round(time(workers))} | ${round(time(1) / time(workers))} | ${round(read * images)} | ${round(merge * workers)} |`,
  );
console.log(
  `\nThe time is least at ${Math.round(best)} workers: ${round(time(best))} s, ${round(time(1) / time(best))} times as fast as one.`,
);
