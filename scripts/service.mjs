// Writes dist/site/service.js, the service worker, from what lies in dist/site/: by everything that adds to
// that folder, last.
// It is kept by hand: it deploys a version only as a whole, by the hash of every file, and needs no run-time library.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const www = join(root, "www");
const site = join(root, "dist/site");

const mark = / data-build="[^"]*"/;
const hash = (/** @type {string | Buffer} */ content) => createHash("sha256").update(content).digest("base64");

/** The files of the site, by their paths. */
const contents = () =>
  readdirSync(site, { recursive: true, encoding: "utf8" })
    .filter((path) => path !== "service.js" && statSync(join(site, path)).isFile())
    .sort()
    .map((path) => ({ path, content: readFileSync(join(site, path)) }));

/** The version, a hash of all files, which every page then names. */
function version() {
  const pages = contents().filter(({ path }) => path.endsWith(".html"));
  for (const { path, content } of pages) writeFileSync(join(site, path), String(content).replace(mark, ""));
  const version = hash(JSON.stringify(contents().map(({ path, content }) => [path, hash(content)]))).slice(0, 12);
  for (const { path } of pages) {
    const html = readFileSync(join(site, path), "utf8");
    writeFileSync(join(site, path), html.replace("<html", `<html data-build="${version}"`));
  }
  return version;
}

/** The service worker, with the version and the hash of every file. */
export async function service() {
  const named = {
    version: version(),
    files: Object.fromEntries(contents().map(({ path, content }) => [path, hash(content)])),
  };
  const banner = { js: `self.site=${JSON.stringify(named)};` };
  const options = /** @type {const} */ ({ bundle: true, minify: true, target: "es2022", format: "iife" });
  await build({ ...options, absWorkingDir: www, entryPoints: ["service.js"], outdir: site, banner });
}
