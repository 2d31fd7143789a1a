/**
 * Files that are part of a script or a page: gzip as base64. A figure in one file, or in a notebook, asks no network
 * for anything.
 */
import { keepAsset } from "../assets.js";

/** @param {string} base64 of gzip */
async function unpacked(base64) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Keeps a file under the path that it has beside the scripts. @param {string} path @param {string} base64 */
export const keepWithin = (path, base64) => keepAsset(path, () => unpacked(base64));
