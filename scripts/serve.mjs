// A plain static server for dist/site/ on 127.0.0.1, and the link to open. It sends what a static host
// would, and no more: types and lengths, gzip for those who take it,
// tags by which a file that is known is not sent again, no headers that isolate or restrict
// the page (its own content security policy is in its head), so what works here works on any host.
//   node scripts/serve.mjs [PORT]      8080 by default, or the next free one

import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** @type {Record<string, string>} */
const types = {
  ".bin": "application/octet-stream",
  ".css": "text/css; charset=utf-8",
  ".gz": "application/gzip",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

/** The file a request asks for, or null: nothing outside the folder, nothing hidden.
 * @param {string} folder @param {string} url */
function find(folder, url) {
  try {
    const path = normalize(decodeURIComponent(new URL(url, "http://127.0.0.1").pathname));
    if (path.includes("\0") || path.split(sep).some((part) => part.startsWith("."))) return null;
    const file = join(folder, path);
    const stat = statSync(file);
    if (stat.isFile()) return { file, modified: stat.mtimeMs };
    const index = join(file, "index.html");
    return path.endsWith(sep) ? { file: index, modified: statSync(index).mtimeMs } : null;
  } catch {
    return null;
  }
}

/** What is smaller gzipped; other types are compressed as they are. */
const compressible = /^(text|application\/(wasm|json)|image\/(svg|x-icon))/;

/** @type {Map<string, {modified: number, bytes: Buffer}>} files as they were gzipped last */
const gzipped = new Map();

/** @param {string} file @param {number} modified */
function compressed(file, modified) {
  const known = gzipped.get(file);
  if (known?.modified === modified) return known.bytes;
  const bytes = gzipSync(readFileSync(file), { level: 9 });
  gzipped.set(file, { modified, bytes });
  return bytes;
}

/** Serves a folder and resolves once it listens; a port that is taken gives way to the next.
 * @param {{folder?: string, port?: number, cors?: boolean}} [options] port 0: any free one; cors: other origins
 *   may read, as most static hosts allow
 * @returns {Promise<{url: string, close: () => Promise<void>}>} */
export function serve({ folder, port = 8080, cors = false } = {}) {
  const from = folder ?? join(dirname(dirname(fileURLToPath(import.meta.url))), "dist/site");
  const server = createServer((request, response) => {
    const found = ["GET", "HEAD"].includes(request.method ?? "") ? find(from, request.url ?? "/") : null;
    if (!found) {
      response.writeHead(404, { "Content-Type": "text/plain" }).end("not found\n");
      return;
    }
    const type = types[extname(found.file)] ?? "application/octet-stream";
    if (cors) response.setHeader("Access-Control-Allow-Origin", "*");
    const tag = `"${found.modified.toString(36)}"`;
    if (request.headers["if-none-match"] === tag) {
      response.writeHead(304, { ETag: tag, "Cache-Control": "no-cache" }).end();
      return;
    }
    const gzip = compressible.test(type) && /\bgzip\b/.test(String(request.headers["accept-encoding"]));
    const body = gzip ? compressed(found.file, found.modified) : readFileSync(found.file);
    response.writeHead(200, {
      "Content-Type": type,
      "Content-Length": body.length,
      ...(gzip && { "Content-Encoding": "gzip" }),
      Vary: "Accept-Encoding",
      ETag: tag,
      // Whose name has the hash of its content is never another file.
      "Cache-Control": /-[A-Z0-9]{8}\.js$/.test(found.file) ? "max-age=31536000, immutable" : "no-cache",
    });
    response.end(request.method === "HEAD" ? undefined : body);
  });
  return new Promise((resolve, reject) => {
    server.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === "EADDRINUSE" && port > 0 && port < 65535) server.listen(++port, "127.0.0.1");
      else reject(error);
    });
    server.on("listening", () => {
      const address = /** @type {import("node:net").AddressInfo} */ (server.address());
      const close = () =>
        new Promise((/** @type {(nothing: void) => void} */ done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
      resolve({ url: `http://127.0.0.1:${address.port}/`, close });
    });
    server.listen(port, "127.0.0.1");
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve({ port: Number(process.argv[2] ?? process.env.PORT ?? 8080) });
  console.log(`thermogen is at ${url} (Ctrl-C stops it)`);
}
