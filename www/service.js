/**
 * The service worker: the page works without a network after the first visit, and an update never
 * mixes versions.
 *
 * The build writes in front of this script what belongs to its version: every file with its hash.
 * They are all fetched and held against their hashes before this version may serve anything; one that
 * differs, as in the middle of a deployment, fails the installation, which the browser tries again later. A host may
 * change a file and leave it of this version: it may turn its line endings, and may add scripts to a page, which
 * names its version. What is right is kept for the next try, and the page is told what is missing.
 * A page is served by one version for as long as it is open; a new version takes over when the last
 * page of the old one is gone or loaded again.
 *
 * Limits: a browser refuses a redirected answer to a navigation, so answers are stored without their redirection, and
 * a copy of an earlier version that has such an answer gives way at once. A file that is gone from the copy comes
 * from the network and is kept again.
 */

/** @typedef {{version: string, files: Record<string, string>}} Site file → SHA-256 in base64 */
/** @typedef {Event & {waitUntil: (what: Promise<unknown>) => void}} Lasting */
/** @typedef {Event & {request: Request, respondWith: (what: Promise<Response>) => void}} Asked */
/**
 * @typedef {object} Scope what TypeScript knows of a page only
 * @property {Site} site
 * @property {{scope: string, waiting: {postMessage: (message: string) => void} | null, unregister: () => Promise<boolean>}} registration
 * @property {{matchAll: (options?: {includeUncontrolled: boolean}) => Promise<{postMessage: (message: object) => void}[]>}} clients
 * @property {() => Promise<void>} skipWaiting
 * @property {(type: string, listener: (event: any) => void) => void} addEventListener
 */

const worker = /** @type {Scope} */ (/** @type {unknown} */ (self));
const { version, files } = worker.site;
const { scope } = worker.registration;
const family = `thermogen ${scope} `; // other pages may share the origin
const build = new URL(location.href).searchParams.get("build") === "portable" ? "portable" : "simd";
const other = { simd: "built/portable/", portable: "built/simd/" }[build];

/** @param {ArrayBuffer | Uint8Array<ArrayBuffer>} bytes */
async function hash(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return btoa(String.fromCharCode(...digest));
}

/**
 * Whether bytes are those of a file of this version, but for what a host may do to it.
 * @param {string} path @param {ArrayBuffer} bytes
 */
async function belongs(path, bytes) {
  if ((await hash(bytes)) === files[path]) return true;
  if (!/\.(html|js|css|svg|txt|json)$/.test(path)) return false;
  const text = new TextDecoder().decode(bytes).replaceAll("\r\n", "\n");
  if (path.endsWith(".html") && text.includes(` data-build="${version}"`)) return true;
  return (await hash(new TextEncoder().encode(text))) === files[path];
}

/** Fetches a file of this version, or says that it is of no use. @param {Cache} cache @param {string} path @returns {Promise<boolean>} */
async function bring(cache, path) {
  const address = new URL(path, scope);
  if (await cache.match(address)) return true; // from a try before this
  const response = await fetch(address, { cache: "no-cache" }).catch(() => null);
  if (!response?.ok) return false;
  const bytes = await response.arrayBuffer();
  if (!(await belongs(path, bytes))) return false;
  const headers = new Headers({ "Content-Type": response.headers.get("Content-Type") ?? "" });
  await cache.put(address, new Response(bytes, { headers })); // not the answer itself, which may be redirected
  return true;
}

/** Brings what is not there yet; a page of another version ends it at once, as a deployment is going on. @returns {Promise<string[]>} what could not be brought */
async function complete() {
  const cache = await caches.open(family + version);
  /** @type {string[]} */
  const missing = [];
  for (const path of Object.keys(files).filter((path) => !path.startsWith(other))) {
    if (await bring(cache, path)) continue; // one at a time: the page comes first
    missing.push(path);
    if (path.endsWith(".html")) break;
  }
  return missing;
}

async function install() {
  const missing = await complete();
  if (missing.length === 0) return (await isStuck()) ? worker.skipWaiting() : undefined;
  if (missing.some((path) => path.endsWith(".html"))) await caches.delete(family + version);
  for (const page of await worker.clients.matchAll({ includeUncontrolled: true }))
    page.postMessage({ type: "offline", missing });
  throw new Error(`${missing.join(", ")}: not as in version ${version}`);
}

/** Whether an earlier version has kept a page as a redirected answer, which no browser opens. */
async function isStuck() {
  const names = (await caches.keys()).filter((name) => name.startsWith(family) && name !== family + version);
  const pages = names.map(async (name) => (await caches.open(name)).match(new URL("index.html", scope)));
  return (await Promise.all(pages)).some((page) => page?.redirected);
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

/** The files that an address may stand for: a host with clean addresses leaves `index.html` and `.html` out. @param {URL} url */
function spellings({ pathname, origin }) {
  const path = origin + pathname;
  if (path.endsWith("/")) return [`${path}index.html`];
  return [path, `${path}.html`];
}

/** @param {Request} request @returns {Promise<Response>} */
async function answer(request) {
  if (request.destination === "document" && (await givesWay())) return new Response("", { headers: { Refresh: "0" } });
  const cache = await caches.open(family + version).catch(() => null); // a broken store: the network is left
  let hole = false;
  for (const address of cache ? spellings(new URL(request.url)) : []) {
    const kept = await cache?.match(address).catch(() => null);
    if (kept && !kept.redirected) return kept;
    const path = address.slice(scope.length);
    hole ||= Object.hasOwn(files, path) && !path.startsWith(other);
  }
  const response = await fetch(request);
  if (hole) mend(); // now that there is a network
  return response;
}

let mending = false;
/** Files are gone from the copy, as of a browser that needed room: brings them again, or removes what is left of a version that is gone. */
async function mend() {
  if (mending) return;
  mending = true;
  if ((await complete()).length > 0) {
    await worker.registration.unregister();
    await caches.delete(family + version);
  }
  mending = false;
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
