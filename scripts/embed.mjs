// Bundles what other pages and programs take from thermogen: the element and the frame's page into
// dist/site/, where the page is, and the npm package into dist/thermogen/. Run after scripts/site.mjs.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { manifest } from "./build.mjs";
import { options } from "./inline.mjs";
import { service } from "./service.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const www = join(root, "www");
const site = join(root, "dist/site");
const folder = join(root, "dist/thermogen");

/**
 * The glue of a WebAssembly module names a file beside itself, for whoever gives it no module; tools that bundle would
 * look for that file. It is always given one. @type {import("esbuild").Plugin}
 */
const given = {
  name: "given",
  setup(bundling) {
    bundling.onLoad({ filter: /built[\\/].*[\\/]\w+\.js$/, namespace: "file" }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const contents = source.replace(/new URL\((['"])\w+_bg\.wasm\1, import\.meta\.url\)/g, "undefined");
      return { contents, loader: "js" };
    });
  },
};

/** @param {string} outdir @param {Record<string, string>} entryPoints */
const bundle = (outdir, entryPoints) =>
  build({
    ...options,
    entryPoints,
    outdir,
    splitting: true,
    format: "esm",
    chunkNames: "[name]-[hash]",
    external: ["node:*"],
    plugins: [given],
  });

/** The package's own description, from the project's. */
function packageJson() {
  const { version, license } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return {
    name: "thermogen",
    version,
    description: "Generative thermodynamic computing: a network of noisy analog units that turns noise into images",
    license,
    type: "module",
    sideEffects: ["./thermo-gen.js", "./thermo-gen-controls.js", "./element.js", "./controls.js"],
    main: "./index.js", // for tools that do not read `exports`, as are element.js and controls.js
    types: "./thermogen.d.ts",
    exports: {
      ".": { types: "./thermogen.d.ts", node: "./node.js", default: "./index.js" },
      "./element": { types: "./thermo-gen.d.ts", default: "./thermo-gen.js" },
      "./controls": { types: "./thermo-gen.d.ts", default: "./thermo-gen-controls.js" },
      "./package.json": "./package.json",
    },
    files: ["*.js", "*.d.ts", "built", "data", "notices.txt", "LICENSE-*"],
    engines: { node: ">=20" },
  };
}

/** @param {string[]} modules */
function shared(modules) {
  const variants = manifest().variant.map(({ name }) => name);
  return variants.flatMap((variant) => modules.map((module) => `built/${variant}/${module}_bg.wasm`));
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const element = { "thermo-gen": "embed/element.js", "thermo-gen-controls": "embed/controls-element.js" };
await bundle(site, { ...element, frame: "embed/frame.js", widget: "embed/widget.js" });
for (const file of ["embed.html", "styles/embed.css"]) cpSync(join(www, file), join(site, file));
await bundle(folder, { ...element, index: "embed/index.js", node: "embed/node.mjs" });
for (const file of [...shared(["engine", "tools", "lesson"]), "data"])
  cpSync(join(www, file), join(folder, file), { recursive: true });
for (const [name, file] of Object.entries({ element: "thermo-gen", controls: "thermo-gen-controls" }))
  writeFileSync(join(folder, `${name}.js`), `export * from "./${file}.js";\n`);
cpSync(join(www, "built/notices.txt"), join(folder, "notices.txt"));
cpSync(join(root, "docs/embedding.md"), join(folder, "README.md"));
for (const file of ["LICENSE-MIT", "LICENSE-APACHE"]) cpSync(join(root, file), join(folder, file));
for (const file of ["thermogen.d.ts", "thermo-gen.d.ts"]) cpSync(join(www, "embed", file), join(folder, file));
writeFileSync(join(folder, "package.json"), `${JSON.stringify(packageJson(), null, 2)}\n`);
await service();
