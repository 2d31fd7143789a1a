// Writes dist/site/service.js, the service worker, from what lies in dist/site/: by everything that adds to
// that folder, last.
// It is kept by hand: it deploys a version only as a whole, by the hash of every file, and needs no run-time library.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const www = join(root, "www");
const site = join(root, "dist/site");

/** The service worker, with the hash of every file; its version is a hash of all of them. */
export async function service() {
  const hash = (/** @type {string | Buffer} */ content) => createHash("sha256").update(content).digest("base64");
  const all = readdirSync(site, { recursive: true, encoding: "utf8" }).filter(
    (path) => path !== "service.js" && statSync(join(site, path)).isFile(),
  );
  const files = Object.fromEntries(all.sort().map((path) => [path, hash(readFileSync(join(site, path)))]));
  const version = hash(JSON.stringify(files)).slice(0, 12);
  const banner = { js: `self.site=${JSON.stringify({ version, files })};` };
  const options = /** @type {const} */ ({ bundle: true, minify: true, target: "es2022", format: "iife" });
  await build({ ...options, absWorkingDir: www, entryPoints: ["service.js"], outdir: site, banner });
}
