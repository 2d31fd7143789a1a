/**
 * The service worker: the page works without a network after the first visit, and an update never
 * mixes versions.
 *
 * The build writes in front of this script what belongs to its version: every file with its hash.
 * They are all fetched and held against their hashes before this version may serve anything; one that
 * differs, as in the middle of a deployment, fails the installation, which the browser tries again later.
 * A page is served by one version for as long as it is open; a new version takes over when the last
 * page of the old one is gone or loaded anew.
 */

/** @typedef {{version: string, files: Record<string, string>}} Site file → SHA-256 in base64 */
/** @typedef {Event & {waitUntil: (what: Promise<unknown>) => void}} Lasting */
/** @typedef {Event & {request: Request, respondWith: (what: Promise<Response>) => void}} Asked */
/**
 * @typedef {object} Scope what TypeScript knows of a page only
 * @property {Site} site
 * @property {{scope: string, waiting: {postMessage: (message: string) => void} | null}} registration
 * @property {{matchAll: () => Promise<unknown[]>}} clients
 * @property {() => Promise<void>} skipWaiting
 * @property {(type: string, listener: (event: any) => void) => void} addEventListener
 */

const worker = /** @type {Scope} */ (/** @type {unknown} */ (self));
const { version, files } = worker.site;
const { scope } = worker.registration;
const family = `thermogen ${scope} `; // other pages may share the origin
const build = new URL(location.href).searchParams.get("build") === "portable" ? "portable" : "simd";
const other = { simd: "built/portable/", portable: "built/simd/" }[build];

/** @param {ArrayBuffer} bytes */
async function hash(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return btoa(String.fromCharCode(...digest));
}

/** Fetches a file of this version, or fails. @param {Cache} cache @param {string} path */
async function bring(cache, path) {
  const response = await fetch(new URL(path, scope), { cache: "no-cache" });
  if (!response.ok || (await hash(await response.clone().arrayBuffer())) !== files[path])
    throw new Error(`${path} is not that of version ${version}`);
  await cache.put(new URL(path, scope), response);
}

async function install() {
  const cache = await caches.open(family + version);
  const wanted = Object.keys(files).filter((path) => !path.startsWith(other));
  try {
    for (const path of wanted) await bring(cache, path); // one at a time: the page comes first
  } catch (error) {
    await caches.delete(family + version);
    throw error;
  }
}

async function removeOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(family) && name !== family + version);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** Whether this is the only page and a new version waits: then the new one takes over and the page is loaded again. */
async function givesWay() {
  const { waiting } = worker.registration;
  if (!waiting || (await worker.clients.matchAll()).length > 1) return false;
  waiting.postMessage("take over");
  return true;
}

/** @param {Request} request @returns {Promise<Response>} */
async function answer(request) {
  if (request.destination === "document" && (await givesWay())) return new Response("", { headers: { Refresh: "0" } });
  const cache = await caches.open(family + version);
  const url = new URL(request.url);
  const page = url.pathname.endsWith("/") ? new URL("index.html", url) : url;
  return (await cache.match(page.href, { ignoreSearch: true })) ?? fetch(request);
}

worker.addEventListener("install", (/** @type {Lasting} */ event) => event.waitUntil(install()));
worker.addEventListener("activate", (/** @type {Lasting} */ event) => event.waitUntil(removeOthers()));
worker.addEventListener("message", ({ data }) => {
  if (data === "take over") worker.skipWaiting();
});
worker.addEventListener("fetch", (/** @type {Asked} */ event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(scope)) event.respondWith(answer(request));
});
