/**
 * The door to the worker of the first two rungs; it starts with the first message, with the module it needs.
 * A worker that fails, or says nothing for `silenceMs` when it owes an answer, is replaced, and the rungs
 * begin again where they were; one that fails again at once is not, until a rung is asked to begin.
 */
import { assetModule } from "../assets.js";
import { chooseBuild } from "../detect.js";
import { text } from "../texts.js";

/** @typedef {import("../lesson-worker.js").Request} Request */
/** @typedef {import("../lesson-worker.js").Reply} Reply */
/** @typedef {{reply: (reply: Reply) => void, lost: () => void}} Listener lost: what it had asked for is gone */

const watchMs = 1000;
const silenceMs = 10_000;
const atOnceMs = 20_000;

export class Walkers {
  /** @param {(why: string) => void} failed @param {() => Worker} make a worker */
  constructor(failed, make) {
    this.failed = failed;
    this.make = make;
    /** @type {Map<number, Listener>} */
    this.listeners = new Map();
    /** @type {Worker | null} */
    this.worker = null;
    this.started = Promise.resolve();
    this.owed = 0; // since when an answer is
    this.died = Number.NEGATIVE_INFINITY;
    this.timer = 0;
  }

  /** @param {number} units @param {Listener} listener */
  listen(units, listener) {
    this.listeners.set(units, listener);
  }

  /** @param {Request} request */
  send(request) {
    this.worker ??= this.hire();
    const { worker } = this;
    this.started.then(() => {
      worker?.postMessage(request);
      if (worker && request.type !== "count") this.owed ||= performance.now();
    });
  }

  end() {
    clearInterval(this.timer);
    this.worker?.terminate();
    this.worker = null;
    this.owed = 0;
  }

  /** @param {string} why */
  die(why) {
    this.end();
    const again = performance.now() - this.died < atOnceMs;
    this.died = performance.now();
    if (again) return this.failed(why);
    for (const { lost } of this.listeners.values()) lost();
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
        this.end();
        this.failed(error.message);
      },
    );
    worker.onmessage = ({ data }) => {
      this.owed = 0;
      this.listeners.get(data.units)?.reply(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.die(event.message || "lesson-worker.js");
    };
    this.timer = setInterval(() => {
      if (this.owed && performance.now() - this.owed > silenceMs) this.die(text("notice.silent"));
    }, watchMs);
    return worker;
  }
}
