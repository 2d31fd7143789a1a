// What is measured, and how each is started. A system answers `measure(task)` with seconds of one call of the
// task: `wall`, the fastest slice by the clock, and `cpu`, the mean by the processor's time.

import { execFile, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { chromium } from "./chromium.mjs";
import { processorSeconds } from "./processor.mjs";

const here = import.meta.dirname;
const root = join(here, "..");
const base = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
const cache = join(process.env.THERMOGEN_CACHE ?? join(base, "thermogen"), "bench");

/** @typedef {import("./pool.mjs").Task} Task
 * @typedef {{wall: number, cpu: number | null, memory?: number}} Figures
 * @typedef {{versions: Record<string, string>, measure: (task: Task) => Promise<Figures>, stop: () => void}} Running
 * @typedef {{name: string, threads: number, workers?: number, tasks: string[], start: () => Promise<Running>}} System */

/** A program that speaks the line protocol of peer.py.
 * @param {string[]} command @param {Record<string, string>} [environment]
 * @returns {Promise<Running>} */
async function program(command, environment = {}) {
  const stdio = /** @type {["pipe", "pipe", "inherit"]} */ (["pipe", "pipe", "inherit"]);
  const child = spawn(command[0], command.slice(1), { cwd: here, stdio, env: { ...process.env, ...environment } });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${command.join(" ")} ended`);
    return JSON.parse(value);
  };
  const { versions } = await next();
  const clock = () => processorSeconds(/** @type {number} */ (child.pid));
  return {
    versions,
    async measure(task) {
      let before = clock();
      child.stdin.write(`${JSON.stringify(task)}\n`);
      let answer = await next();
      if (answer.prepared) {
        before = clock();
        answer = await next();
      }
      const after = clock();
      const cpu = after === null || before === null ? null : (after - before) / answer.calls;
      return { wall: answer.wall, cpu, memory: answer.memory };
    },
    stop: () => child.kill(),
  };
}

/** The figure of the command's report, in seconds, for a task. @type {Record<string, string>} */
const reported = {
  cycle: "sgd_cycle_s",
  exact: "exact_s",
  "exact-factored": "exact_factored_s",
  pictures: "exact_pictures_s",
};

/** thermogen's own command. @returns {Promise<Running>} */
async function native() {
  const command = join(root, "target/release/thermogen");
  const run = promisify(execFile);
  const version = (await run(command, ["--version"])).stdout.trim();
  return {
    versions: { thermogen: version.split(" ")[1] },
    async measure({ task, samples = 1, seconds, visible = 784, hidden = 512 }) {
      const numbers = ["--samples", samples, "--visible", visible, "--hidden", hidden].map(String);
      const only = task === "factored" ? "generate-factored" : task === "pictures" ? "exact-pictures" : task;
      const time = ["--milliseconds", String(Math.round(seconds * 1000))];
      const { stdout } = await run(command, ["bench", "--json", "--only", only, ...numbers, ...time]);
      const report = JSON.parse(stdout);
      const memory = report.peak_memory_bytes;
      const convert = (/** @type {any} */ { wall, cpu }, /** @type {(figure: number) => number} */ to) => ({
        wall: to(wall),
        cpu: cpu === null ? null : to(cpu),
        memory,
      });
      if (task === "generate") return convert(report.step_us[samples], (us) => us * 1e-6);
      if (task === "factored") return convert(report.step_factored_us[samples], (us) => us * 1e-6);
      if (task === "noise") return convert(report.normals_per_s, (rate) => 1 / rate);
      return convert(report[reported[task]], (s) => s);
    },
    stop: () => {},
  };
}

/** A system's noise task makes this many normals in a call. @param {Promise<Running>} starting @param {number} per */
async function perNormal(starting, per) {
  const running = await starting;
  /** @param {Task} task */
  const measure = async (task) => {
    const { wall, cpu, memory } = await running.measure(task);
    const by = task.task === "noise" ? per : 1;
    return { wall: wall / by, cpu: cpu === null ? null : cpu / by, memory };
  };
  return { ...running, measure };
}

const everything = ["generate", "factored", "cycle", "noise"];

/** Training that only thermogen does. */
const training = ["exact", "exact-factored", "pictures"];

/** @param {"Node" | "Chromium"} where @param {string} build @param {number} workers @returns {System} */
function wasm(where, build, workers) {
  const name = `thermogen wasm ${build}, ${where}, ${workers} worker${workers > 1 ? "s" : ""}`;
  const node = () => program(["node", "node_pool.mjs", build, String(workers)]);
  const start = where === "Node" ? node : () => chromium.thermogen(build, workers);
  const tasks =
    workers === 1 ? [...everything, ...training, "condense"] : ["generate", "factored", "cycle", "condense"];
  return { name, threads: workers, workers, tasks, start: () => perNormal(start(), 784 * 64) };
}

/** @param {string} name @param {string} venv @param {string[]} script @param {number} threads
 * @param {Record<string, string>} [environment] @returns {System} */
function python(name, venv, script, threads, environment = {}) {
  const count = String(threads);
  const set = { OMP_NUM_THREADS: count, OPENBLAS_NUM_THREADS: count, NPROC: count, JAX_PLATFORMS: "cpu" };
  const start = () => program([join(cache, venv, "bin/python"), ...script], { ...set, ...environment });
  return { name: `${name}, ${threads} thread${threads > 1 ? "s" : ""}`, threads, tasks: everything, start };
}

const eigen = (/** @type {number} */ threads) => ({
  XLA_FLAGS: `--xla_cpu_multi_thread_eigen=${threads > 1} intra_op_parallelism_threads=${threads}`,
});

/** Without the wider registers of processors that have AVX-512. @param {{XLA_FLAGS: string}} environment */
const avx2 = ({ XLA_FLAGS }) => ({ XLA_FLAGS: `${XLA_FLAGS} --xla_cpu_max_isa=AVX2` });

const avx512 = () => existsSync("/proc/cpuinfo") && readFileSync("/proc/cpuinfo", "utf8").includes("avx512_bf16");

/** @returns {System[]} */
export function systems() {
  const torch = existsSync(join(cache, "torch/bin/python"));
  return [
    { name: "thermogen native, 1 thread", threads: 1, tasks: [...everything, ...training], start: native },
    ...[1, 2, 3, 4].map((workers) => wasm("Chromium", "simd", workers)),
    wasm("Chromium", "portable", 1),
    wasm("Chromium", "portable", 2),
    wasm("Node", "simd", 1),
    wasm("Node", "simd", 2),
    wasm("Node", "portable", 1),
    python("NumPy", "python", ["numpy_peer.py"], 1),
    python("NumPy, AVX2", "python", ["numpy_peer.py"], 1, { OPENBLAS_CORETYPE: "Haswell" }),
    ...(avx512()
      ? [python("NumPy, AVX-512", "python", ["numpy_peer.py"], 1, { OPENBLAS_CORETYPE: "Cooperlake" })]
      : []),
    python("NumPy, blocks", "python", ["numpy_peer.py", "--blocks"], 1),
    python("NumPy", "python", ["numpy_peer.py"], 2),
    python("JAX", "python", ["jax_peer.py"], 1, eigen(1)),
    python("JAX, AVX2", "python", ["jax_peer.py"], 1, avx2(eigen(1))),
    python("JAX", "python", ["jax_peer.py"], 2, eigen(2)),
    ...(torch ? [1, 2].map((threads) => python("PyTorch", "torch", ["torch_peer.py"], threads)) : []),
    { name: "tfjs wasm, Chromium, 1 thread", threads: 1, tasks: everything, start: chromium.tfjs },
    {
      name: "scalar C++, 1 thread",
      threads: 1,
      tasks: everything,
      start: () => program([join(cache, "scalar")]),
    },
  ];
}
