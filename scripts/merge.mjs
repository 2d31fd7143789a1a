// Merges the small chunks that esbuild's splitting makes: what the first page and its worker need at their
// start comes in four files, with fewer headers and better compressed. Chunks of one of them alone become part of it,
// those that another page may load one file, those that a worker may load another. It reads the import
// statements as esbuild writes them when it minifies, and stops where there is one that it does not know.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** An import of names, or for its effects alone, from a file beside it. */
const importing = /\bimport(?:\{([^{}]*)\}from)?"\.\/([^"/]+\.js)"/g;

/** An import when it is wanted. */
const wanting = /\bimport\("\.\/([^"/]+\.js)"\)/g;

/** What a file imports before it runs. @param {string} text */
const imports = (text) => [...text.matchAll(importing)].map(([, , file]) => file);

/** The files that a file needs before it runs. @param {string} folder @param {string} file @param {Set<string>} [seen] */
export function needed(folder, file, seen = new Set()) {
  for (const next of imports(readFileSync(join(folder, file), "utf8"))) {
    if (seen.has(next)) continue;
    seen.add(next);
    needed(folder, next, seen);
  }
  return seen;
}

/**
 * @param {string} folder @param {string[]} files all scripts that esbuild wrote there
 * @param {string[]} entries those that a page or a worker begins with
 * @param {string[]} firsts those of them that the first page begins with
 */
export async function merge(folder, files, entries, firsts) {
  const texts = new Map(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
  const reached = entries.map((entry) => ({ entry, files: reach(texts, entry) }));
  const chunks = firsts.flatMap((entry) => [...needed(folder, entry)]).filter((file) => texts.has(file));
  /** @type {Map<string, string>} where each chunk goes */
  const place = new Map();
  for (const chunk of chunks) {
    const users = reached.filter(({ files }) => files.has(chunk)).map(({ entry }) => entry);
    const works = users.some((entry) => entry.includes("worker"));
    place.set(chunk, users.length === 1 ? users[0] : works ? "shared.js" : "shared-pages.js");
  }
  const to = (/** @type {string} */ file) => place.get(file) ?? file;

  /** @type {Map<string, Map<string, string>>} names that a merged file exports: new name → "chunk name" */
  const exported = new Map([...place.values()].map((name) => [name, new Map()]));
  const numbers = [...place.keys()];
  for (const [file, text] of texts) {
    const changed = text.replace(importing, (all, names, from) => {
      const home = place.get(from);
      if (!home || home === to(file)) return all;
      const renamed = (names ?? "")
        .split(",")
        .filter(Boolean)
        .map((/** @type {string} */ one) => {
          const [name, local = name] = one.split(" as ");
          const alias = `_${numbers.indexOf(from).toString(36)}${name}`;
          exported.get(home)?.set(alias, `${name} ${from}`);
          return `${alias} as ${local}`;
        });
      return names === undefined ? `import"./${home}"` : `import{${renamed}}from"./${home}"`;
    });
    for (const chunk of place.keys()) {
      const left = changed.includes(`"./${chunk}"`) && !imports(changed).includes(chunk);
      if (left) throw new Error(`merge: ${file} takes ${chunk} in a way that is not known`);
    }
    writeFileSync(join(folder, file), changed);
  }
  /** @type {[string, string][]} */
  const written = [];
  for (const [name, names] of exported)
    written.push([name, await bundle(folder, name, texts.has(name), [...place], names)]);
  for (const chunk of place.keys()) rmSync(join(folder, chunk));
  for (const [name, text] of written) writeFileSync(join(folder, name), text);
}

/** All files that a file may load, now or later. @param {Map<string, string>} texts @param {string} file @param {Set<string>} [seen] */
function reach(texts, file, seen = new Set()) {
  const text = texts.get(file) ?? "";
  for (const next of [...imports(text), ...[...text.matchAll(wanting)].map(([, to]) => to)]) {
    if (seen.has(next)) continue;
    seen.add(next);
    reach(texts, next, seen);
  }
  return seen;
}

/** @param {string} folder @param {string} name @param {boolean} entry whether it is one of the entries @param {[string, string][]} places @param {Map<string, string>} names */
async function bundle(folder, name, entry, places, names) {
  const parts = places.filter(([, home]) => home === name).map(([file]) => file);
  const lines = (entry ? [name] : parts).map((file) => `import "./${file}";`);
  for (const [alias, source] of names) {
    const [inside, file] = source.split(" ");
    lines.push(`export { ${inside} as ${alias} } from "./${file}";`);
  }
  const external = (/** @type {string} */ path) => !parts.includes(path.slice(2)) && path !== `./${name}`;
  const { outputFiles } = await build({
    stdin: { contents: lines.join("\n"), resolveDir: folder, sourcefile: "merged.js" },
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    write: false,
    logLevel: "warning",
    plugins: [
      {
        name: "beside",
        setup: ({ onResolve }) =>
          onResolve({ filter: /^\.\// }, ({ path }) =>
            external(path) ? { path, external: true } : { path: join(folder, path) },
          ),
      },
    ],
  });
  return outputFiles[0].text;
}
