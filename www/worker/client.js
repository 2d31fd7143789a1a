/**
 * One worker, seen from the page: started when something is first asked, watched, ended, and started again.
 *
 * What is asked before the worker is ready waits. A trap spoils a WebAssembly instance and a worker may vanish
 * without a word, so a fatal error, an error of the worker itself or a silence of `silenceMs` after a ping is
 * its death: all that was asked is lost, which each asker is told, and the next request starts a new worker.
 * A worker that nobody asks for anything is ended after `idleMs`.
 */
import { replyProblem } from "./envelope.js";

/** @typedef {import("./envelope.js").Failure} Failure */
/** Why a worker is lost: a module that could not be loaded, a script that could not, no answer, or an error. @typedef {{reason: "module" | "script" | "silent" | "error", message: string}} Loss */
/** @typedef {{part?: (part: any) => void, done?: (result: any) => void, failed?: (error: Failure) => void, lost?: (loss: Loss) => void}} Listener */
/** @typedef {{listener: Listener, checks?: import("./envelope.js").Checks}} Asked */
/** What is asked for. @typedef {{send: (message: string, input: object, transfer?: Transferable[]) => void, stop: () => void}} Call nothing is heard of it after `stop` */

/**
 * @typedef {object} Options
 * @property {string} build the module's name, by which the worker finds its glue (glue.js)
 * @property {() => Worker} make
 * @property {() => Promise<WebAssembly.Module>} module
 * @property {number} [silenceMs] longer than the longest step of a task, which answers nothing while it computes
 * @property {number} [idleMs]
 */

const pingMs = 1500;
const lateMs = 1000; // a timer this late says that the page itself stood still

/** A promise with what settles it. */
function deferred() {
  /** @type {(result: any) => void} */
  let resolve = () => {};
  /** @type {(why: unknown) => void} */
  let reject = () => {};
  const promise = new Promise((yes, no) => {
    [resolve, reject] = [yes, no];
  });
  return { promise, resolve, reject };
}

export class Client {
  /** @param {Options} options */
  constructor(options) {
    this.options = { silenceMs: 4500, idleMs: 0, ...options };
    /** @type {Worker | null} */
    this.worker = null;
    this.ready = false;
    /** @type {[object, Transferable[]][]} */
    this.waiting = [];
    /** @type {Map<number, Asked>} */
    this.asked = new Map();
    this.last = 0;
    this.heard = 0;
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.pulse = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.idle = undefined;
  }

  /**
   * Begins a task.
   * @param {string} task @param {object} input @param {Listener} listener @param {Transferable[]} [transfer]
   * @param {import("./envelope.js").Checks} [checks] of its parts
   * @returns {Call}
   */
  ask(task, input, listener, transfer = [], checks = undefined) {
    const id = ++this.last;
    this.asked.set(id, { listener, checks });
    clearTimeout(this.idle);
    this.worker ??= this.start();
    this.post({ id, task, input }, transfer);
    return {
      send: (message, input, transfer = []) => this.asked.has(id) && this.post({ id, message, input }, transfer),
      stop: () => {
        if (!this.asked.delete(id)) return;
        this.post({ id, message: "stop", input: {} }, []);
        this.rest();
      },
    };
  }

  /**
   * The result of a task. @param {string} task @param {object} input
   * @param {{signal?: AbortSignal, part?: (part: any) => void, transfer?: Transferable[]}} [watch]
   * @returns {Promise<any>}
   */
  async result(task, input, { signal, part, transfer } = {}) {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = deferred();
    const failed = (/** @type {Partial<Failure>} */ error) => reject(Object.assign(new Error(error.message), error));
    const lost = (/** @type {Loss} */ { message }) => reject(new Error(message || "the worker could not be started"));
    const call = this.ask(task, input, { part, done: resolve, failed, lost }, transfer);
    const stop = () => {
      call.stop();
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", stop);
    return promise.finally(() => signal?.removeEventListener("abort", stop));
  }

  start() {
    const { build, make, module } = this.options;
    const worker = make(); // its scripts load while the module compiles
    worker.onmessage = ({ data }) => this.worker === worker && this.receive(data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      if (this.worker === worker)
        this.die({ reason: event.message ? "error" : "script", message: event.message ?? "" });
    };
    module().then(
      (module) => this.worker === worker && worker.postMessage({ id: 0, task: "open", input: { build, module } }),
      (error) => this.worker === worker && this.die({ reason: "module", message: error.message }),
    );
    this.pulse = setInterval(() => this.ping(), pingMs);
    return worker;
  }

  /** @param {object} message @param {Transferable[]} transfer */
  post(message, transfer) {
    if (this.ready) this.worker?.postMessage(message, transfer);
    else this.waiting.push([message, transfer]);
  }

  /** @param {any} data */
  receive(data) {
    this.heard = performance.now();
    const asked = this.asked.get(data?.id);
    const problem = replyProblem(data, asked?.checks);
    if (problem) return this.die({ reason: "error", message: problem });
    const { id, part, error } = data;
    if (error?.fatal) return this.die({ reason: "error", message: error.message });
    if (part) return asked?.listener.part?.(part);
    if (id === 0) this.open();
    if (!asked) return;
    this.asked.delete(id);
    if (error) asked.listener.failed?.(error);
    else asked.listener.done?.(data.done);
    this.rest();
  }

  /** The worker has its module, or has answered a ping. */
  open() {
    this.ready = true;
    for (const [message, transfer] of this.waiting.splice(0)) this.worker?.postMessage(message, transfer);
  }

  /** Asks for a sign of life while something is asked. */
  ping() {
    if (!this.ready || this.asked.size === 0) return;
    const { worker } = this;
    const sent = performance.now();
    worker?.postMessage({ id: 0, task: "ping", input: {} });
    setTimeout(() => {
      const frozen = performance.now() - sent > this.options.silenceMs + lateMs; // the page, with its worker: the next ping tells
      const silent = !frozen && this.worker === worker && this.asked.size > 0 && this.heard < sent;
      if (silent) this.die({ reason: "silent", message: "" });
    }, this.options.silenceMs);
  }

  /** The worker is lost, and with it all that was asked. @param {Loss} loss */
  die(loss) {
    const lost = [...this.asked.values()];
    this.end();
    for (const { listener } of lost) listener.lost?.(loss);
  }

  /** Ends a worker of which nothing is asked. */
  rest() {
    if (this.asked.size > 0) return;
    if (this.options.idleMs === 0) return this.end();
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.end(), this.options.idleMs);
  }

  end() {
    clearInterval(this.pulse);
    clearTimeout(this.idle);
    this.worker?.terminate();
    Object.assign(this, { worker: null, ready: false, waiting: [] });
    this.asked.clear();
  }
}
