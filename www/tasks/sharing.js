/**
 * A training shared among workers: the side of the coordinator, which trains, and that of those who contribute.
 *
 * The core cuts a round of a training into work units, always the same ones, and puts them together in their
 * order. The coordinator does the first that nobody has, gives each worker some of the next ones and more
 * when these are nearly done, and takes back what a lost worker leaves. So any number of workers gives the
 * same bits, one that comes late is of use at once, and none waits long for another. They speak through a
 * port of their own, past the page.
 */

/** @typedef {import("../built/simd/engine.js").Training} Trainer */
/** From the coordinator: work units to be done, with what their round needs if they are its first, or (no units) that all is over. @typedef {{round: number, needs: Uint8Array | null, from: number, to: number}} Order */
/** From a worker, after null when it is ready. @typedef {{round: number, unit: number, result: Uint8Array}} Done */
/** @typedef {{port: MessagePort, ready: boolean, round: number, kind: number, given: Set<number>}} Worker */

export class Coordinator {
  /** @param {Trainer} trainer @param {() => void} wake called when there is something to do */
  constructor(trainer, wake) {
    this.trainer = trainer;
    this.wake = wake;
    this.round = -1;
    /** Work units before this one were given, or are the coordinator's own. */
    this.dealt = 0;
    /** @type {Map<number, Worker>} */
    this.workers = new Map();
    /** @type {{worker: Worker, done: Done}[]} */
    this.inbox = [];
  }

  /** @param {number} id @param {MessagePort} port */
  add(id, port) {
    /** @type {Worker} */
    const worker = { port, ready: false, round: -1, kind: -1, given: new Set() };
    port.onmessage = ({ data }) => {
      if (data) this.inbox.push({ worker, done: data });
      else worker.ready = true;
      this.wake();
    };
    this.workers.set(id, worker);
  }

  /** A worker is gone: its work units are to be done here. @param {number} id */
  lose(id) {
    const worker = this.workers.get(id);
    if (!worker) return;
    if (worker.round === this.trainer.round) {
      for (const unit of worker.given) this.trainer.give(unit, unit + 1, false);
    }
    worker.port.close();
    this.workers.delete(id);
  }

  /** Takes what has come, and deals to those who have little left to do. */
  exchange() {
    const { trainer, workers } = this;
    for (const { worker, done } of this.inbox.splice(0)) {
      trainer.take(done.round, done.unit, done.result);
      if (done.round === worker.round) worker.given.delete(done.unit);
    }
    if (workers.size === 0 || trainer.iteration === trainer.iterations) return;
    if (trainer.round !== this.round) Object.assign(this, { round: trainer.round, dealt: 0 });
    for (const worker of workers.values()) if (worker.ready) this.deal(worker);
  }

  /** The first work unit of the round that can be dealt. */
  get next() {
    return Math.max(this.dealt, this.trainer.own + 1);
  }

  /** Whether others have all work units of the round but the coordinator's. */
  get hasDealt() {
    return this.workers.size > 0 && this.next >= this.trainer.workUnits;
  }

  /** Half of a fair share of what is left, unless it has as much to do. @param {Worker} worker */
  deal(worker) {
    const { trainer, round, next: from } = this;
    const share = Math.ceil((trainer.workUnits - from) / (2 * this.workers.size + 2));
    const isNew = worker.round !== round;
    if (share <= 0 || (!isNew && worker.given.size > Math.max(1, share / 2))) return;
    const needs = isNew ? trainer.roundInput(worker.kind !== trainer.kind) : null;
    if (isNew) Object.assign(worker, { round, kind: trainer.kind, given: new Set() });
    const to = from + share;
    for (let unit = from; unit < to; unit++) worker.given.add(unit);
    trainer.give(from, to, true);
    this.dealt = to;
    worker.port.postMessage({ round, needs, from, to }, needs ? [needs.buffer] : []);
  }

  /** Whether all that is left is being done by other workers, of which nothing new has come. */
  get waits() {
    return this.trainer.waits && this.inbox.length === 0;
  }

  end() {
    for (const { port } of this.workers.values()) {
      port.postMessage({ round: 0, needs: null, from: 0, to: 0 });
      port.close();
    }
    this.workers.clear();
  }
}

/** The side of a worker that contributes: a copy of the training that does the work units it is given. */
export class Contribution {
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

  /** Does one work unit. @returns {boolean} whether it is over */
  slice() {
    const { orders, trainer } = this;
    const [order] = orders;
    const last = orders.at(-1);
    if (!order || !last) return false;
    if (last.from === last.to) return true;
    if (order.needs) trainer.follow(order.needs);
    order.needs = null;
    const result = trainer.workUnit(order.from);
    this.port.postMessage({ round: order.round, unit: order.from, result }, [result.buffer]);
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
