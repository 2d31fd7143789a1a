/**
 * The lab's worker: several tasks in turn, a slice of each, so that a stop is seen at once.
 *
 * A task is a generator of lab/tasks.js: it yields parts, or null where it has only used its time.
 */
import { tasks } from "./lab/tasks.js";

/** @typedef {{id: number, steps: Generator<import("./lab/tasks.js").Part | null, void>}} Doing */
/** @typedef {{type: "do", id: number, task: string, input: any} | {type: "stop", id: number} | {type: "ping"}} Request */

const build = self.name === "portable" ? "portable" : "simd";
const tools = load();
tools.catch(() => {}); // reported to who asks for a task
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
  const { name = "Error", message = String(error), fatal = name === "RuntimeError" } = /** @type {any} */ (error);
  self.postMessage({ type: "failed", id, message: String(message), fatal });
}

/** @returns {Promise<import("./lab/tasks.js").Tools>} */
async function load() {
  const glue = await import(`./built/${build}/tools.js`);
  await glue.default({ module_or_path: new URL(`./built/${build}/tools_bg.wasm`, import.meta.url) });
  return glue;
}

/** @param {Extract<Request, {type: "do"}>} request */
async function begin({ id, task, input }) {
  if (!Object.hasOwn(tasks, task)) throw new Error(`the lab knows no task "${task}"`);
  const wasm = await tools.catch((error) => {
    throw Object.assign(new Error(`the tools could not be loaded: ${error.message}`), { fatal: true });
  });
  if (stopped.delete(id)) return;
  queue.push({ id, steps: tasks[task](wasm, input) });
  wake();
}

self.addEventListener("message", ({ data }) => {
  const request = /** @type {Request} */ (data);
  if (request.type === "do") begin(request).catch((error) => fail(error, request.id));
  else if (request.type === "ping") self.postMessage({ type: "pong" });
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
