/** Files that scripts need: beside them, or, in a single file, within itself. */

import { compiled } from "./compiled.js";
import { chooseBuild } from "./detect.js";

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

/** A WebAssembly module for this browser, compiled once for all who ask. @param {"engine" | "tools" | "lesson"} name */
export function moduleOf(name) {
  const path = `built/${chooseBuild()}/${name}_bg.wasm`;
  const known = modules.get(path);
  if (known) return known;
  const module = asset(path).then((response) => compiled(path, response));
  module.catch(() => modules.delete(path)); // so that it can be tried again
  modules.set(path, module);
  return module;
}
