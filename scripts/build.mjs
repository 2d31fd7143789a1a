// Builds what the page loads into www/built/, as wasm-pack.toml lists it:
//   www/built/NAME/{thermogen.js,thermogen_bg.wasm,…}   one folder per build
//   www/built/parameters.js                             the parameter table and presets, asked of the core
//   www/built/uplot.js                                  the charts' library, loaded when a chart is
//   www/built/notices.txt                               licences of what is shipped
// Steps whose input has not changed are left out, so a second call is quick.
// `node scripts/build.mjs --flags NAME` prints the compiler flags of one build instead.
// Needs what scripts/setup installs. Fails if a build outgrows its size budget.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { parse } from "smol-toml";
import { notices } from "./notices.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(root, "www/built");

/**
 * @typedef {{name: string, "target-features": string[], rustflags: string[], budget: number}} Build
 * @typedef {{cargo: {target: string, profile: string, features: string[], "wasm-bindgen": string},
 *   build: Build[], page: {budget: number}, "wasm-opt": {arguments: string[]}}} Manifest
 */

/** @returns {Manifest} */
export function manifest() {
  return /** @type {any} */ (parse(readFileSync(join(root, "wasm-pack.toml"), "utf8")));
}

/** The compiler flags of a build. Paths of this machine are left out of what is shipped.
 * @param {Build} build */
export function rustflags(build) {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  return [
    ...build["target-features"].flatMap((feature) => ["-C", `target-feature=${feature}`]),
    ...build.rustflags,
    `--remap-path-prefix=${cargoHome}=cargo`,
    `--remap-path-prefix=${root}=thermogen`,
  ].join(" ");
}

/** Runs a program with the project's tools on its PATH (scripts/wasm); its messages go to the terminal.
 * @param {string[]} command
 * @param {Record<string, string>} [environment] */
function run(command, environment = {}) {
  try {
    execFileSync(join(root, "scripts/wasm"), command, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "inherit", "inherit"],
    });
  } catch {
    console.error(`build: '${command.slice(0, 2).join(" ")} …' failed. If it is missing, run scripts/setup.`);
    process.exit(1);
  }
}

/** Compiles one build and returns the path of its module, before wasm-bindgen.
 * @param {Manifest["cargo"]} cargo
 * @param {Build} build */
function compile(cargo, build) {
  // A target folder for each build: one cache for two sets of flags would be rebuilt at every turn.
  const folder = join(root, "target", build.name);
  const options = ["--lib", "--no-default-features", "--features", cargo.features.join(",")];
  const place = ["--locked", "--profile", cargo.profile, "--target", cargo.target, "--target-dir", folder];
  run(["cargo", "build", "--quiet", ...options, ...place], { RUSTFLAGS: rustflags(build) });
  return join(folder, cargo.target, cargo.profile, "thermogen.wasm");
}

/** wasm-bindgen and wasm-opt, unless the same module went through the same steps before.
 * @param {Manifest} all
 * @param {Build} build
 * @param {string} module */
function bind(all, build, module) {
  const folder = join(built, build.name);
  const stampFile = join(folder, ".stamp");
  const settings = JSON.stringify([all.cargo, all["wasm-opt"]]);
  const stamp = createHash("sha256").update(readFileSync(module)).update(settings).digest("hex");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return folder;
  rmSync(folder, { recursive: true, force: true });
  run(["wasm-bindgen", "--target", "web", "--out-dir", folder, "--out-name", "thermogen", module]);
  const wasm = join(folder, "thermogen_bg.wasm");
  run(["wasm-opt", ...all["wasm-opt"].arguments, "-o", wasm, wasm]);
  writeFileSync(stampFile, stamp);
  return folder;
}

/** Bytes of a build as a browser downloads it.
 * @param {string} folder */
export function shippedBytes(folder) {
  const gzipped = ["thermogen.js", "thermogen_bg.wasm"].map(
    (file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length,
  );
  return gzipped[0] + gzipped[1];
}

/** The parameter table as a module, asked of the core itself.
 * @param {string} folder */
async function parameters(folder) {
  const core = await import(pathToFileURL(join(folder, "thermogen.js")).href);
  core.initSync({ module: readFileSync(join(folder, "thermogen_bg.wasm")) });
  const head = "// Written by scripts/build.mjs from src/parameters/table.rs and src/data/strokes.rs.\n";
  const lists = `export const presets = ${core.presetTable()};\nexport const glyphNames = ${core.glyphNames()};\n`;
  return `${head}export default ${core.parameterTable()};\n${lists}`;
}

async function main() {
  const all = manifest();
  mkdirSync(built, { recursive: true });
  let tooLarge = false;
  for (const build of all.build) {
    const folder = bind(all, build, compile(all.cargo, build));
    const bytes = shippedBytes(folder);
    console.log(`build: ${build.name} ${bytes} bytes gzipped of at most ${build.budget}`);
    tooLarge ||= bytes > build.budget;
  }
  writeFileSync(join(built, "parameters.js"), await parameters(join(built, "portable")));
  const charts = join(root, "node_modules/uplot/dist");
  copyFileSync(join(charts, "uPlot.esm.js"), join(built, "uplot.js"));
  copyFileSync(join(charts, "uPlot.d.ts"), join(built, "uplot.d.ts"));
  writeFileSync(join(built, "notices.txt"), notices(root, all.cargo.target));
  if (tooLarge) {
    console.error("build: over the size budget of wasm-pack.toml");
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === "--flags") {
    const build = manifest().build.find(({ name }) => name === process.argv[3]);
    if (!build) throw new Error(`no build ${process.argv[3]} in wasm-pack.toml`);
    console.log(rustflags(build));
  } else await main();
}
