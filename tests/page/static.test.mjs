// What is in the files themselves: the policy, the list of preloaded modules, their size.

import { strict as assert } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { manifest } from "../../scripts/build.mjs";

const site = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "dist/site");
const pages = /** @type {const} */ ({ page: ["lab.html", "lab.js"], play: ["index.html", "play.js"] });
/** @param {string} page */
const read = (page) => readFileSync(join(site, page), "utf8");

for (const [page] of Object.values(pages))
  test(`${page}: the policy allows this origin's scripts, WebAssembly and the page's own beginning, and nothing else`, () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(read(page))?.[1] ?? "";
    assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'( 'sha256-[^']+')+;/);
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

for (const [page, script] of Object.values(pages))
  test(`${page} preloads exactly the modules it imports`, () => {
    const listed = [...read(page).matchAll(/rel="modulepreload" href="([^"]*)"/g)].map((match) => match[1]);
    const needed = [...graph(script)].filter((file) => file !== script);
    assert.deepEqual(listed.toSorted(), needed.toSorted());
  });

for (const [name, [page, script]] of Object.entries(pages))
  test(`what ${page} loads at first beside the WebAssembly keeps to its budget`, () => {
    const html = read(page);
    const glue = readdirSync(site).find((name) => /^first-.*\.js$/.test(name)) ?? "";
    const sheets = [...html.matchAll(/rel="stylesheet" href="([^"]*)"/g)].map((match) => match[1]);
    const icon = html.includes('href="icon.svg"') ? ["icon.svg"] : [];
    const files = [page, ...icon, ...sheets, glue, ...graph(script), ...graph("worker.js")];
    const bytes = [...new Set(files)].map((file) => gzipSync(readFileSync(join(site, file)), { level: 9 }).length);
    const total = bytes.reduce((sum, size) => sum + size, 0);
    assert.ok(
      total <= manifest()[/** @type {"page" | "play"} */ (name)].budget,
      `${total} bytes gzipped in ${bytes.length} files`,
    );
  });
