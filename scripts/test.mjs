// The checks of the project, called by scripts/test. They run one after the other and go on after a failure, so that one
// run shows them all. The site is built first if a check needs it.
// The end shows the time of each part and the slowest ten tests; stable Rust gives a time per file of tests, not per test.
// Exits with 1 if any check failed or none was run.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { manifest, rustflags } from "./build.mjs";

/** `landing`: `.ci/run` runs it behind `make test`; `slow`: `make test-all` alone.
 * @typedef {{name: string, needs?: "site", tier?: "landing" | "slow", run: () => Promise<boolean>}} Check */

const folder = mkdtempSync(join(tmpdir(), "thermogen-test-"));
const durations = join(folder, "durations");

/** @type {{seconds: number, name: string}[]} every test that has a time */
const tests = [];

/** @type {string[]} files of page tests that failed at first */
const repeated = [];

/** Runs a command, with its messages on the terminal. @param {string} line @param {Record<string, string>} [environment] */
function command(line, environment = {}) {
  const child = spawn(line, { shell: true, stdio: "inherit", env: { ...process.env, ...environment } });
  return new Promise((/** @type {(passed: boolean) => void} */ done) => child.on("exit", (code) => done(code === 0)));
}

/** `cargo test`: shows what is not a test that passed, and notes the time of each file of tests. @param {string} line */
async function rust(line) {
  const child = spawn(`${line} 2>&1`, { shell: true, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((/** @type {(passed: boolean) => void} */ done) =>
    child.on("exit", (code) => done(code === 0)),
  );
  let file = "";
  for await (const text of createInterface(child.stdout)) {
    file = /^\s+(?:Running (?:unittests )?(\S+)|(Doc-tests \S+))/.exec(text)?.slice(1).find(Boolean) ?? file;
    const seconds = /finished in ([\d.]+)s/.exec(text)?.[1];
    if (seconds) tests.push({ seconds: Number(seconds), name: file });
    if (!/^(test .*(ok|ignored)|running \d+ tests?|\s*)$|^test result: ok/.test(text)) console.log(text);
  }
  return ended;
}

/** `node --test`, with the time of each test noted. @param {string} files
 * @returns {Promise<{passed: boolean, failed: string[]}>} and the files that have a test that failed */
async function measured(files) {
  const reporters = [
    "--test-reporter=spec --test-reporter-destination=stdout",
    `--test-reporter=./scripts/durations.mjs --test-reporter-destination=${durations}`,
  ];
  const passed = await command(`node --test ${reporters.join(" ")} ${files}`);
  const lines = readFileSync(durations, "utf8").split("\n").filter(Boolean);
  const all = lines.map((line) => line.split("\t"));
  for (const [file, name, ms] of all) tests.push({ seconds: Number(ms) / 1000, name: `${basename(file)}: ${name}` });
  return { passed, failed: [...new Set(all.filter((one) => one[3] === "failed").map(([file]) => file))] };
}

/** @param {string} files */
const node = async (files) => (await measured(files)).passed;

/**
 * Tests of the page, two files at a time. They wait for a browser, at most as long as a reader would, and a machine that
 * does something else may be slower than that. So files with a test that failed run once more, each alone, and the end of
 * the run names them.
 * @param {string} files
 */
async function pages(files) {
  const { passed, failed } = await measured(`--test-concurrency=2 ${files}`);
  if (passed || failed.length === 0) return passed;
  const again = failed.map((file) => basename(file)).join(" ");
  console.log(`== once more, each alone: ${again}`);
  repeated.push(again);
  return node(`--test-concurrency=1 ${failed.join(" ")}`);
}

/** A command for a module's tests or lints, with the compiler flags and the target folder of a variant. @param {string} name
 * @param {string} line @param {Record<string, string>} [environment] */
function wasm(name, line, environment = {}) {
  const variant = manifest().variant.find((one) => one.name === name);
  if (!variant) throw new Error(`no variant ${name} in wasm-pack.toml`);
  const own = { RUSTFLAGS: rustflags(variant), CARGO_TARGET_DIR: resolve("target", name) };
  return command(`scripts/wasm ${line}`, { ...own, ...environment });
}

/** wasm/tools/tests/web in a headless browser. @param {string} variant @param {string} browser */
const web = (variant, browser) =>
  wasm(variant, `wasm-pack test --headless --${browser} --mode no-install wasm/tools --locked --test web`, {
    WASM_BINDGEN_TEST_TIMEOUT: "300",
    WASM_BINDGEN_TEST_DRIVER_TIMEOUT: "60",
    // The server of the test runner isolates its pages by default, which a static host would not.
    WASM_BINDGEN_TEST_NO_ORIGIN_ISOLATION: "1",
  });

const clippy = "cargo clippy --quiet --locked";
const forWasm = `${clippy} --target wasm32-unknown-unknown`;
const both = "--package thermogen-tools --package thermogen-lesson --all-targets";

/** @type {Check[]} */
const checks = [
  { name: "format", run: () => command("cargo fmt --check") },
  { name: "clippy", run: () => command(`${clippy} --all-targets -- -D warnings`) },
  { name: "clippy-wasm", run: () => wasm("simd", `${forWasm} ${both} -- -D warnings`) },
  { name: "clippy-first", run: () => wasm("simd", `${forWasm} --package thermogen-first -- -D warnings`) },
  { name: "rust", run: () => rust("cargo test --locked") },
  { name: "doc", run: () => command("cargo doc --quiet --locked --no-deps", { RUSTDOCFLAGS: "-D warnings" }) },
  { name: "licences", tier: "landing", run: () => command("cargo deny --log-level error check bans licenses sources") },
  { name: "advisories", tier: "landing", run: () => command("node scripts/advisories.mjs") },
  { name: "biome", run: () => command("biome ci --error-on-warnings") },
  { name: "types", needs: "site", run: () => command("tsc -p tsconfig.json") },
  { name: "types-node", needs: "site", run: () => command("tsc -p tsconfig.node.json") },
  { name: "structure", run: () => node("tests/structure.test.mjs") },
  {
    name: "builds",
    needs: "site",
    run: () => node("$(ls tests/*.test.mjs | grep -v structure)"),
  },
  { name: "web-simd", run: () => web("simd", "chrome") },
  { name: "web-portable", run: () => web("portable", "chrome") },
  { name: "page", needs: "site", run: () => pages("tests/page/*.test.mjs") },
  { name: "page-long", needs: "site", tier: "landing", run: () => pages("tests/page/long/*.test.mjs") },
  { name: "rust-slow", tier: "slow", run: () => rust("cargo test --locked -- --ignored") },
  {
    name: "page-slow",
    needs: "site",
    tier: "slow",
    run: () => node("--test-concurrency=1 tests/page/slow/*.test.mjs"),
  },
  {
    name: "publish",
    needs: "site",
    tier: "slow",
    run: () =>
      command(
        "cargo publish --quiet --dry-run --allow-dirty --locked --package thermogen && npm publish --dry-run --silent ./dist/thermogen",
      ),
  },
  { name: "web-firefox", tier: "slow", run: () => web("simd", "firefox") },
];

/** @param {string[]} names */
function chosen(names) {
  const unknown = names.find((name) => name !== "all" && !checks.some((check) => check.name === name));
  if (unknown) throw new Error(`no check "${unknown}"; there are: ${checks.map(({ name }) => name).join(" ")}`);
  if (names.includes("all")) return checks;
  return checks.filter(({ name, tier }) => (names.length > 0 ? names.includes(name) : !tier));
}

/** @type {{name: string, passed: boolean, seconds: number}[]} */
const parts = [];

/** @param {string} name @param {() => Promise<boolean>} run */
async function timed(name, run) {
  console.log(`== ${name}`);
  const begin = performance.now();
  const passed = await run();
  const seconds = (performance.now() - begin) / 1000;
  console.log(`== ${name}: ${passed ? "passed" : "FAILED"} after ${seconds.toFixed(0)} s`);
  parts.push({ name, passed, seconds });
  return passed;
}

/** The times at the end, of each part and of the slowest tests. */
function report() {
  const line = (/** @type {{seconds: number, name: string}} */ { seconds, name }) =>
    console.log(`${seconds.toFixed(1).padStart(8)} s  ${name}`);
  console.log("== time of each part");
  for (const part of parts) line(part);
  if (tests.length > 0) console.log("== slowest tests");
  for (const test of tests.toSorted((a, b) => b.seconds - a.seconds).slice(0, 10)) line(test);
}

const wanted = chosen(process.argv.slice(2));
const builds = ["build", "digits", "site", "embed", "single", "stills"].map((name) => `node scripts/${name}.mjs`);
const site = wanted.some(({ needs }) => needs === "site");
const built = !site || (await timed("build", () => command(builds.join(" && "))));
for (const { name, run, needs } of wanted) if (built || !needs) await timed(name, run);
rmSync(folder, { recursive: true, force: true });
report();
if (repeated.length > 0) console.log(`failed at first, and run again: ${repeated.join(" ")}`);
const failed = parts.filter(({ passed }) => !passed).map(({ name }) => name);
if (failed.length > 0) console.log(`failed: ${failed.join(" ")}`);
console.log(`${parts.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length > 0 || parts.length === 0 ? 1 : 0);
