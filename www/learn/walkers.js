/** The door to the worker of the first two rungs; it starts with the first message, with the module it needs. */
import { assetModule } from "../assets.js";
import { chooseBuild } from "../detect.js";

/** @typedef {import("../lesson-worker.js").Request} Request */
/** @typedef {import("../lesson-worker.js").Reply} Reply */

export class Walkers {
  /** @param {(why: string) => void} failed @param {() => Worker} make a worker */
  constructor(failed, make) {
    this.failed = failed;
    this.make = make;
    /** @type {Map<number, (reply: Reply) => void>} */
    this.listeners = new Map();
    /** @type {Worker | null} */
    this.worker = null;
    this.started = Promise.resolve();
  }

  /** @param {number} units @param {(reply: Reply) => void} listener */
  listen(units, listener) {
    this.listeners.set(units, listener);
  }

  /** @param {Request} request */
  send(request) {
    this.worker ??= this.hire();
    this.started.then(() => this.worker?.postMessage(request));
  }

  end() {
    this.worker?.terminate();
  }

  hire() {
    const build = chooseBuild();
    if (build === "none") {
      this.failed("WebAssembly");
      return null;
    }
    const worker = this.make();
    this.started = assetModule(`built/${build}/lesson_bg.wasm`).then(
      (module) => worker.postMessage({ type: "start", module }),
      (error) => {
        worker.terminate();
        this.failed(error.message);
      },
    );
    worker.onmessage = ({ data }) => this.listeners.get(data.units)?.(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.failed(event.message || "lesson-worker.js");
    };
    return worker;
  }
}
