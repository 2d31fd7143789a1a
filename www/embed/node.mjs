/** The package in Node: the same interface, computed in the thread that calls it. */
import { readFile } from "node:fs/promises";
import * as core from "../built/simd/tools.js";
import { calls } from "./calls.js";
import { perform } from "./direct.js";

/** @type {Promise<unknown> | null} */
let opened = null;
async function open() {
  opened ??= readFile(new URL("./built/simd/tools_bg.wasm", import.meta.url)).then((module) =>
    core.initSync({ module }),
  );
  await opened;
  return core;
}

export const { train, generate, noise } = calls(async (name, options, watch) =>
  perform(await open(), name, options, watch),
);
export { ThermogenError } from "../tasks/errors.js";
