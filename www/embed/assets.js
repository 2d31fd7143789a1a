/** Where a figure's files come from: beside its script, or from what a single file has within itself. */
import { compile } from "../staff.js";

/** @type {Map<string, string>} base64 by path, in a single file */
const inlined = new Map();

/** Keeps a file that is part of the page. @param {string} path @param {string} base64 */
export const keepAsset = (path, base64) => inlined.set(path, base64);

/** @param {string} path beside the script @returns {Promise<WebAssembly.Module>} */
export async function assetModule(path) {
  const kept = inlined.get(path);
  if (kept === undefined) return compile(new URL(path, import.meta.url));
  return WebAssembly.compile(Uint8Array.from(atob(kept), (c) => c.charCodeAt(0)));
}
