/**
 * A training shared among workers: the lead's side, and that of those who help.
 *
 * The core cuts a round of a training into pieces, always the same ones, and puts them together in their
 * order. The lead gives each helper a run of pieces, works on the first run itself, and takes back what a
 * lost helper leaves; so any number of helpers gives the same bits. Lead and helper speak through a port
 * of their own, past the page.
 */

/** @typedef {import("../built/simd/engine.js").Trainer} Trainer */
/** What the lead says: what is to be done, or (no pieces) that all is over. @typedef {{round: number, brief: Uint8Array, from: number, to: number}} Order */
/** What a helper says. @typedef {{round: number, piece: number, parts: Uint8Array}} Done */
/** @typedef {{port: MessagePort, kind: number, from: number, to: number}} Helper */

export class Team {
  /** @param {Trainer} trainer @param {() => void} wake called when there is something to do */
  constructor(trainer, wake) {
    this.trainer = trainer;
    this.wake = wake;
    this.round = -1;
    /** @type {Map<number, Helper>} */
    this.helpers = new Map();
    /** @type {Done[]} */
    this.inbox = [];
  }

  /** @param {number} id @param {MessagePort} port */
  add(id, port) {
    port.onmessage = ({ data }) => {
      this.inbox.push(data);
      this.wake();
    };
    this.helpers.set(id, { port, kind: -1, from: 0, to: 0 });
  }

  /** A helper is gone: what it was given is to be done here. @param {number} id */
  lose(id) {
    const helper = this.helpers.get(id);
    if (!helper) return;
    if (this.round === this.trainer.round) this.trainer.give(helper.from, helper.to, false);
    helper.port.close();
    this.helpers.delete(id);
  }

  /** Takes what has come, and deals a round that is new. */
  exchange() {
    for (const { round, piece, parts } of this.inbox.splice(0)) this.trainer.take(round, piece, parts);
    const { trainer, helpers } = this;
    if (trainer.round === this.round) return;
    this.round = trainer.round;
    const { pieces, kind, round } = trainer;
    const hands = Math.min(helpers.size + 1, pieces);
    if (pieces < 2 || trainer.iteration === trainer.iterations) return;
    [...helpers.values()].slice(0, hands - 1).forEach((helper, i) => {
      const brief = trainer.brief(helper.kind !== kind);
      const [from, to] = [i + 1, i + 2].map((k) => Math.floor((pieces * k) / hands));
      Object.assign(helper, { kind, from, to });
      trainer.give(from, to, true);
      helper.port.postMessage({ round, brief, from, to }, [brief.buffer]);
    });
  }

  /** Whether all that is left is being done by helpers, who have said nothing new. */
  get waits() {
    return this.trainer.waits && this.inbox.length === 0;
  }

  end() {
    for (const { port } of this.helpers.values()) {
      port.postMessage({ round: 0, brief: new Uint8Array(0), from: 0, to: 0 });
      port.close();
    }
    this.helpers.clear();
  }
}

/** A helper's side: a copy of the training that does the pieces it is given. */
export class Assistant {
  /** @param {Trainer} trainer @param {MessagePort} port @param {() => void} wake */
  constructor(trainer, port, wake) {
    this.trainer = trainer;
    this.port = port;
    /** @type {Order | null} */
    this.order = null;
    /** @type {Order[]} orders that have come */
    this.orders = [];
    port.onmessage = ({ data }) => {
      this.orders.push(data);
      wake();
    };
  }

  /** Does one piece. @returns {boolean} whether it is over */
  slice() {
    const next = this.orders.shift();
    if (next) {
      this.order = next;
      if (next.from === next.to) return true;
      this.trainer.follow(next.brief);
    }
    const { order, trainer } = this;
    if (!order || order.from === order.to) return false;
    const parts = trainer.piece(order.from);
    this.port.postMessage({ round: order.round, piece: order.from, parts }, [parts.buffer]);
    order.from += 1;
    return false;
  }

  /** Whether a piece or an order waits. */
  get busy() {
    return this.orders.length > 0 || (this.order !== null && this.order.from < this.order.to);
  }

  end() {
    this.port.close();
    this.trainer.free();
  }
}
