/** Files that scripts need: beside them, or, in a single file, within itself. */

/** @type {Map<string, Promise<Uint8Array<ArrayBuffer>>>} */
const within = new Map();

/** Keeps a file that is part of the page. @param {string} path @param {Promise<Uint8Array<ArrayBuffer>>} bytes */
export const keepAsset = (path, bytes) => within.set(path, bytes);

/** @param {string} path as it would be beside the scripts @returns {Promise<Response>} */
export async function asset(path) {
  const kept = within.get(path);
  return kept ? new Response(await kept) : fetch(new URL(path, import.meta.url));
}

/** @param {string} path @returns {Promise<WebAssembly.Module>} */
export async function assetModule(path) {
  const response = await asset(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  const typed = response.headers.get("content-type")?.startsWith("application/wasm");
  return typed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}
