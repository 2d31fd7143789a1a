// Writes dist/thermogen.html: the figure with a choice of what it shows, in one file that needs nothing
// else: scripts, workers, WebAssembly (compressed) and the first digits are within it. It runs from file://
// and where every network is blocked. Run after scripts/embed.mjs.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { options } from "./inline.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const www = join(root, "www");

const { outputFiles } = await build({
  ...options,
  entryPoints: ["embed/single.js"],
  format: "iife",
  define: { "import.meta.url": '""' }, // every file is within
  write: false,
});

const assets = ["built/simd/engine_bg.wasm", "built/portable/engine_bg.wasm", "data/digits-first.bin"];
const within = assets.map((path) => {
  const text = gzipSync(readFileSync(join(www, path)), { level: 9 }).toString("base64");
  return `<script type="text/plain" data-asset="${path}">${text}</script>`;
});
const notices = readFileSync(join(www, "built/notices.txt"), "utf8").replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const script = outputFiles[0].text.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
const html = readFileSync(join(www, "single.html"), "utf8");
const hash = (/** @type {string} */ text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
const sources = `script-src ${hash(script)} 'wasm-unsafe-eval'; style-src ${hash(style)}; `;
const page = html
  .replace("img-src data:", () => `${sources}img-src data:`)
  .replace("<!-- notices -->", () => notices)
  .replace("<!-- assets -->", () => `${within.join("\n")}\n<script>${script}</script>`);
writeFileSync(join(root, "dist/thermogen.html"), page);
console.log(`single: dist/thermogen.html ${page.length} bytes`);
