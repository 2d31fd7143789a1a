/** The page's worker: one desk, which has the wasm instance to itself. */
import { Desk } from "./desk.js";

/** The worker's name is the build it runs; its glue loads while the page compiles the module. */
const build = self.name === "portable" ? "portable" : "simd";
const glue = import(`./built/${build}/engine.js`);
glue.catch(() => {}); // reported when the page asks to start

new Desk(/** @type {import("./desk.js").Line} */ (/** @type {unknown} */ (self)), async (module) => {
  const wasm = await glue;
  await wasm.default({ module_or_path: module });
  return wasm;
});
