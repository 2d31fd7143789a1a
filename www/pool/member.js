/**
 * One worker of the pool, seen from the page: started, spoken to, watched, ended.
 *
 * Requests sent before it is ready wait. A trap poisons a wasm instance and a worker may vanish
 * without a word, so a fatal reply, an error or a silence of `silenceMs` after a ping is a death.
 */

import { text } from "../texts.js";
import { replyProblem } from "./protocol.js";

/** @typedef {import("./protocol.js").Request} Request */
/** @typedef {import("./protocol.js").Reply} Reply */

const silenceMs = 4500;

export class Member {
  /**
   * @param {import("./staff.js").Hand} worker
   * @param {(reply: Reply, from: Member) => void} reply
   * @param {(why: string, who: Member) => void} dead
   */
  constructor(worker, reply, dead) {
    this.reply = reply;
    this.dead = dead;
    this.ready = false;
    this.ended = false;
    this.heard = 0;
    /** @type {[Request, Transferable[]][]} */
    this.waiting = [];
    /** The number under which it helps with a training, 0 while it does not. */
    this.assists = 0;
    /** @type {unknown} the model it holds, by identity */
    this.loaded = null;
    this.worker = worker;
    this.worker.onmessage = ({ data }) => this.receive(data);
    this.worker.onerror = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.die((event instanceof ErrorEvent && event.message) || text("notice.noScript"));
    };
  }

  /** @param {WebAssembly.Module} module */
  start(module) {
    this.worker.postMessage({ type: "start", module });
  }

  /** @param {Request} request @param {Transferable[]} [transfer] */
  send(request, transfer = []) {
    if (this.ready) this.worker.postMessage(request, transfer);
    else this.waiting.push([request, transfer]);
  }

  /** @param {unknown} data */
  receive(data) {
    if (this.ended) return;
    this.heard = performance.now();
    const problem = replyProblem(data);
    if (problem) return this.die(problem);
    const reply = /** @type {Reply} */ (data);
    if (reply.type === "pong") return;
    if (reply.type === "failed" && reply.fatal) return this.die(reply.message);
    if (reply.type === "ready") {
      this.ready = true;
      for (const [request, transfer] of this.waiting.splice(0)) this.worker.postMessage(request, transfer);
    }
    this.reply(reply, this);
  }

  /** Asks for a sign of life. */
  watch() {
    if (!this.ready || this.ended) return;
    const asked = performance.now();
    this.worker.postMessage({ type: "ping" });
    setTimeout(() => {
      if (this.heard < asked) this.die(text("notice.silent"));
    }, silenceMs);
  }

  /** @param {string} why */
  die(why) {
    if (this.ended) return;
    this.end();
    this.dead(why, this);
  }

  end() {
    this.ended = true;
    this.worker.terminate();
  }
}
