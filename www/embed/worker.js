/**
 * The worker of figures and of the JavaScript interface: the tasks that these ask for.
 *
 * Built as one classic script (scripts/embed.mjs), which starts from a blob where nothing else does: from
 * another origin, in a sandbox, from a file.
 */
import { compute } from "../tasks/compute.js";
import { crowd } from "../tasks/crowd.js";
import { call } from "../tasks/interface.js";
import { engine, lesson, tools } from "../worker/glue.js";
import { Loop } from "../worker/loop.js";

/** @type {Record<string, import("../worker/loop.js").Kind>} */
const kinds = { compute, crowd, call };
new Loop(/** @type {Worker} */ (/** @type {unknown} */ (self)), { engine, lesson, tools }, async (name) => kinds[name]);
