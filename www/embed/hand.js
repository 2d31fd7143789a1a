/** A worker of the JavaScript interface: calls go to it, results, progress and errors come back. */
import { assetModule } from "../assets.js";
import { start } from "./blob.js";
import { understood } from "./errors.js";

/** @typedef {{resolve: (result: any) => void, reject: (why: unknown) => void, onProgress?: (progress: any) => void}} Waiting */
/** @typedef {{id: number, progress?: any, result?: any, error?: {name: string, field: string, message: string}}} Reply */

export class Hand {
  /** @param {string} build */
  constructor(build) {
    this.build = build;
    this.last = 0;
    /** @type {Map<number, Waiting>} */
    this.waiting = new Map();
    /** @type {Promise<Worker> | null} */
    this.hired = null;
  }

  async hire() {
    const [module, { default: text }] = await Promise.all([
      assetModule(`built/${this.build}/tools_bg.wasm`),
      import("../built/task-worker.js"),
    ]);
    const worker = start(text, "thermogen");
    worker.onmessage = ({ data }) => this.receive(data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      worker.terminate();
      this.hired = null;
      for (const { reject } of this.waiting.values())
        reject(new Error(event.message || "the worker could not be started"));
      this.waiting.clear();
    };
    worker.postMessage({ module });
    return worker;
  }

  /** @param {Reply} reply */
  receive({ id, progress, result, error }) {
    const caller = this.waiting.get(id);
    if (progress) return caller?.onProgress?.(progress);
    this.waiting.delete(id);
    if (!error) return caller?.resolve(result);
    const known = understood(error);
    caller?.reject(known === error ? Object.assign(new Error(error.message), { name: error.name }) : known);
  }

  /** @type {import("./calls.js").Perform} */
  async perform(name, options, { signal, onProgress }) {
    signal?.throwIfAborted();
    this.hired ??= this.hire();
    this.hired.catch(() => {
      this.hired = null;
    });
    const worker = await this.hired;
    const id = ++this.last;
    const result = new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, onProgress });
      worker.postMessage({ id, name, options });
    });
    const stop = () => {
      worker.postMessage({ id, stop: true });
      this.waiting.get(id)?.reject(signal?.reason);
      this.waiting.delete(id);
    };
    signal?.addEventListener("abort", stop);
    return result.finally(() => signal?.removeEventListener("abort", stop));
  }
}
