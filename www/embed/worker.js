/**
 * The workers of figures and of the JavaScript interface: the tasks that these ask of each module.
 *
 * Built as a classic script for each (scripts/inline.mjs), as such a script starts from a blob where nothing else does:
 * from another origin, in a sandbox, from a file; and it cannot load more.
 */
import * as modules from "../worker/glue.js";
import { Loop } from "../worker/loop.js";

/** @typedef {import("../worker/loop.js").Kind} Kind */

// MODULE is a constant of each build, so that what another module needs is left out.
/** @type {Record<string, () => Promise<Kind>>} */
let kinds = {};
/** @type {import("../worker/loop.js").Glue} */
let glue = {};
if (/** @type {any} */ (globalThis).MODULE === "engine") {
  kinds = { compute: async () => (await import("../tasks/compute.js")).compute };
  glue = { engine: modules.engine };
} else if (/** @type {any} */ (globalThis).MODULE === "tools") {
  kinds = { call: async () => (await import("../tasks/interface.js")).call };
  glue = { tools: modules.tools };
} else {
  kinds = {
    crowd: async () => (await import("../tasks/crowd.js")).crowd,
    story: async () => (await import("../tasks/story.js")).story,
  };
  glue = { lesson: modules.lesson };
}
new Loop(/** @type {Worker} */ (/** @type {unknown} */ (self)), glue, (name) => kinds[name]());
