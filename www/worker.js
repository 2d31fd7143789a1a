/** The page's worker: one desk, which has the wasm instance to itself. */
import { Desk } from "./pool/desk.js";

/** @type {Record<string, () => Promise<import("./pool/computer.js").Wasm>>} */
const builds = {
  // What the first module lacks it is not asked for (first.js).
  first: async () => /** @type {any} */ (await import("./built/simd/first.js")),
  simd: () => import("./built/simd/engine.js"),
  portable: () => import("./built/portable/engine.js"),
};
/** The worker's name is the build it runs; its glue loads while the page compiles the module. */
const glue = builds[self.name]();
glue.catch(() => {}); // reported when the page asks to start

new Desk(/** @type {import("./pool/desk.js").Line} */ (/** @type {unknown} */ (self)), async (module) => {
  const wasm = await glue;
  await wasm.default({ module_or_path: module });
  return wasm;
});
