/**
 * The envelope of every message between a page and a worker, and its validation.
 *
 * A request `{id, task, input}` begins a task; `{id, message, input}` tells a running one something, and the
 * message `stop` ends it. The worker answers `{id, part}` any number of times, then `{id, done}` or
 * `{id, error}`. A fatal error says that the worker's WebAssembly instance must not be used again. Two tasks
 * are the worker's own: `open` gives it its WebAssembly module, `ping` asks for a sign of life.
 * Large arrays are transferred. Each side checks every message once, as it arrives; a task may name the checks
 * of its own fields (tasks/messages.js).
 */

/** @typedef {{id: number, task: string, input: any} | {id: number, message: string, input: any}} Request */
/** @typedef {{name: string, field: string, message: string, fatal: boolean}} Failure */
/** @typedef {{id: number, part: any} | {id: number, done: any} | {id: number, error: Failure}} Reply */
/** @typedef {(value: unknown) => boolean} Check */
/** @typedef {Record<string, Record<string, Check>>} Table the fields of each kind of message */
/** @typedef {{messages: Table, parts: Table}} Checks of one task, whose parts say their `type` */

/** @type {Check} */
export const count = (v) => Number.isSafeInteger(v) && /** @type {number} */ (v) >= 0;
/** @type {Check} */
export const text = (v) => typeof v === "string";
/** @type {Check} */
export const object = (v) => typeof v === "object" && v !== null && !Array.isArray(v);

/** @type {Table} */
const own = { open: { build: text, module: (v) => v instanceof WebAssembly.Module }, ping: {}, stop: {} };

/**
 * @param {Table} table @param {unknown} type @param {any} fields
 * @returns {string} what is wrong, or "" when nothing is
 */
export function problem(table, type, fields) {
  const name = String(type);
  if (!Object.hasOwn(table, name)) return `unknown message "${name.slice(0, 40)}"`;
  const bad = Object.entries(table[name]).find(([field, check]) => !check(fields[field]));
  return bad ? `message "${name}": bad field "${bad[0]}"` : "";
}

/** @param {any} message @returns {string} what is wrong with what every message has, or "" */
function outside(message) {
  if (!object(message)) return "a message must be an object";
  return count(message.id) ? "" : "a message must have an id";
}

/** @param {unknown} request @param {Checks | undefined} checks of the task that runs under this id @returns {string} */
export function requestProblem(request, checks) {
  const { task, message, input } = /** @type {any} */ (request ?? {});
  const bad = outside(request);
  if (bad) return bad;
  if (!text(task) && !text(message)) return "a request must name a task or a message";
  if (!object(input)) return `"${(task ?? message).slice(0, 40)}" needs an input`;
  const name = task ?? message;
  if (Object.hasOwn(own, name)) return problem(own, name, input);
  return message && checks ? problem(checks.messages, message, input) : "";
}

/** @param {unknown} reply @param {Checks | undefined} checks of the task that runs under this id @returns {string} */
export function replyProblem(reply, checks) {
  const bad = outside(reply);
  if (bad) return bad;
  const { part, error } = /** @type {any} */ (reply);
  if ("done" in /** @type {object} */ (reply)) return "";
  if (error !== undefined) {
    const told = object(error) && [error.name, error.field, error.message].every(text);
    return told && typeof error.fatal === "boolean" ? "" : "an error must say its name, field and message";
  }
  if (!object(part)) return "a reply must be a part, an end or an error";
  return checks ? problem(checks.parts, part.type, part) : "";
}
