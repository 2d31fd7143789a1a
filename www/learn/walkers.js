/** The door to the worker of the first two rungs; it starts with the first message. */
import { chooseBuild } from "../detect.js";

/** @typedef {import("../lesson-worker.js").Request} Request */
/** @typedef {import("../lesson-worker.js").Reply} Reply */

export class Walkers {
  /** @param {(why: string) => void} failed @param {(build: string) => Worker} make the worker of a build */
  constructor(failed, make) {
    this.failed = failed;
    this.make = make;
    /** @type {Map<number, (reply: Reply) => void>} */
    this.listeners = new Map();
    /** @type {Worker | null} */
    this.worker = null;
  }

  /** @param {number} units @param {(reply: Reply) => void} listener */
  listen(units, listener) {
    this.listeners.set(units, listener);
  }

  /** @param {Request} request */
  send(request) {
    this.worker ??= this.hire();
    this.worker?.postMessage(request);
  }

  hire() {
    const build = chooseBuild();
    if (build === "none") {
      this.failed("WebAssembly");
      return null;
    }
    const worker = this.make(build);
    worker.onmessage = ({ data }) => this.listeners.get(data.units)?.(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.failed(event.message || "lesson-worker.js");
    };
    return worker;
  }
}
