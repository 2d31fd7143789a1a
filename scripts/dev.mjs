// Serves the page for those who change it (`make dev`): watches the sources, builds what a change concerns and reloads
// the pages that are open. A change of the page bundles it again. A change of Rust compiles the modules with simd128 in a
// profile that is quick to build (`quick` in Cargo.toml), without wasm-opt, and bundles the page with them.
// Limits: the portable modules, the parameter table's files and the digits stay as the last `make build` made them.
// The modules in www/built/simd/ are quick ones afterwards; the next `make build` replaces them.
//   node scripts/dev.mjs [PORT]        8090 by default, or the next free one: a service worker of `make serve` stays away

import { execFile } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { watch } from "chokidar";
import { builds, manifest, rustflags } from "./build.mjs";
import { files, listen } from "./serve.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const site = join(root, "dist/site");
const built = join(root, "www/built/simd");
const target = join(root, "target/quick");
const profile = "quick";

/** @param {string} program @param {string[]} words @param {Record<string, string>} [environment] */
const run = (program, words, environment = {}) =>
  promisify(execFile)(program, words, { cwd: root, env: { ...process.env, ...environment }, maxBuffer: 1 << 26 });

/** @param {string} name a script of this folder @param {string[]} words */
const script = (name, ...words) => run(process.execPath, [join(root, "scripts", name), ...words]);

/** Compiles the modules with simd128; they share one compiled core. */
async function modules() {
  const all = manifest();
  const [variant] = all.variant;
  const names = builds(all)
    .filter((one) => one.variant === variant)
    .map(({ module }) => module.name);
  const packages = names.flatMap((name) => ["--package", `thermogen-${name}`]);
  const place = ["--locked", "--profile", profile, "--target", all.cargo.target, "--target-dir", target];
  const tool = join(root, "scripts/wasm");
  await run(tool, ["cargo", "build", "--quiet", ...packages, ...place], { RUSTFLAGS: rustflags(variant) });
  const bind = (/** @type {string} */ name) => {
    rmSync(join(built, `.${name}`), { force: true }); // so that the next `make build` makes its own again
    const compiled = join(target, all.cargo.target, profile, `thermogen_${name}.wasm`);
    return run(tool, ["wasm-bindgen", "--target", "web", "--out-dir", built, "--out-name", name, compiled]);
  };
  await Promise.all(names.map(bind));
}

/** @type {Set<import("node:http").ServerResponse>} pages that wait for a change */
const open = new Set();

/** When the page, and the figures of other pages after it, are there: requests wait for them. */
const ready = { page: Promise.resolve(), figures: Promise.resolve() };

/** @param {"page" | "figures"} event */
const tell = (event) => {
  for (const response of open) response.write(`event: ${event}\ndata:\n\n`);
};

/** The page first, which reloads, then the figures of other pages. @param {() => void} [reloaded] */
async function page(reloaded) {
  const first = script("site.mjs", "--unmerged");
  const all = first.then(() => script("embed.mjs"));
  const settled = (/** @type {Promise<unknown>} */ made) => made.then(() => {}).catch(() => {});
  Object.assign(ready, { page: settled(first), figures: settled(all) });
  await first;
  tell("page");
  reloaded?.();
  await all;
  tell("figures");
}

/** Builds what the changed files concern and reloads the pages. @param {Set<string>} changed */
async function rebuild(changed) {
  const begin = performance.now();
  const rust = [...changed].some((path) => /\.(rs|toml)$/.test(path));
  try {
    if (rust) await modules();
    await page(() => {
      const seconds = ((performance.now() - begin) / 1000).toFixed(1);
      console.log(`dev: ${[...changed].join(", ")}: ${rust ? "modules and page" : "page"} in ${seconds} s`);
    });
  } catch (error) {
    console.error(/** @type {any} */ (error).stderr || error);
  }
}

/** @type {Set<string>} */
let waiting = new Set();
let working = false;

/** One build at a time; what changes meanwhile is built together afterwards. */
async function work() {
  if (working) return;
  working = true;
  while (waiting.size > 0) {
    const changed = waiting;
    waiting = new Set();
    await rebuild(changed);
  }
  working = false;
}

/** The reloading, which the server adds to a page and no shipped page contains. */
const reloading = `const built = location.pathname.endsWith("/embed.html") ? "figures" : "page";
new EventSource("/dev/changes").addEventListener(built, () => location.reload());`;

const served = files(site);

/** @type {import("node:http").RequestListener} */
async function answer(request, response) {
  const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
  await (pathname.endsWith("/embed.html") ? ready.figures : ready.page);
  const html = join(site, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
  if (pathname === "/dev/changes") {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" }).flushHeaders();
    open.add(response);
    response.on("close", () => open.delete(response));
  } else if (pathname === "/dev/reload.js") {
    response.writeHead(200, { "Content-Type": "text/javascript" }).end(reloading);
  } else if (pathname === "/service.js") {
    response.writeHead(404).end(); // a service worker would keep what has changed
  } else if (html.endsWith(".html") && existsSync(html)) {
    const text = readFileSync(html, "utf8").replace("</head>", '<script src="/dev/reload.js"></script></head>');
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" }).end(text);
  } else served(request, response);
}

if (!existsSync(join(root, "www/built/notices.txt"))) {
  console.log("dev: the first build takes minutes");
  await script("build.mjs");
}
await script("digits.mjs");
await page();
watch(["www", "src", "wasm", "Cargo.toml"], {
  cwd: root,
  ignoreInitial: true,
  ignored: (path) => /\bwww\/(built|data)\b/.test(path),
}).on("all", (_event, path) => {
  waiting.add(path);
  setTimeout(work, 30); // an editor may write several files at once
});
const { url } = await listen(answer, Number(process.argv[2] ?? process.env.PORT ?? 8090));
console.log(`dev: the page is at ${url} and reloads after a change (Ctrl-C stops it)`);
