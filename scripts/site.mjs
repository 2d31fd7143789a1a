// Bundles the page into dist/site/, a folder that any static host can serve: www/ minified by esbuild and
// split, so that what the first view does not need loads when it is wanted, with the builds, data and
// notices beside it. All scripts lie in the folder itself, so addresses written relative to a module are
// first made relative to that folder. The words of a page are written into it, in English, and what begins before
// all: scripts without a type. Run after scripts/build.mjs and scripts/digits.mjs.
//   node scripts/site.mjs [--unmerged]     --unmerged: small scripts stay files of their own, which is done sooner

import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { builds, manifest } from "./build.mjs";
import { floor, withFallbacks } from "./colours.mjs";
import { mathFont } from "./font.mjs";
import { inline, options } from "./inline.mjs";
import { mathml } from "./math.mjs";
import { merge, needed } from "./merge.mjs";
import { service } from "./service.mjs";
import { settled, worded } from "./words.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const www = join(root, "www");
const site = join(root, "dist/site");
const scripts = ["play.js", "lab.js", "worker.js", "learn.js"];

/** @type {import("esbuild").Plugin} */
const addresses = {
  name: "addresses",
  setup(bundling) {
    bundling.onLoad({ filter: /\.js$/, namespace: "file" }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const contents = source.replace(/new URL\("(\.[^"]*)", import\.meta\.url\)/g, (_, to) => {
        const address = `./${relative(www, join(dirname(path), to))}`;
        return `new URL(${JSON.stringify(address)}, import.meta.url)`;
      });
      return { contents, loader: "js" };
    });
  },
};

async function script() {
  await inline();
  const split = { splitting: true, chunkNames: "[name]-[hash]", metafile: true };
  const bundle = { ...options, outdir: site, format: /** @type {const} */ ("esm"), plugins: [addresses] };
  const { metafile } = await build({ ...bundle, ...split, entryPoints: scripts });
  const files = Object.keys(metafile?.outputs ?? {}).map((path) => relative(site, join(www, path)));
  if (!process.argv.includes("--unmerged")) await merge(site, files, scripts, ["play.js", "lab.js", "worker.js"]);
}

/** The sheets of the first view, which are one, and those that load later. */
async function style() {
  const { outputFiles } = await build({
    ...options,
    target: floor,
    external: ["*.woff2"], // made from the equations, below
    entryPoints: [
      "play",
      "play-later",
      "style",
      "later",
      "inspector",
      "steer",
      "share",
      "learn",
      "learn-folds",
      "learn-pictures",
    ].map((name) => `styles/${name}.css`),
    outdir: join(site, "styles"),
    write: false,
  });
  mkdirSync(join(site, "styles"));
  for (const { path, text } of outputFiles) writeFileSync(path, withFallbacks(text));
}

/** A page with its first scripts in itself, which its policy names by hash, in a syntax that older browsers can read. @param {string} html */
async function begun(html) {
  const options = /** @type {const} */ ({ bundle: true, format: "iife", target: "es2017", minify: true, write: false });
  let page = html;
  for (const [tag, name] of html.matchAll(/<script src="([^"]*)"><\/script>/g)) {
    const { outputFiles } = await build({ ...options, absWorkingDir: www, entryPoints: [name] });
    const code = outputFiles[0].text.trim();
    const hash = createHash("sha256").update(code).digest("base64");
    page = page
      .replace(tag, () => `<script>${code}</script>`)
      .replace("'wasm-unsafe-eval'", `'wasm-unsafe-eval' 'sha256-${hash}'`);
  }
  return page;
}

/** A page that names what its script needs, so that all of it loads at once. @param {string} html @param {string} name */
function preloaded(html, name) {
  const preloads = [...needed(site, name)].map((chunk) => `<link rel="modulepreload" href="${chunk}">\n`);
  const start = `<script type="module" src="${name}">`;
  return html.replace(start, preloads.join("") + start);
}

/** The page that explains, in each language: its equations as MathML, and their font. */
async function lesson() {
  const html = readFileSync(join(www, "learn.html"), "utf8");
  const pages = [];
  for (const [language, name] of /** @type {const} */ ([
    ["de", "learn.de.html"],
    ["en", "learn.html"],
  ])) {
    const words = settled(await worded(html, language)).replace('<html lang="en">', `<html lang="${language}">`);
    const page = mathml(words);
    pages.push(page);
    writeFileSync(join(site, name), preloaded(await begun(page), "learn.js"));
  }
  writeFileSync(join(site, "styles/math.woff2"), await mathFont(pages));
}

rmSync(site, { recursive: true, force: true });
mkdirSync(site, { recursive: true });
await script();
await style();
const page = (/** @type {string} */ name) => worded(readFileSync(join(www, name), "utf8"), "en");
writeFileSync(join(site, "index.html"), preloaded(await begun(await page("index.html")), "play.js"));
writeFileSync(join(site, "lab.html"), preloaded(await begun(await page("lab.html")), "lab.js"));
await lesson();
for (const file of ["icon.svg", "data", "built/notices.txt"])
  cpSync(join(www, file), join(site, file), { recursive: true });
for (const { variant, module } of builds(manifest())) {
  const wasm = `built/${variant.name}/${module.name}_bg.wasm`;
  cpSync(join(www, wasm), join(site, wasm));
}
await service();
