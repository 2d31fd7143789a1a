// The shape of the sources: no circle of imports, arrows in one direction, files that are neither long nor tiny, few
// conditions of the build, two worker entries. docs/architecture.md draws the arrows.
// Method: a small reader of `use` trees and paths in Rust, and of ES imports. Limits: a Rust module and the folder of its
// name count as one, as do a mod.rs and what it gathers; tests within a Rust file and types in comments are left out.

import { strict as assert } from "node:assert";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} folder @param {RegExp} wanted @returns {string[]} paths from the root */
const files = (folder, wanted) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((name) => wanted.test(name) && !/^www\/(built|data)\/|\/target\//.test(name))
    .sort();

/** @param {string} file */
const read = (file) => readFileSync(join(root, file), "utf8");

/** @typedef {Map<string, Set<string>>} Graph which node uses which */

/** The groups of nodes that reach each other (Tarjan). @param {Graph} graph @returns {string[][]} */
function circles(graph) {
  /** @type {Map<string, {index: number, low: number, open: boolean}>} */
  const seen = new Map();
  /** @type {string[]} */
  const stack = [];
  /** @type {string[][]} */
  const found = [];
  const visit = (/** @type {string} */ node) => {
    const here = { index: seen.size, low: seen.size, open: true };
    seen.set(node, here);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      const known = seen.get(next);
      if (!known) here.low = Math.min(here.low, visit(next).low);
      else if (known.open) here.low = Math.min(here.low, known.index);
    }
    if (here.low === here.index) {
      const group = stack.splice(stack.indexOf(node));
      for (const one of group) /** @type {any} */ (seen.get(one)).open = false;
      if (group.length > 1) found.push(group.sort());
    }
    return here;
  };
  for (const node of graph.keys()) if (!seen.has(node)) visit(node);
  return found;
}

