/** Files that scripts need: beside them, or, in a single file, within itself. */

import { compiled } from "./compiled.js";

/** Each address stands here in full, as tools that bundle look for it. @type {Record<string, () => URL>} */
const beside = {
  "built/simd/engine_bg.wasm": () => new URL("./built/simd/engine_bg.wasm", import.meta.url),
  "built/portable/engine_bg.wasm": () => new URL("./built/portable/engine_bg.wasm", import.meta.url),
  "built/simd/tools_bg.wasm": () => new URL("./built/simd/tools_bg.wasm", import.meta.url),
  "built/portable/tools_bg.wasm": () => new URL("./built/portable/tools_bg.wasm", import.meta.url),
  "built/simd/lesson_bg.wasm": () => new URL("./built/simd/lesson_bg.wasm", import.meta.url),
  "built/portable/lesson_bg.wasm": () => new URL("./built/portable/lesson_bg.wasm", import.meta.url),
  "data/digits-first.bin": () => new URL("./data/digits-first.bin", import.meta.url),
  "data/digits-more.bin": () => new URL("./data/digits-more.bin", import.meta.url),
};

/** @type {Map<string, () => Promise<Uint8Array<ArrayBuffer>>>} */
const within = new Map();

/** Keeps a file that is part of the page. @param {string} path @param {() => Promise<Uint8Array<ArrayBuffer>>} bytes */
export const keepAsset = (path, bytes) => within.set(path, bytes);

/** @param {string} path as it is beside the scripts @returns {Promise<Response>} */
export async function asset(path) {
  const kept = within.get(path);
  return kept ? new Response(await kept()) : fetch(beside[path]());
}

/** @type {Map<string, Promise<WebAssembly.Module>>} */
const modules = new Map();

/** A module, compiled once for all that ask for it. @param {string} path @returns {Promise<WebAssembly.Module>} */
export function assetModule(path) {
  const module = modules.get(path) ?? asset(path).then((response) => compiled(path, response));
  modules.set(path, module);
  module.catch(() => modules.delete(path)); // so that the next call tries again
  return module;
}
