/**
 * The page's side of the worker: loads the right build, restarts a worker that died.
 *
 * A trap poisons a wasm instance and a worker may vanish without a word, so the compiled module
 * is kept on the page and a silent worker (no answer to a ping within `silenceMs`) is replaced.
 * What was running is restored by the session, which knows it.
 */
import { chooseBuild } from "./detect.js";
import { replyProblem } from "./protocol.js";

/** @typedef {import("./protocol.js").Request} Request */
/** @typedef {import("./protocol.js").Reply} Reply */

const pingMs = 1500;
const silenceMs = 4500;
const patience = 3; // restarts without a finished job before giving up

export class Engine {
  /**
   * @param {object} on
   * @param {(reply: Reply) => void} on.reply
   * @param {(why: string) => void} on.restart a new worker is on its way, `ready` follows
   * @param {(why: string) => void} on.broken nothing more can be done
   */
  constructor(on) {
    this.on = on;
    /** @type {Worker | null} */
    this.worker = null;
    /** @type {WebAssembly.Module | null} */
    this.module = null;
    this.build = chooseBuild();
    this.alive = false;
    this.deaths = 0;
    this.heard = 0;
  }

  /** Loads and starts; failures arrive by `on.broken`. */
  async start() {
    if (this.build === "none") {
      return this.on.broken("This browser cannot run WebAssembly in a worker, which the computer needs.");
    }
    try {
      this.spawn(); // its scripts load while the module compiles
      this.module = await compile(new URL(`./built/${this.build}/thermogen_bg.wasm`, import.meta.url));
      this.send({ type: "start", module: this.module });
      setInterval(() => this.watch(), pingMs);
    } catch (error) {
      this.on.broken(`The computer could not be loaded: ${/** @type {Error} */ (error).message}`);
    }
  }

  spawn() {
    const url = new URL("./worker.js", import.meta.url);
    const worker = new Worker(url, { type: "module", name: this.build });
    worker.onmessage = ({ data }) => this.receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.bury(event.message || "the worker's script could not be loaded");
    };
    this.worker = worker;
  }

  /** @param {Request} request */
  send(request) {
    this.worker?.postMessage(request);
  }

  /** @param {unknown} data */
  receive(data) {
    this.heard = performance.now();
    const problem = replyProblem(data);
    if (problem) return this.bury(problem);
    const reply = /** @type {Reply} */ (data);
    if (reply.type === "pong") return;
    if (reply.type === "failed" && reply.fatal) return this.bury(reply.message);
    if (reply.type === "ready") this.alive = true;
    if (reply.type === "trained" || reply.type === "frame") this.deaths = 0;
    this.on.reply(reply);
  }

  /** Asks for a sign of life, and replaces a worker that has given none. */
  watch() {
    if (!this.alive) return;
    const asked = performance.now();
    this.send({ type: "ping" });
    setTimeout(() => {
      if (this.alive && this.heard < asked) this.bury("the worker stopped answering");
    }, silenceMs);
  }

  /** @param {string} why */
  bury(why) {
    this.worker?.terminate();
    this.worker = null;
    this.alive = false;
    this.deaths += 1;
    if (!this.module || this.deaths > patience) {
      return this.on.broken(`The computer stopped and could not be restarted: ${why}.`);
    }
    this.spawn();
    this.send({ type: "start", module: this.module });
    this.on.restart(why);
  }
}

/** @param {URL} url @returns {Promise<WebAssembly.Module>} */
async function compile(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}`);
  const typed = response.headers.get("content-type")?.startsWith("application/wasm");
  return typed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}