/** A Rust file without comments and without its own tests. @param {string} file */
const rustCode = (file) =>
  read(file)
    .replace(/\/\/.*$/gm, "")
    .replace(/#\[cfg\(test\)\]\s*mod \w+ \{[\s\S]*$/, "");

/** The paths of a `use` tree: "a::{b, c::d}" gives a::b and a::c::d. @param {string} tree @returns {string[]} */
function paths(tree) {
  const open = tree.indexOf("{");
  if (open < 0) return [tree.trim().replace(/ as \w+$/, "")];
  const [head, inside] = [tree.slice(0, open).trim(), tree.slice(open + 1, tree.lastIndexOf("}"))];
  let depth = 0;
  let part = "";
  const parts = [];
  for (const c of inside) {
    if (c === "," && depth === 0) {
      parts.push(part);
      part = "";
      continue;
    }
    depth += Number(c === "{") - Number(c === "}");
    part += c;
  }
  return [...parts, part].filter((one) => one.trim()).flatMap((one) => paths(one).map((rest) => head + rest));
}

/** The module of a Rust file: in src, src/learn/exact.rs is learn::exact. @param {string} folder @param {string} file */
const moduleOf = (folder, file) =>
  file
    .slice(folder.length + 1)
    .replace(/(\/mod|)\.rs$/, "")
    .split("/")
    .filter((name) => name !== "lib");

/** The files of a crate's folder as nodes of a graph. @param {string} folder @returns {Graph} */
function rustGraph(folder) {
  const all = files(folder, /\.rs$/);
  const named = all.filter((file) => !file.endsWith("/mod.rs"));
  const modules = new Set(named.map((file) => moduleOf(folder, file).join("::")));
  /** The first part of a path that is a file. @param {string[]} path */
  const node = (path) => path.map((_, i) => path.slice(0, i + 1).join("::")).find((name) => modules.has(name));
  /** @type {Graph} */
  const graph = new Map();
  for (const file of all) {
    const own = moduleOf(folder, file);
    const from = node(own);
    if (!from || file.endsWith("/mod.rs")) continue;
    const code = rustCode(file);
    const used = [...code.matchAll(/\buse\s+((?:crate|super|self)::[^;]*);/g)].flatMap(([, tree]) => paths(tree));
    const written = [...code.matchAll(/\b((?:crate|super)(?:::\w+)+)/g)].map(([, path]) => path);
    const edges = graph.get(from) ?? new Set();
    for (const path of [...used, ...written]) {
      const [first, ...rest] = path.split("::").map((name) => name.trim());
      let base = first === "crate" ? [] : first === "super" ? own.slice(0, -1) : own;
      while (rest[0] === "super") {
        rest.shift();
        base = base.slice(0, -1);
      }
      const to = node([...base, ...rest]);
      if (to && to !== from) edges.add(to);
    }
    graph.set(from, edges);
  }
  return graph;
}

/** The page's scripts as nodes of a graph. @returns {Graph} */
function pageGraph() {
  const all = files("www", /\.m?js$/);
  return new Map(
    all.map((file) => {
      const code = read(file).replace(/\/\*[\s\S]*?\*\//g, "");
      const found = [...code.matchAll(/^(?:import|export)\b[^"'`;]*?from "(\.[^"]*)"|^import "(\.[^"]*)"/gm)];
      const used = found.map(([, from, effect]) => normalize(join(dirname(file), from ?? effect)));
      return [file, new Set(used.filter((to) => existsSync(join(root, to)) && !to.startsWith("www/built/")))];
    }),
  );
}

for (const folder of [
  "src",
  "cli/src",
  "python/src",
  ...["engine", "first", "lesson", "tools"].map((m) => `wasm/${m}/src`),
])
  test(`no circle of imports in ${folder}`, () => assert.deepEqual(circles(rustGraph(folder)), []));

test("no circle of imports in the page", () => assert.deepEqual(circles(pageGraph()), []));

/** The order of the core's folders and of the files beside them: each uses only those before it. */
const order = [
  ["simd", "statistics", "fingerprint", "payload", "published"],
  ["kernels", "parameters", "prices"],
  ["physics", "model"],
  ["data"],
  ["learn"],
  ["inspect", "lesson"],
  ["check"],
];

test("the core's arrows follow the order", () => {
  const rank = (/** @type {string} */ node) => order.findIndex((names) => names.includes(node.split("::")[0]));
  const wrong = [...rustGraph("src")].flatMap(([from, all]) =>
    [...all].filter((to) => from !== "lib" && rank(to) > rank(from)).map((to) => `${from} → ${to}`),
  );
  assert.deepEqual(wrong, []);
});

/** What a folder of the page may not import: those that stand above it. */
const above = {
  worker: ["session", "views", "inspector", "embed", "learn", "share"],
  tasks: ["session", "views", "inspector", "embed", "learn", "share"],
  link: ["session", "views", "inspector", "embed", "learn", "share"],
  charts: ["session", "views", "inspector", "embed", "learn", "share"],
  pictures: ["session", "views", "inspector", "embed", "learn", "share"],
  texts: ["session", "views", "inspector", "embed", "learn", "worker", "tasks", "share"],
  session: ["views", "inspector", "embed", "share"],
  views: ["embed", "share"],
  inspector: ["share"],
  export: ["session", "views", "inspector", "embed", "learn", "share", "worker", "tasks"],
};

test("folders of the page do not import what stands above them", () => {
  const wrong = [...pageGraph()].flatMap(([from, all]) => {
    const [, folder] = from.split("/");
    const forbidden = above[/** @type {keyof typeof above} */ (folder)] ?? [];
    return [...all].filter((to) => forbidden.includes(to.split("/")[1])).map((to) => `${from} → ${to}`);
  });
  assert.deepEqual(wrong, []);
});

/** Files of one purpose that others name by their address or that only list: they may be short. */
const entries =
  /(^|\/)(mod|lib|main)\.rs$|^www\/[^/]+$|^www\/styles\/style\.css$|^tests\/page\/grammar\.mjs$|^www\/embed\/(index|element|single|widget|notebook)\.js$|\.d\.ts$|^scripts\/(wasm|test|(chromium|durations)\.mjs)$|\/index\.js$/;

test("files keep to 300 lines, and none but an entry has fewer than 15", () => {
  const all = ["src", "cli", "wasm", "www", "scripts", "tests"].flatMap((folder) =>
    files(folder, /\.(rs|m?js|css|html)$/),
  );
  const lines = all.map((file) => ({ file, count: read(file).split("\n").length - 1 }));
  const wrong = lines.filter(({ file, count }) => count > 300 || (count < 15 && !entries.test(file)));
  assert.deepEqual(
    wrong.map(({ file, count }) => `${file} ${count}`),
    [],
  );
});

test("at most five conditions on features", () => {
  const sites = ["src", "cli", "wasm"].flatMap((folder) =>
    files(folder, /\.rs$/).flatMap((file) =>
      [...read(file).matchAll(/cfg(?:_attr)?\([^\]]*feature\s*=/g)].map(() => file),
    ),
  );
  assert.ok(sites.length <= 5, sites.join(" "));
});

test("at most two files begin a worker", () => {
  const begins = files("www", /[/-]worker\.js$/);
  assert.ok(begins.length <= 2, begins.join(" "));
});
