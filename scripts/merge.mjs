// Merges the small chunks that esbuild's splitting makes, as it has no setting for that: the first page and its worker then
// need four files at their start, with fewer headers and better compressed. Chunks of one of them alone become part of it,
// those that two first pages begin with become one file, those that another page may load later a second one, and those that
// a worker may load a third.
// Method: esbuild itself says which file imports which, and bundles each file again with a plugin that resolves an import of
// a merged chunk to the file that has it now. Limit: a merged chunk may not be imported dynamically.

import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, buildSync } from "esbuild";

/** @typedef {{imports: string[], later: string[], exports: string[]}} Node what a file imports before it runs and when it wants
 *   it, and what it exports */

/** How the scripts of a folder import each other. @param {string} folder @param {string[]} files @returns {Map<string, Node>} */
function graph(folder, files) {
  const common = /** @type {const} */ ({ absWorkingDir: folder, bundle: true, write: false, metafile: true });
  const { metafile } = buildSync({ ...common, entryPoints: files, outdir: folder, format: "esm", logLevel: "warning" });
  return new Map(
    Object.entries(metafile.inputs).map(([file, { imports }]) => {
      const of = (/** @type {string} */ wanted) =>
        imports.filter(({ kind }) => kind === wanted).map(({ path }) => path);
      const exports = metafile.outputs[file]?.exports ?? [];
      return [file, { imports: of("import-statement"), later: of("dynamic-import"), exports }];
    }),
  );
}

/** All that a file reaches. @param {Map<string, Node>} nodes @param {string} file @param {(node: Node) => string[]} next @param {Set<string>} [seen] */
function reached(nodes, file, next, seen = new Set()) {
  const node = nodes.get(file);
  for (const other of node ? next(node) : []) {
    if (seen.has(other)) continue;
    seen.add(other);
    reached(nodes, other, next, seen);
  }
  return seen;
}

/** The files that a file needs before it runs. @param {string} folder @param {string} file */
export const needed = (folder, file) => reached(graph(folder, [file]), file, ({ imports }) => imports);

/** @param {Map<string, Node>} nodes @param {string[]} entries @param {string[]} firsts @returns {Map<string, string>} where each chunk goes */
function places(nodes, entries, firsts) {
  const users = (/** @type {string} */ chunk) =>
    entries.filter((entry) => reached(nodes, entry, ({ imports, later }) => [...imports, ...later]).has(chunk));
  /** How many of the first pages need it before they run. @param {string} chunk */
  const starts = (chunk) => firsts.filter((entry) => reached(nodes, entry, ({ imports }) => imports).has(chunk)).length;
  const chunks = firsts.flatMap((entry) => [...reached(nodes, entry, ({ imports }) => imports)]);
  return new Map(
    chunks.map((chunk) => {
      const all = users(chunk);
      const works = all.some((entry) => entry.includes("worker"));
      const pages = starts(chunk) > 1 ? "shared-pages.js" : "shared-later.js";
      return [chunk, all.length === 1 ? all[0] : works ? "shared.js" : pages];
    }),
  );
}

/**
 * @param {string} folder @param {string[]} files all scripts that esbuild wrote there
 * @param {string[]} entries those that a page or a worker begins with
 * @param {string[]} firsts those of them that the first page begins with
 */
export async function merge(folder, files, entries, firsts) {
  const nodes = graph(folder, files);
  const place = places(nodes, entries, firsts);
  const chunks = [...place.keys()];
  const home = (/** @type {string} */ file) => place.get(file) ?? file;
  const wrong = [...nodes].find(([, { later }]) => later.some((file) => place.has(file)));
  if (wrong) throw new Error(`merge: ${wrong[0]} imports a merged chunk dynamically`);
  /** The names of a chunk under which its new file exports them. @param {string} chunk */
  const names = (chunk) =>
    (nodes.get(chunk)?.exports ?? []).map((name) => ({ name, alias: `_${chunks.indexOf(chunk).toString(36)}${name}` }));
  const taken = chunks.filter((chunk) =>
    [...nodes].some(([file, { imports }]) => imports.includes(chunk) && home(file) !== home(chunk)),
  );

  /** What a new file is made of. @param {string} name */
  function contents(name) {
    const own = nodes.has(name) ? [name] : chunks.filter((chunk) => home(chunk) === name);
    const list = (/** @type {string} */ chunk) => names(chunk).map(({ name, alias }) => `${name} as ${alias}`);
    const given = taken.filter((chunk) => home(chunk) === name);
    const kept = nodes.get(name)?.exports ?? [];
    const entry = kept.length > 0 ? [`export { ${kept} } from "./${name}";`] : [];
    return [
      ...own.map((file) => `import "./${file}";`),
      ...entry,
      ...given.map((chunk) => `export { ${list(chunk)} } from "./${chunk}";`),
    ].join("\n");
  }

  /** @param {string} name @returns {import("esbuild").Plugin} */
  const moving = (name) => ({
    name: "moving",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\// }, ({ path, namespace }) => {
        const file = path.slice(2);
        if (namespace === "moved" && file.includes("/")) return { path: file, namespace: "name", sideEffects: false };
        if (namespace !== "file") return { path, external: true };
        if (file === name || (place.has(file) && home(file) === name)) return { path: join(folder, file) };
        return place.has(file) ? { path: file, namespace: "moved" } : { path, external: true };
      });
      onLoad({ filter: /./, namespace: "moved" }, ({ path }) => ({
        contents: [
          `import "./${home(path)}";`,
          ...names(path).map(({ name, alias }) => `export { ${alias} as ${name} } from "./${alias}/${home(path)}";`),
        ].join("\n"),
        resolveDir: folder,
      }));
      // A module for each name, so that a file imports only what it uses.
      onLoad({ filter: /./, namespace: "name" }, ({ path }) => {
        const [alias, file] = path.split("/");
        return { contents: `export { ${alias} } from "./${file}";`, resolveDir: folder };
      });
    },
  });

  const common = /** @type {const} */ ({ bundle: true, format: "esm", target: "es2022", minify: true, write: false });
  const made = [...new Set([...nodes.keys()].map(home))].map(async (name) => {
    const stdin = { contents: contents(name), resolveDir: folder, sourcefile: "merged.js" };
    const { outputFiles } = await build({ ...common, stdin, plugins: [moving(name)], logLevel: "warning" });
    return { name, text: outputFiles[0].text };
  });
  const written = await Promise.all(made);
  for (const chunk of chunks) rmSync(join(folder, chunk));
  for (const { name, text } of written) writeFileSync(join(folder, name), text);
}
