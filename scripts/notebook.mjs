// Bundles the widget of the Python package into one module, python/thermogen/static/widget.js: element, views,
// workers' script and WebAssembly (compressed) are within it, so that it runs in a notebook without a network. Digits,
// notices and licences are put beside it. Run after scripts/embed.mjs.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { options } from "./inline.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const www = join(root, "www");
const folder = join(root, "python/thermogen/static");

const assets = ["simd/engine", "portable/engine", "simd/lesson", "portable/lesson"].map(
  (name) => `built/${name}_bg.wasm`,
);
const packed = [...assets, "data/digits-first.bin"].map((path) => [
  path,
  gzipSync(readFileSync(join(www, path)), { level: 9 }).toString("base64"),
]);
const line = `/** @type {Record<string, string>} */\nexport default ${JSON.stringify(Object.fromEntries(packed))};\n`;
writeFileSync(join(www, "built/notebook-assets.js"), line);

mkdirSync(folder, { recursive: true });
const { outputFiles } = await build({
  ...options,
  entryPoints: ["embed/notebook.js"],
  format: "esm",
  define: { "import.meta.url": '""' }, // every file is within
  write: false,
});
writeFileSync(join(folder, "widget.js"), outputFiles[0].text);
rmSync(join(www, "built/notebook-assets.js")); // types are checked the same whether a wheel was built or not
cpSync(join(www, "built/notices.txt"), join(folder, "notices.txt"));
cpSync(join(www, "data/digits-first.bin"), join(folder, "digits.bin"));
for (const file of ["LICENSE-MIT", "LICENSE-APACHE"]) cpSync(join(root, file), join(root, "python", file));
console.log(`notebook: python/thermogen/static/widget.js ${outputFiles[0].text.length} bytes`);
