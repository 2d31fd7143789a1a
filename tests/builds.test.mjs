// What was built, held against what was asked for: wasm-pack.toml with Cargo.toml and Cargo.lock, the
// instructions and sizes of the modules, and the one parameter table. Run after scripts/build.mjs.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { parse } from "smol-toml";
import { builds, manifest, rustflags, shippedBytes } from "../scripts/build.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const all = manifest();
const read = (/** @type {string} */ path) => readFileSync(join(root, path), "utf8");
const folder = (/** @type {string} */ name) => join(root, "www/built", name);
const wasmFile = (/** @type {string} */ variant, /** @type {string} */ module) =>
  join(folder(variant), `${module}_bg.wasm`);
/** Every module in every variant. */
const every = builds(all).map(({ variant, module }) => ({ ...module, variant: variant.name }));

/** A module's text, by instruction and how often it occurs.
 * @param {string} variant
 * @param {string} module */
async function count(variant, module) {
  const { stdout } = await promisify(execFile)(join(root, "node_modules/.bin/wasm-dis"), [wasmFile(variant, module)], {
    maxBuffer: 1 << 30,
  });
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const [, word] of stdout.matchAll(/\(([a-z][a-z0-9_.]+)/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Every module with its instructions: read once, as that takes seconds, and the modules of a variant at the same time. */
async function readAll() {
  const read = [];
  for (const variant of all.variant) {
    const own = every.filter((module) => module.variant === variant.name);
    read.push(
      ...(await Promise.all(own.map(async (module) => ({ ...module, found: await count(variant.name, module.name) })))),
    );
  }
  return read;
}
const instructions = await readAll();

/** @param {Map<string, number>} counts */
const vectorInstructions = (counts) =>
  [...counts.keys()].filter((word) => /^(v128|[if](8x16|16x8|32x4|64x2))\./.test(word));

/** A module, running in this process.
 * @param {string} variant
 * @param {string} module */
async function load(variant, module) {
  const core = await import(pathToFileURL(join(folder(variant), `${module}.js`)).href);
  core.initSync({ module: readFileSync(wasmFile(variant, module)) });
  return core;
}

test("wasm-pack.toml agrees with Cargo.toml and Cargo.lock", () => {
  /** @type {any} */
  const cargo = parse(read("Cargo.toml"));
  /** @type {any} */
  const lock = parse(read("Cargo.lock"));
  const version = all.cargo["wasm-bindgen"];
  const asked = cargo.workspace.dependencies["wasm-bindgen"];
  const locked = lock.package.filter((/** @type {any} */ one) => one.name === "wasm-bindgen");
  assert.equal(asked.version ?? asked, `=${version}`);
  assert.deepEqual(
    locked.map((/** @type {any} */ one) => one.version),
    [version],
  );
  for (const { name, profile } of all.module) {
    assert.ok(profile in cargo.profile, profile);
    assert.ok(cargo.workspace.members.includes(`wasm/${name}`), name);
    /** @type {any} */
    const member = parse(read(`wasm/${name}/Cargo.toml`));
    assert.ok(member.lib["crate-type"].includes("cdylib"));
  }
  assert.deepEqual(
    all.variant.map(({ name }) => name),
    ["simd", "portable"],
  );
  assert.equal(cargo.workspace.package.version, JSON.parse(read("package.json")).version);
});

test("simd128 is in the simd variant and not in the portable one", () => {
  assert.equal(instructions.length, every.length);
  for (const { variant, name, found } of instructions) {
    if (variant === "portable") assert.deepEqual(vectorInstructions(found), []);
    for (const word of variant === "simd" ? ["f32x4.mul", "f32x4.add", "v128.load", "v128.store"] : ["f32.mul"]) {
      assert.ok((found.get(word) ?? 0) > 0, `${word} in ${variant} ${name}`);
    }
  }
  const [flags, plain] = all.variant.map(rustflags);
  assert.match(flags, /\+simd128/);
  assert.doesNotMatch(plain, /simd128/);
});

test("no module holds instructions whose results depend on the engine", () => {
  for (const { found } of instructions) {
    assert.deepEqual(
      [...found.keys()].filter((word) => word.includes("relaxed")),
      [],
    );
  }
});

test("modules keep to their size budgets and hold no path of this machine", () => {
  for (const { variant, name, budget } of every) {
    assert.ok(shippedBytes(folder(variant), name) <= budget, `${variant} ${name}`);
    const bytes = readFileSync(wasmFile(variant, name)).toString("latin1");
    assert.ok(!bytes.includes(root), `${variant} ${name} names ${root}`);
  }
});

test("both variants and the page share one parameter table", async () => {
  const page = await import(pathToFileURL(join(root, "www/built/parameters.js")).href);
  const { default: words } = await import(pathToFileURL(join(root, "www/built/labels.js")).href);
  const table = page.default.map((/** @type {any} */ row) => ({ ...row, ...words[row.name] }));
  for (const { name } of all.variant) {
    const core = await load(name, "tools");
    assert.deepEqual(core.parameterTable(), table);
    assert.deepEqual(core.presetTable(), page.presets);
  }
  const names = page.default.map((/** @type {any} */ one) => one.name);
  assert.equal(new Set(names).size, names.length);
  for (const preset of Object.values(page.presets)) {
    for (const key of Object.keys(/** @type {object} */ (preset))) assert.ok(names.includes(key), key);
  }
});

test("notices name the licences of what is shipped", () => {
  const text = read("www/built/notices.txt");
  for (const word of ["wasm-bindgen", "MNIST", "Share Alike 3.0", "Rust standard library"]) {
    assert.ok(text.includes(word), word);
  }
  for (const word of ["clap ", "criterion", "syn "]) assert.ok(!new RegExp(`^(.*, )?${word}`, "m").test(text), word);
});

test("what is shipped ends in the bits of native runs", async () => {
  const { glyphs, size, samples, jobs } = JSON.parse(read("tests/fingerprints.json"));
  for (const { variant, name } of every.filter((module) => module.name !== "lesson")) {
    const core = await load(variant, name);
    let refused = 0;
    for (const { settings, model, units } of jobs) {
      const pixels = core.glyphs(Uint8Array.from(glyphs), size, settings.seed, 0);
      const labels = Uint8Array.from(glyphs);
      const begin = () => new core.Training(settings, { pixels, labels, width: size, height: size });
      // The first module trains in factors, on images that hidden units copy or have codes for.
      const drives = [undefined, "picture"].includes(settings.hidden_drive);
      if (name === "first" && !(settings.couplings === "factored" && drives)) {
        assert.throws(begin, { name: "ThermogenError" });
        refused += 1;
        continue;
      }
      const trainer = begin();
      while (!trainer.advance());
      assert.equal(trainer.model().fingerprint(), model, `${variant} ${name}`);
      const generator = new core.Generation(trainer.model(), settings, 0, samples);
      while (generator.advance(7) > 0);
      assert.equal(generator.fingerprint(), units, `${variant} ${name}`);
    }
    assert.ok(refused < jobs.length, `${variant} ${name} computes`);
  }
});
