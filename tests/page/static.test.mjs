// What is in the files themselves: the policy, the list of preloaded modules, their size.

import { strict as assert } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { manifest } from "../../scripts/build.mjs";

const www = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "www");
const site = join(dirname(www), "dist/site");
const html = readFileSync(join(site, "lab.html"), "utf8");

test("the policy allows this origin's scripts, WebAssembly and the page's own beginning, and nothing else", () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
  assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-[^']+';/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
});

/** A script with all that it imports before it runs. @param {string} file @param {Set<string>} seen @returns {Set<string>} */
function graph(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = readFileSync(join(site, file), "utf8");
  for (const [, to] of source.matchAll(/(?:import|from)"\.\/([^"]*)"/g)) graph(to, seen);
  return seen;
}

test("the page preloads exactly the modules it imports", () => {
  const listed = [...html.matchAll(/rel="modulepreload" href="([^"]*)"/g)].map((match) => match[1]);
  const needed = [...graph("lab.js")].filter((file) => file !== "lab.js");
  assert.deepEqual(listed.toSorted(), needed.toSorted());
});

test("what the first view loads beside the WebAssembly keeps to its budget", () => {
  const glue = readdirSync(site).find((name) => /^first-.*\.js$/.test(name)) ?? "";
  const sheets = [...html.matchAll(/rel="stylesheet" href="([^"]*)"/g)].map((match) => match[1]);
  const files = ["lab.html", "icon.svg", ...sheets, glue, ...graph("lab.js"), ...graph("worker.js")];
  const bytes = [...new Set(files)].map((file) => gzipSync(readFileSync(join(site, file)), { level: 9 }).length);
  const total = bytes.reduce((sum, size) => sum + size, 0);
  assert.ok(total <= manifest().page.budget, `${total} bytes gzipped in ${bytes.length} files`);
});

test("files stay short enough to read", () => {
  const all = readdirSync(www, { recursive: true, encoding: "utf8" });
  const names = all.filter((name) => /\.(js|css|html)$/.test(name) && !name.startsWith("built/"));
  const long = names.filter((name) => readFileSync(join(www, name), "utf8").split("\n").length > 300);
  assert.deepEqual(long, []);
});
