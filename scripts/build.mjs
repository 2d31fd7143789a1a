// Builds what the page loads into www/built/, as wasm-pack.toml lists it:
//   www/built/VARIANT/{MODULE.js,MODULE_bg.wasm,…}      every module in its variants
//   www/built/parameters.js                             the parameter table and presets, asked of the core
//   www/built/labels.js                                 what its rows are called and mean, in English
//   www/built/links.js                                  scenes and names of the grammar of links
//   www/built/link-words.js                             what is said of a bad link, in English
//   www/built/published.js                              what was published, asked of the core
//   www/built/prices.js                                 prices and known energies, asked of the core
//   www/built/notices.txt                               licences of what is shipped
// Steps whose input has not changed are left out, so a second call is quick.
// `node scripts/build.mjs --flags NAME` prints the compiler flags of one variant instead.
// Needs what scripts/setup installs. Fails if a module outgrows its size budget.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { parse } from "smol-toml";
import { notices } from "./notices.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(root, "www/built");

/**
 * @typedef {{name: string, "target-features": string[]}} Variant
 * @typedef {{name: string, variants: string[], profile: string, budget: number}} Module
 * @typedef {{cargo: {target: string, "wasm-bindgen": string}, variant: Variant[],
 *   module: Module[], page: {budget: number}, play: {budget: number}, "wasm-opt": {arguments: string[]}}} Manifest
 */

/** @returns {Manifest} */
export function manifest() {
  return /** @type {any} */ (parse(readFileSync(join(root, "wasm-pack.toml"), "utf8")));
}

/** Every module in each of its variants. @param {Manifest} all @returns {{variant: Variant, module: Module}[]} */
export const builds = (all) =>
  all.variant.flatMap((variant) =>
    all.module.filter(({ variants }) => variants.includes(variant.name)).map((module) => ({ variant, module })),
  );

/** The compiler flags of a variant. Paths of this machine are left out of what is shipped.
 * @param {Variant} variant */
export function rustflags(variant) {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  return [
    ...variant["target-features"].flatMap((feature) => ["-C", `target-feature=${feature}`]),
    `--remap-path-prefix=${cargoHome}=cargo`,
    `--remap-path-prefix=${root}=thermogen`,
  ].join(" ");
}

/** Runs a program with the project's tools on its PATH (scripts/wasm); its messages go to the terminal.
 * @param {string[]} command
 * @param {Record<string, string>} [environment] */
