// Writes what a script needs as text into modules of www/built/: the script of a figure's workers, so that they can start
// from a blob, and the style sheets of what has a shadow root.

import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { floor, withFallbacks } from "./colours.mjs";

const www = join(dirname(dirname(fileURLToPath(import.meta.url))), "www");

/** The sheet of each module. */
const sheets = { "figure-style": "element", "lesson-style": "learn-pictures" };

/** What all bundles have in common. */
export const options = /** @type {const} */ ({
  absWorkingDir: www,
  bundle: true,
  target: "es2022",
  minify: true,
  legalComments: "none", // notices.txt has them
  logLevel: "warning",
});

/** A module whose default export is the text of a bundle. @param {string} name @param {import("esbuild").BuildOptions} bundle */
async function asModule(name, bundle) {
  const { outputFiles } = await build({ ...options, ...bundle, write: false });
  const line = `/** @type {string} */\nexport default ${JSON.stringify(withFallbacks(outputFiles[0].text))};\n`;
  writeFileSync(join(www, `built/${name}.js`), line);
}

/** The modules that scripts/site.mjs and scripts/embed.mjs bundle. */
export async function inline() {
  // The glue of a figure's workers is given the WebAssembly module and never asks for its own address.
  for (const module of ["engine", "tools", "lesson"])
    await asModule(`embed-${module}-worker`, {
      format: "iife",
      define: { "import.meta.url": '""', "globalThis.MODULE": JSON.stringify(module) },
      entryPoints: ["embed/worker.js"],
    });
  for (const [name, sheet] of Object.entries(sheets))
    await asModule(name, { entryPoints: [`styles/${sheet}.css`], target: floor });
}
