/**
 * The lab: one worker beside the pool that computes what the reader looks at more closely.
 *
 * It shares nothing with the run on the stage, so a long measurement neither waits for the run
 * nor disturbs its bits. It starts when first asked and ends when it has been idle for a while;
 * each task streams its parts and can be stopped. If it dies, what it was doing fails with a
 * message, and the next task starts a new one. A worker may vanish without a word, so a silence of
 * `silenceMs` while a task waits is a death; that is longer than the longest step of a task, which
 * answers nothing while it computes (all eigenvalues of a large network on a slow phone).
 */
import { text } from "../texts.js";

/** @typedef {{part?: (part: any) => void, done?: () => void, failed?: (message: string) => void}} Listener */

const idleMs = 60_000;
const pingMs = 3000;
const silenceMs = 20_000;

export class Lab {
  /** @param {{build: string}} engine which variant to run */
  constructor(engine) {
    this.engine = engine;
    /** @type {Worker | null} */
    this.worker = null;
    /** @type {Map<number, Listener>} */
    this.tasks = new Map();
    this.last = 0;
    this.idle = 0;
    this.heard = 0;
    this.pulse = 0;
  }

  /**
   * Begins a task of lab/tasks.js.
   * @param {string} task
   * @param {Record<string, unknown>} input
   * @param {Listener} listener
   * @returns {() => void} stops it; nothing is heard of it afterwards
   */
  ask(task, input, listener) {
    const id = ++this.last;
    this.tasks.set(id, listener);
    clearTimeout(this.idle);
    this.worker ??= this.hire();
    this.worker.postMessage({ type: "do", id, task, input });
    this.watch();
    return () => {
      if (!this.tasks.delete(id)) return;
      this.worker?.postMessage({ type: "stop", id });
      this.rest();
    };
  }

  hire() {
    const worker = new Worker(new URL("../lab-worker.js", import.meta.url), {
      type: "module",
      name: this.engine.build,
    });
    worker.onmessage = ({ data }) => this.receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.bury(event.message || text("notice.noScript"));
    };
    return worker;
  }

  /** Asks for signs of life while a task waits. */
  watch() {
    if (this.pulse) return;
    this.heard = performance.now();
    this.pulse = setInterval(() => {
      if (performance.now() - this.heard > silenceMs) this.bury(text("notice.silent"));
      else this.worker?.postMessage({ type: "ping" });
    }, pingMs);
  }

  /** @param {{type: "part" | "done" | "failed" | "pong", id: number, part?: unknown, message?: string, fatal?: boolean}} reply */
  receive({ type, id, part, message = "", fatal = false }) {
    this.heard = performance.now();
    if (type === "pong") return;
    const listener = this.tasks.get(id);
    if (type === "part") return listener?.part?.(part);
    this.tasks.delete(id);
    if (type === "done") listener?.done?.();
    else if (fatal) {
      this.bury(message);
      listener?.failed?.(text("inspector.dead", { why: message }));
    } else listener?.failed?.(message);
    this.rest();
  }

  /** The worker is lost, and with it all tasks. @param {string} why */
  bury(why) {
    this.worker?.terminate();
    this.worker = null;
    this.calm();
    const lost = [...this.tasks.values()];
    this.tasks.clear();
    for (const listener of lost) listener.failed?.(text("inspector.dead", { why }));
  }

  calm() {
    clearInterval(this.pulse);
    this.pulse = 0;
  }

  /** Ends the worker when nothing has been asked for a while. */
  rest() {
    clearTimeout(this.idle);
    if (this.tasks.size > 0) return;
    this.calm();
    this.idle = setTimeout(() => {
      this.worker?.terminate();
      this.worker = null;
    }, idleMs);
  }
}