async function run(command, environment = {}) {
  const env = { ...process.env, ...environment };
  const child = spawn(join(root, "scripts/wasm"), command, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
  const code = await new Promise((done) => child.on("error", done).on("exit", done));
  if (code === 0) return;
  console.error(`build: '${command.slice(0, 2).join(" ")} …' failed. If it is missing, run scripts/setup.`);
  process.exit(1);
}

/** Compiles one module and returns its path, before wasm-bindgen. Modules of a variant share a target folder, so
 * that the core is compiled once for each profile.
 * @param {Manifest["cargo"]} cargo
 * @param {Variant} variant
 * @param {Module} module */
async function compile(cargo, variant, { name, profile }) {
  const folder = join(root, "target", variant.name);
  const place = ["--locked", "--profile", profile, "--target", cargo.target, "--target-dir", folder];
  await run(["cargo", "build", "--quiet", "--package", `thermogen-${name}`, ...place], {
    RUSTFLAGS: rustflags(variant),
  });
  return join(folder, cargo.target, profile, `thermogen_${name}.wasm`);
}

/** wasm-bindgen and wasm-opt, unless the same bytes went through the same steps before.
 * @param {Manifest} all
 * @param {string} folder
 * @param {string} name
 * @param {string} compiled */
async function bind(all, folder, name, compiled) {
  const stampFile = join(folder, `.${name}`);
  const settings = JSON.stringify([all.cargo, all["wasm-opt"]]);
  const stamp = createHash("sha256").update(readFileSync(compiled)).update(settings).digest("hex");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  rmSync(stampFile, { force: true });
  await run(["wasm-bindgen", "--target", "web", "--out-dir", folder, "--out-name", name, compiled]);
  const wasm = join(folder, `${name}_bg.wasm`);
  await run(["wasm-opt", ...all["wasm-opt"].arguments, "-o", wasm, wasm]);
  writeFileSync(stampFile, stamp);
}

/** Makes the modules of a variant, one after the other, and returns their sizes. The variants are made at the same time, as
 * the last step of the compiler uses one core alone.
 * @param {Manifest} all
 * @param {Variant} variant */
async function modulesOf(all, variant) {
  const folder = join(built, variant.name);
  const sizes = [];
  for (const { module } of builds(all).filter((one) => one.variant === variant)) {
    await bind(all, folder, module.name, await compile(all.cargo, variant, module));
    sizes.push({ variant: variant.name, module, bytes: shippedBytes(folder, module.name) });
  }
  return sizes;
}

/** Bytes of a module as a browser downloads it.
 * @param {string} folder
 * @param {string} name */
export function shippedBytes(folder, name) {
  const gzipped = [`${name}.js`, `${name}_bg.wasm`].map(
    (file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length,
  );
  return gzipped[0] + gzipped[1];
}

/** The core itself, to be asked for its tables, and to write links.
 * @returns {Promise<typeof import("../www/built/portable/tools.js")>} */
export async function coreOf() {
  const folder = join(built, "portable");
  const core = await import(pathToFileURL(join(folder, "tools.js")).href);
  core.initSync({ module: readFileSync(join(folder, "tools_bg.wasm")) });
  return core;
}

/** What was published, as a module.
 * @param {typeof import("../www/built/portable/tools.js")} core */
function published(core) {
  const head = "// Written by scripts/build.mjs from src/published.rs and src/learn/class_quality.rs.\n";
  return `${head}export default ${JSON.stringify(core.publishedValues())};\nexport const offTarget = ${core.offTarget()};\n`;
}

/** Published prices and known energies, as a module.
 * @param {typeof import("../www/built/portable/tools.js")} core */
function prices(core) {
  const head = "// Written by scripts/build.mjs from src/prices.rs.\n";
  return `${head}export default ${JSON.stringify(core.priceTable())};\nexport const landmarks = ${JSON.stringify(core.landmarkTable())};\n`;
}

/** The parameter table without its words as a module.
 * @param {typeof import("../www/built/portable/tools.js")} core */
function parameters(core) {
  const head = "// Written by scripts/build.mjs from src/parameters/table.rs and src/data/strokes.rs.\n";
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const about = `export const version = "${version}";\n`;
  const lists = `export const presets = ${JSON.stringify(core.presetTable())};\nexport const glyphNames = ${JSON.stringify(core.glyphNames())};\n`;
  const rows = JSON.stringify(tableOf(core).map(({ label, help, ...row }) => row));
  return `${head}export default ${rows};\n${about}${lists}`;
}

/** The tables of links that the page needs before the engine, as a module.
 * @param {typeof import("../www/built/portable/tools.js")} core */
function links(core) {
  const head = "// Written by scripts/build.mjs from src/data/link/ and src/physics/events.rs.\n";
  return `${head}export default ${JSON.stringify(core.linkGrammar())};\n`;
}

/** The English words for what is wrong with a link, as a module: their names are types of the page.
 * @param {typeof import("../www/built/portable/tools.js")} core */
function linkWords(core) {
  const head = "// Written by scripts/build.mjs from src/data/link/problem.rs.\n";
  return `${head}export default /** @type {const} */ (${JSON.stringify(core.linkWords(), null, 2)});\n`;
}

/** The words of the parameter table as a module: no first view needs them.
 * @param {typeof import("../www/built/portable/tools.js")} core */
function labels(core) {
  const head = "// Written by scripts/build.mjs from src/parameters/table.rs.\n";
  const words = tableOf(core).map(({ name, label, help }) => [name, { label, help }]);
  return `${head}export default ${JSON.stringify(Object.fromEntries(words))};\n`;
}

/** @param {typeof import("../www/built/portable/tools.js")} core @returns {{name: string, label: string, help: string}[]} */
const tableOf = (core) => core.parameterTable();

async function main() {
  const all = manifest();
  mkdirSync(built, { recursive: true });
  const sizes = (await Promise.all(all.variant.map((variant) => modulesOf(all, variant)))).flat();
  for (const { variant, module, bytes } of sizes)
    console.log(`build: ${variant} ${module.name} ${bytes} bytes gzipped of at most ${module.budget}`);
  const core = await coreOf();
  writeFileSync(join(built, "parameters.js"), parameters(core));
  writeFileSync(join(built, "labels.js"), labels(core));
  writeFileSync(join(built, "links.js"), links(core));
  writeFileSync(join(built, "link-words.js"), linkWords(core));
  writeFileSync(join(built, "published.js"), published(core));
  writeFileSync(join(built, "prices.js"), prices(core));
  writeFileSync(
    join(built, "notices.txt"),
    notices(
      root,
      all.cargo.target,
      all.module.map(({ name }) => `thermogen-${name}`),
    ),
  );
  if (sizes.some(({ module, bytes }) => bytes > module.budget)) {
    console.error("build: over the size budget of wasm-pack.toml");
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === "--flags") {
    const variant = manifest().variant.find(({ name }) => name === process.argv[3]);
    if (!variant) throw new Error(`no variant ${process.argv[3]} in wasm-pack.toml`);
    console.log(rustflags(variant));
  } else await main();
}
