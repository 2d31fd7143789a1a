/**
 * The lab's worker: several tasks in turn, a slice of each, so that a stop is seen at once.
 *
 * A task is a generator of lab/tasks.js: it yields parts, or null where it has only used its time.
 */
import { tasks } from "./lab/tasks.js";

/** @typedef {{id: number, steps: Generator<import("./lab/tasks.js").Part | null, void>}} Doing */
/** @typedef {{type: "start", module: WebAssembly.Module} | {type: "do", id: number, task: string, input: any} | {type: "stop", id: number}} Request */

const build = self.name === "portable" ? "portable" : "simd";
/** @type {Promise<import("./computer.js").Wasm> | null} */
let engine = null;
/** @type {Doing[]} */
let queue = [];
/** @type {Set<number>} stopped before they began */
const stopped = new Set();
let awake = false;
const channel = new MessageChannel();

function wake() {
  if (awake || queue.length === 0) return;
  awake = true;
  channel.port2.postMessage(null);
}

/** @param {unknown} error @param {number} id */
function fail(error, id) {
  const { name = "Error", message = String(error) } = /** @type {any} */ (error);
  self.postMessage({ type: "failed", id, message: String(message), fatal: name === "RuntimeError" });
}

/** @param {WebAssembly.Module} module */
async function load(module) {
  const glue = await import(`./built/${build}/thermogen.js`);
  await glue.default({ module_or_path: module });
  return glue;
}

/** @param {Extract<Request, {type: "do"}>} request */
async function begin({ id, task, input }) {
  if (!engine || !Object.hasOwn(tasks, task)) throw new Error(`the lab knows no task "${task}"`);
  const wasm = await engine;
  if (stopped.delete(id)) return;
  queue.push({ id, steps: tasks[task](wasm, input) });
  wake();
}

self.addEventListener("message", ({ data }) => {
  const request = /** @type {Request} */ (data);
  if (request.type === "start") engine = load(request.module);
  else if (request.type === "do") begin(request).catch((error) => fail(error, request.id));
  else if (request.type === "stop") {
    const doing = queue.find(({ id }) => id === request.id);
    if (!doing) stopped.add(request.id);
    doing?.steps.return();
    queue = queue.filter((one) => one !== doing);
  }
});

channel.port1.onmessage = () => {
  awake = false;
  const doing = queue.shift();
  if (!doing) return;
  const { id, steps } = doing;
  try {
    const { value, done } = steps.next();
    if (value) self.postMessage({ type: "part", id, part: value.part }, { transfer: value.transfer ?? [] });
    if (done) self.postMessage({ type: "done", id });
    else queue.push(doing);
  } catch (error) {
    fail(error, id);
  }
  wake();
};
