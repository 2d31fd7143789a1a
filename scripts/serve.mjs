// Serves dist/site/ on 127.0.0.1 and prints the link to open. The package sirv reads the files and sends them as a static
// host would: types and lengths, tags by which a known file is not sent again, and no header that isolates or restricts
// the page, whose own security policy is in its head. So a page that works here works on any host.
//   node scripts/serve.mjs [PORT]      8080 by default, or the next free one
// Limits: only a server that was started with `gzip` compresses, and it serves the files as they were at its start.

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import sirv from "sirv";

const site = join(dirname(dirname(fileURLToPath(import.meta.url))), "dist/site");

/** A file whose name has the hash of its content is never another file. */
const immutable = /-[A-Z0-9]{8}\.js$/;

/** A copy of a folder with a compressed file beside each one that gains by it. A static host compresses before it is asked,
 * so that the times that a visitor measures do not contain it. @param {string} folder */
function compressed(folder) {
  const copy = mkdtempSync(join(tmpdir(), "thermogen-site-"));
  cpSync(folder, copy, { recursive: true });
  for (const name of readdirSync(copy, { recursive: true, encoding: "utf8" })) {
    if (!/\.(html|css|js|json|mjs|svg|txt|wasm)$/.test(name)) continue;
    const file = join(copy, name);
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  }
  return copy;
}

/**
 * A handler of requests for the files of a folder.
 * @param {string} folder @param {{gzip?: boolean, cors?: boolean}} options cors: other origins may read, as most static hosts
 *   allow
 */
export const files = (folder, { gzip = false, cors = false } = {}) =>
  sirv(folder, {
    dev: true,
    etag: true,
    gzip,
    setHeaders(response, path) {
      if (cors) response.setHeader("Access-Control-Allow-Origin", "*");
      if (immutable.test(path)) response.setHeader("Cache-Control", "max-age=31536000, immutable");
    },
  });

/** Listens on 127.0.0.1; a port that is taken gives way to the next.
 * @param {import("node:http").RequestListener} handler @param {number} port 0: any free one
 * @returns {Promise<{url: string, close: () => Promise<void>}>} */
export function listen(handler, port) {
  const server = createServer(handler);
  const close = () =>
    new Promise((/** @type {(nothing: void) => void} */ done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return new Promise((resolve, reject) => {
    server.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === "EADDRINUSE" && port > 0 && port < 65535) server.listen(++port, "127.0.0.1");
      else reject(error);
    });
    server.on("listening", () => {
      const address = /** @type {import("node:net").AddressInfo} */ (server.address());
      resolve({ url: `http://127.0.0.1:${address.port}/`, close });
    });
    server.listen(port, "127.0.0.1");
  });
}

/** Serves a folder and resolves once it listens.
 * @param {{folder?: string, port?: number, cors?: boolean, gzip?: boolean}} [options] */
export async function serve({ folder = site, port = 8080, cors = false, gzip = false } = {}) {
  const from = gzip ? compressed(folder) : folder;
  const { url, close } = await listen(files(from, { gzip, cors }), port);
  return {
    url,
    async close() {
      await close();
      if (gzip) rmSync(from, { recursive: true, force: true });
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve({ port: Number(process.argv[2] ?? process.env.PORT ?? 8080) });
  console.log(`thermogen is at ${url} (Ctrl-C stops it)`);
}
