/** The page's worker. Its name is the module that it runs, whose glue loads while the page compiles the module. */
import { find } from "./tasks/find.js";
import * as modules from "./worker/glue.js";
import { Loop } from "./worker/loop.js";

/** @type {import("./worker/loop.js").Glue} */
const glue = modules;
glue[self.name]?.().catch(() => {}); // reported when the page opens the module
new Loop(/** @type {Worker} */ (/** @type {unknown} */ (self)), glue, find);
