/**
 * The worker's side of the envelope: runs tasks, a slice of each in turn.
 *
 * Between two slices it returns to the event loop through a message channel (a timer would be clamped to
 * 4 ms), so that a pause, a stop or a ping is seen within one slice. All tasks share one WebAssembly instance;
 * a trap in one of them spoils it for all. A task whose work can wait (`urgent` is false) waits while another
 * has work that somebody waits for.
 */
import { requestProblem } from "./envelope.js";

/** @typedef {import("./envelope.js").Request} Request */
/** @typedef {import("./envelope.js").Checks} Checks */
/**
 * What a task is given.
 * @typedef {object} Context
 * @property {any} wasm the glue of the module that was opened
 * @property {(part: any, transfer?: Transferable[]) => void} post
 * @property {() => void} wake to be called when there is work
 * @property {(result: any) => void} done
 */
/**
 * @typedef {object} Task
 * @property {() => boolean} slice some milliseconds of work; whether more is waiting
 * @property {(message: string, input: any) => void} [receive]
 * @property {() => void} end gives back what it holds
 * @property {boolean} [urgent] whether somebody waits for its work, which is taken to be so
 */
/** @typedef {{make: (context: Context, input: any) => Task, checks?: Checks}} Kind */
/** @typedef {{kind: Kind | null, task: Task | null, held: {message: string, input: any}[]}} Running */
/** @typedef {Record<string, () => Promise<any>>} Glue the glue of each module, by name */

const courtesyMs = 250;

export class Loop {
  /**
   * @param {Pick<MessagePort, "postMessage" | "addEventListener">} line
   * @param {Glue} glue @param {(name: string) => Promise<Kind>} find a task by its name
   */
  constructor(line, glue, find) {
    this.line = line;
    this.glue = glue;
    this.find = find;
    /** @type {any} */
    this.wasm = null;
    /** @type {Map<number, Running>} */
    this.running = new Map();
    /** @type {number[]} tasks that have work, the next one first */
    this.queue = [];
    this.awake = false;
    /** The task that last had work that somebody waits for, and when. */
    this.urgent = { id: -1, at: Number.NEGATIVE_INFINITY };
    this.channel = new MessageChannel();
    this.channel.port1.onmessage = () => this.turn();
    line.addEventListener("message", (event) => this.receive(/** @type {MessageEvent} */ (event).data));
  }

  /** @param {any} data */
  receive(data) {
    const problem = requestProblem(data, this.running.get(data?.id)?.kind?.checks);
    if (problem) return this.fail(0, Object.assign(new Error(problem), { fatal: true }));
    const { id, task, message, input } = data;
    if (task === "ping") this.line.postMessage({ id, done: null });
    else if (task === "open") this.open(id, input).catch((error) => this.lose(id, error));
    else if (task) this.begin(id, task, input).catch((error) => this.fail(id, error));
    else if (message === "stop") this.stop(id);
    else this.tell(id, message, input);
  }

  /** @param {number} id @param {{build: string, module: WebAssembly.Module}} input */
  async open(id, { build, module }) {
    const wasm = await this.glue[build]();
    await wasm.default({ module_or_path: module });
    this.wasm = wasm;
    this.line.postMessage({ id, done: null });
  }

  /** @param {number} id @param {string} name @param {any} input */
  async begin(id, name, input) {
    /** @type {Running} */
    const running = { kind: null, task: null, held: [] };
    this.running.set(id, running);
    const kind = await this.find(name);
    if (this.running.get(id) !== running) return; // stopped meanwhile
    if (!this.wasm) throw new Error("the worker was asked for work before it was started");
    running.kind = kind;
    running.task = kind.make(this.context(id), input);
    this.wake(id);
    for (const { message, input } of running.held.splice(0)) this.receive({ id, message, input });
  }

  /** @param {number} id @returns {Context} */
  context(id) {
    return {
      wasm: this.wasm,
      post: (part, transfer = []) => this.line.postMessage({ id, part }, { transfer }),
      wake: () => this.wake(id),
      done: (result) => {
        this.running.delete(id);
        this.line.postMessage({ id, done: result ?? null });
      },
    };
  }

  /** @param {number} id @param {string} message @param {any} input */
  tell(id, message, input) {
    const running = this.running.get(id);
    if (!running?.task) return running?.held.push({ message, input });
    try {
      running.task.receive?.(message, input);
      this.wake(id);
    } catch (error) {
      this.fail(id, error);
    }
  }

  /** @param {number} id */
  stop(id) {
    const running = this.running.get(id);
    this.running.delete(id);
    running?.task?.end();
  }

  /** @param {number} id */
  wake(id) {
    if (!this.queue.includes(id)) this.queue.push(id);
    if (this.awake) return;
    this.awake = true;
    this.channel.port2.postMessage(null);
  }

  /** Whether what is left of a task can wait, and another one has what cannot. @param {Task} task @param {number} id */
  yields(task, id) {
    const now = performance.now();
    if (task.urgent ?? true) this.urgent = { id, at: now };
    return this.urgent.id !== id && now - this.urgent.at < courtesyMs;
  }

  /** One slice of the task whose turn it is. */
  turn() {
    this.awake = false;
    const id = this.queue.shift() ?? -1;
    const task = this.running.get(id)?.task;
    if (task && this.yields(task, id)) setTimeout(() => this.wake(id), courtesyMs);
    else if (task) this.slice(id, task);
    if (this.queue.length > 0) this.wake(this.queue[0]);
  }

  /** @param {number} id @param {Task} task */
  slice(id, task) {
    try {
      if (task.slice()) this.wake(id);
    } catch (error) {
      this.fail(id, error);
    }
  }

  /** What every task needs is missing. @param {number} id @param {any} error */
  lose(id, error) {
    this.fail(id, Object.assign(new Error(error?.message ?? String(error)), { fatal: true }));
  }

  /** @param {number} id @param {any} error */
  fail(id, error) {
    this.running.delete(id);
    const { name = "Error", message = String(error), field = "", fatal = name === "RuntimeError" } = error ?? {};
    this.line.postMessage({ id, error: { name, field: String(field), message: String(message), fatal } });
  }
}

/** A part of a result. @typedef {{part: object, transfer?: Transferable[]}} Part */
/** A task as a generator: yields parts, or null where it has only used its time, and gives its result. @typedef {Generator<Part | null, any>} Steps */

/** A task made of a generator, a step at a time; closing it frees what it holds. @param {(wasm: any, input: any) => Steps} steps @returns {Kind} */
export const stepped = (steps) => ({
  make({ wasm, post, done }, input) {
    const going = steps(wasm, input);
    return {
      slice() {
        const { value, done: over } = going.next();
        if (over) done(value);
        else if (value) post(value.part, value.transfer);
        return !over;
      },
      end: () => void going.return(undefined),
    };
  },
});
