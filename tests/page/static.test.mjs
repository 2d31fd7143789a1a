// What is in the files themselves: the policy, the list of preloaded modules, their size.

import { strict as assert } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const www = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "www");
const html = readFileSync(join(www, "index.html"), "utf8");
const scripts = [
  ...readdirSync(www).filter((name) => name.endsWith(".js")),
  ...["views", "views/closer", "lab", "own"].flatMap((folder) =>
    readdirSync(join(www, folder)).flatMap((name) => (name.endsWith(".js") ? [`${folder}/${name}`] : [])),
  ),
];

test("the policy allows this origin's scripts and WebAssembly, and nothing else", () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
  assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
});

test("the page preloads exactly the modules it imports", () => {
  const listed = [...html.matchAll(/rel="modulepreload" href="([^"]*)"/g)].map((match) => match[1]);
  /** @param {string} file @param {Set<string>} seen @returns {Set<string>} */
  const graph = (file, seen = new Set()) => {
    if (seen.has(file) || file.startsWith("built/")) return seen.add(file);
    seen.add(file);
    const source = readFileSync(join(www, file), "utf8");
    for (const [, to] of source.matchAll(/^(?:import|\} from).*"(\.[^"]*)";$/gm)) graph(join(dirname(file), to), seen);
    return seen;
  };
  const needed = [...graph("main.js")].filter((file) => file !== "main.js");
  assert.deepEqual(listed.toSorted(), needed.toSorted());
});

test("files stay short enough to read", () => {
  const names = [...scripts, ...readdirSync(www).filter((name) => /\.(css|html)$/.test(name))];
  const long = names.filter((name) => readFileSync(join(www, name), "utf8").split("\n").length > 300);
  assert.deepEqual(long, []);
});
