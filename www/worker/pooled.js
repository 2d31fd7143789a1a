/** A pool's place in a worker, which may have places of other pools, and where a pool gets its workers from. */
import { replies } from "../tasks/messages.js";
import { text } from "../texts.js";

/** @typedef {import("../tasks/messages.js").Request} Request */
/** @typedef {import("../tasks/messages.js").Reply} Reply */
/** @typedef {import("./client.js").Client} Client */
/** @typedef {import("./client.js").Loss} Loss */
/**
 * Where a pool gets its workers from.
 * @typedef {object} WorkerSource
 * @property {number} size the most workers
 * @property {boolean} forced whether all are wanted, even where a run is not worth it
 * @property {boolean} first whether the first module may begin
 * @property {(build: "first" | "engine") => Client} client a worker with that module
 * @property {() => void} prepare gets the engine, so that it is there when it is needed
 */

export class PoolWorker {
  /** @param {Client} client @param {(reply: Reply, from: PoolWorker) => void} reply @param {(loss: Loss, who: PoolWorker) => void} lost */
  constructor(client, reply, lost) {
    /** The number under which it contributes to a training, 0 while it does not. */
    this.contributes = 0;
    /** @type {unknown} the model it holds, by identity */
    this.loaded = null;
    const listener = {
      part: (/** @type {Reply} */ part) => reply(part, this),
      failed: (/** @type {{message: string}} */ { message }) => lost({ reason: "error", message }, this),
      lost: (/** @type {Loss} */ loss) => lost(loss, this),
    };
    this.call = client.ask("compute", {}, listener, [], { messages: {}, parts: replies });
  }

  /** @param {Request} request @param {Transferable[]} [transfer] */
  send({ type, ...input }, transfer = []) {
    this.call.send(type, input, transfer);
  }

  end() {
    this.call.stop();
  }
}

/** Why a worker was lost, in the words of the page. @param {Loss} loss */
export function why({ reason, message }) {
  if (reason === "silent") return text("notice.silent");
  return message || text("notice.noScript");
}
