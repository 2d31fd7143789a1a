/**
 * A training shared among workers: the lead's side, and that of those who help.
 *
 * The core cuts a round of a training into pieces, always the same ones, and puts them together in their
 * order. The lead works on the first that nobody has, gives each helper some of the next ones and more
 * when these are nearly done, and takes back what a lost helper leaves. So any number of helpers gives the
 * same bits, one that comes late is of use at once, and none waits long for another. Lead and helper speak
 * through a port of their own, past the page.
 */

/** @typedef {import("../built/simd/engine.js").Training} Trainer */
/** What the lead says: pieces to be done, with a brief if they are the first of their round, or (no pieces) that all is over. @typedef {{round: number, brief: Uint8Array | null, from: number, to: number}} Order */
/** What a helper says, after null when it is ready. @typedef {{round: number, piece: number, parts: Uint8Array}} Done */
/** @typedef {{port: MessagePort, ready: boolean, round: number, kind: number, given: Set<number>}} Helper */

export class Team {
  /** @param {Trainer} trainer @param {() => void} wake called when there is something to do */
  constructor(trainer, wake) {
    this.trainer = trainer;
    this.wake = wake;
    this.round = -1;
    /** Pieces before this one were given, or are the lead's. */
    this.dealt = 0;
    /** @type {Map<number, Helper>} */
    this.helpers = new Map();
    /** @type {{helper: Helper, done: Done}[]} */
    this.inbox = [];
  }

  /** @param {number} id @param {MessagePort} port */
  add(id, port) {
    /** @type {Helper} */
    const helper = { port, ready: false, round: -1, kind: -1, given: new Set() };
    port.onmessage = ({ data }) => {
      if (data) this.inbox.push({ helper, done: data });
      else helper.ready = true;
      this.wake();
    };
    this.helpers.set(id, helper);
  }

  /** A helper is gone: what it was given is to be done here. @param {number} id */
  lose(id) {
    const helper = this.helpers.get(id);
    if (!helper) return;
    if (helper.round === this.trainer.round) {
      for (const piece of helper.given) this.trainer.give(piece, piece + 1, false);
    }
    helper.port.close();
    this.helpers.delete(id);
  }

  /** Takes what has come, and deals to those who have little left to do. */
  exchange() {
    const { trainer, helpers } = this;
    for (const { helper, done } of this.inbox.splice(0)) {
      trainer.take(done.round, done.piece, done.parts);
      if (done.round === helper.round) helper.given.delete(done.piece);
    }
    if (helpers.size === 0 || trainer.iteration === trainer.iterations) return;
    if (trainer.round !== this.round) Object.assign(this, { round: trainer.round, dealt: 0 });
    for (const helper of helpers.values()) if (helper.ready) this.deal(helper);
  }

  /** Half of a fair share of what is left, unless it has as much to do. @param {Helper} helper */
  deal(helper) {
    const { trainer, round } = this;
    const from = Math.max(this.dealt, trainer.own + 1);
    const share = Math.ceil((trainer.workUnits - from) / (2 * this.helpers.size + 2));
    const isNew = helper.round !== round;
    if (share <= 0 || (!isNew && helper.given.size > Math.max(1, share / 2))) return;
    const brief = isNew ? trainer.roundInput(helper.kind !== trainer.kind) : null;
    if (isNew) Object.assign(helper, { round, kind: trainer.kind, given: new Set() });
    const to = from + share;
    for (let piece = from; piece < to; piece++) helper.given.add(piece);
    trainer.give(from, to, true);
    this.dealt = to;
    helper.port.postMessage({ round, brief, from, to }, brief ? [brief.buffer] : []);
  }

  /** Whether all that is left is being done by helpers, who have said nothing new. */
  get waits() {
    return this.trainer.waits && this.inbox.length === 0;
  }

  end() {
    for (const { port } of this.helpers.values()) {
      port.postMessage({ round: 0, brief: null, from: 0, to: 0 });
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
    /** @type {Order[]} what is to be done */
    this.orders = [];
    port.onmessage = ({ data }) => {
      this.orders.push(data);
      wake();
    };
    port.postMessage(null);
  }

  /** Does one piece. @returns {boolean} whether it is over */
  slice() {
    const { orders, trainer } = this;
    const [order] = orders;
    const last = orders.at(-1);
    if (!order || !last) return false;
    if (last.from === last.to) return true;
    if (order.brief) trainer.follow(order.brief);
    order.brief = null;
    const parts = trainer.workUnit(order.from);
    this.port.postMessage({ round: order.round, piece: order.from, parts }, [parts.buffer]);
    order.from += 1;
    if (order.from === order.to) orders.shift();
    return false;
  }

  /** Whether an order waits. */
  get busy() {
    return this.orders.length > 0;
  }

  end() {
    this.port.close();
    this.trainer.free();
  }
}
