/**
 * The worker of the first two rungs, in which each has a crowd. Where it is lost the rungs begin again where they were;
 * one that is lost again at once is not replaced, until a rung is asked to begin.
 */
import { chooseBuild } from "../detect.js";
import { why } from "../worker/pooled.js";

/** @typedef {import("../tasks/crowd.js").Part} Part */
/** @typedef {{part: (part: Part) => void, refused: (message: string) => void, lost: () => void}} Listener lost: what it had asked for is gone */

const atOnceMs = 20_000;

/** How its worker is watched. */
export const watch = { silenceMs: 10_000, idleMs: 60_000 };

export class Crowds {
  /** @param {(why: string) => void} failed @param {import("../worker/client.js").Client} client */
  constructor(failed, client) {
    this.failed = failed;
    this.client = client;
    /** @type {import("../worker/client.js").Loss | null} the last one */
    this.loss = null;
    this.since = Number.NEGATIVE_INFINITY;
    this.replaces = true;
  }

  /** @param {import("../tasks/crowd.js").Input} input @param {Listener} listener */
  begin(input, { part, refused, lost }) {
    if (chooseBuild() === "none") {
      this.failed("WebAssembly");
      return null;
    }
    return this.client.ask("crowd", input, {
      part,
      failed: ({ message }) => refused(message),
      lost: (loss) => this.lose(loss) && lost(),
    });
  }

  /** Every crowd is told of the same loss. @param {import("../worker/client.js").Loss} loss @returns {boolean} whether they begin again */
  lose(loss) {
    if (loss === this.loss) return this.replaces;
    const now = performance.now();
    this.replaces = loss.reason !== "module" && now - this.since >= atOnceMs;
    Object.assign(this, { loss, since: now });
    if (!this.replaces) this.failed(why(loss));
    return this.replaces;
  }

  end() {
    this.client.end();
  }
}
