/**
 * The tasks of a worker, by name. The one of the first picture is here from the start, others load when they
 * are first asked for. To add one: a generator of parts in a file of this folder, and its name here.
 */
import { stepped } from "../worker/loop.js";
import { compute } from "./compute.js";

/** @typedef {import("../worker/loop.js").Kind} Kind */

const folders = {
  samples: () => import("./samples.js"),
  inspect: () => import("./inspect.js"),
  ledger: () => import("./ledger.js"),
  receipts: () => import("./receipts.js"),
  lessons: () => import("./lessons.js"),
  files: () => import("./files.js"),
};

/** @type {Record<string, keyof typeof folders>} which file has a task */
const places = {
  generate: "samples",
  states: "samples",
  check: "inspect",
  couplings: "inspect",
  costs: "inspect",
  spectrum: "inspect",
  along: "inspect",
  density: "ledger",
  path: "inspect",
  ledger: "ledger",
  receipt: "receipts",
  replay: "receipts",
  model: "receipts",
  modelFile: "receipts",
  lessonMirror: "lessons",
  idx: "files",
};

/** @param {string} name @returns {Promise<Kind>} */
export async function find(name) {
  if (name === "compute") return compute;
  if (name === "crowd") return (await import("./crowd.js")).crowd;
  if (name === "story") return (await import("./story.js")).story;
  if (!Object.hasOwn(places, name)) throw new Error(`there is no task "${name}"`);
  const tasks = /** @type {any} */ (await folders[places[name]]());
  return stepped(tasks[name]);
}
