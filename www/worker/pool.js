/**
 * The pool: workers that share nothing, and a generation or a training dealt among them.
 *
 * The first worker, the coordinator, trains and serves what is no generation; a training that it finds worth
 * sharing gets the others to contribute (tasks/sharing.js). The samples of a generation
 * are dealt in chunks of eight by their global index, on which alone a sample's bits depend, and put
 * together in the order of the indices; the coordinator makes the run's fingerprint of the samples' own. So
 * any number of workers gives the same bits.
 *
 * One core is left to the page. The others' workers start when a run is worth it and are given
 * back when idle or hidden; a run cut short by that is computed again when it is wanted.
 */

import { chooseBuild } from "../detect.js";
import { workOf } from "../tasks/model.js";
import { text } from "../texts.js";
import { deal, join } from "./dealing.js";
import { First } from "./first.js";
import { PoolWorker, why } from "./pooled.js";

/** @typedef {import("../tasks/messages.js").Request} Request */
/** @typedef {import("../tasks/messages.js").Reply} Reply */
/** @typedef {import("../tasks/messages.js").Frame} Frame */
/** @typedef {import("./client.js").Loss} Loss */
/** @template {string} T @typedef {Extract<Request, {type: T}>} Ask */
/** @template {string} T @typedef {Extract<Reply, {type: T}>} Answer */
/** @typedef {{worker: PoolWorker, begun: boolean, frames: Answer<"frame">[]}} Share */
const worthSharing = 2e6; // multiplications of a step of all samples
const worthHelp = 1e10; // multiplications of a training: half a second of one worker
const watchMs = 1500;
const idleMs = 30_000;
const hiddenMs = 6000;
const patience = 3; // deaths without a finished job before giving up

export class Pool {
  /**
   * @param {object} on
   * @param {(reply: Reply) => void} on.reply
   * @param {(why: string) => void} on.restart a new worker is on its way, `ready` follows
   * @param {() => void} on.lapsed the generation was given back; it is to be asked for again
   * @param {(why: string) => void} on.broken nothing more can be done
   * @param {import("./pooled.js").WorkerSource} source
   */
  constructor(on, source) {
    this.on = on;
    this.source = source;
    this.size = source.size;
    this.forced = source.forced;
    /** @type {First | null} what the coordinator is, until more is asked for */
    this.first = source.first && chooseBuild() === "simd" ? new First() : null;
    this.growing = false;
    /** @type {Request | null} what was to be trained or generated last */
    this.asked = null;
    /** @type {PoolWorker[]} the coordinator first */
    this.workers = [];
    /** @type {Ask<"load"> | null} */
    this.model = null;
    /** @type {{run: number, shares: Share[], joining: {frames: Frame[], asked: boolean}[], steps: number, over: boolean, lost: "" | "idle" | "dead"} | null} */
    this.work = null;
    /** @type {Ask<"train"> | null} the training that the others contribute to */
    this.shared = null;
    this.contributors = 0;
    this.used = 0;
    this.deaths = 0;
    /** @type {Loss | null} of the last one that died */
    this.loss = null;
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.timer = undefined;
  }

  /** Ends all workers for good. */
  end() {
    clearInterval(this.timer);
    for (const worker of this.workers.splice(0)) worker.end();
  }

  /** Loads and starts; failures arrive by `on.broken`. */
  start() {
    if (chooseBuild() === "none") return this.on.broken(text("notice.noWasm"));
    this.workers = [this.take()];
    this.timer = setInterval(() => this.watch(), watchMs);
  }

  /** Goes over from the first module to the engine; what is asked of it meanwhile waits. */
  grow() {
    Object.assign(this, { first: null, growing: true });
    this.workers[0].end();
    this.workers = [this.take()];
    if (this.model) this.workers[0].send(this.model);
    this.workers[0].loaded = this.model;
    if (this.work && !this.work.over) this.work.lost = "idle";
  }

  /** Another worker. */
  take() {
    return new PoolWorker(
      this.source.client(this.first ? "first" : "engine"),
      (reply, from) => this.receive(reply, from),
      (loss, who) => this.replace(loss, who),
    );
  }

  /** @param {Request} request */
  send(request) {
    if (request.type === "train") {
      Object.assign(this, { model: null, work: null, shared: request });
      for (const worker of this.workers) worker.contributes = 0;
    }
    if (this.first && !this.first.serves(request)) {
      this.grow();
      // What was asked of the run went with the worker.
      if (["event", "seed"].includes(request.type) && this.work?.lost) this.on.lapsed();
    }
    if (request.type === "train" || request.type === "generate") this.asked = request;
    const coordinator = this.workers[0];
    if (request.type === "generate") return this.generate(request);
    if (request.type === "event") return this.meet(request);
    if (request.type === "advance") return this.advance(request);
    if (request.type === "load") coordinator.loaded = this.model = request;
    coordinator.send(request);
  }

  /** Lends the coordinator all others, where its training is worth it. @param {Answer<"shares">} reply */
  help({ job, work }) {
    if (job !== this.shared?.job || (work < worthHelp && !this.forced)) return;
    for (let at = 1; at < this.size; at++) this.lend(at);
  }

  /** Lends the coordinator another worker for its training. @param {number} at */
  lend(at) {
    const { shared } = this;
    if (!shared) return;
    this.workers[at] ??= this.take();
    const { port1, port2 } = new MessageChannel();
    const { job, settings, images } = shared;
    this.workers[at].contributes = ++this.contributors;
    this.workers[at].send({ type: "contribute", job, settings, images, port: port2 }, [port2]);
    this.workers[0].send({ type: "worker", job, worker: this.contributors, port: port1 }, [port1]);
  }

  /** Tells the coordinator that a worker contributes no more. @param {PoolWorker} worker */
  withdraw(worker) {
    if (!worker.contributes || !this.shared) return false;
    this.workers[0].send({ type: "lost", worker: worker.contributes });
    return true;
  }

  /** @param {Ask<"generate">} request */
  generate(request) {
    this.used = performance.now();
    const couplings = this.model ? workOf(this.model.model) : 0;
    const worth = this.forced || couplings * request.samples >= worthSharing;
    const parts = deal(request.first, request.samples, this.model && worth ? this.size : 1);
    const shares = parts.map((part, i) => {
      this.workers[i] ??= this.take();
      const worker = this.workers[i];
      if (i > 0 && this.model && worker.loaded !== this.model) worker.send(this.model);
      if (i > 0) worker.loaded = this.model;
      const classes = request.classes.slice(part.first - request.first, part.first - request.first + part.samples);
      worker.send({ ...request, ...part, classes });
      return { worker, begun: false, frames: [] };
    });
    this.work = { run: request.run, shares, joining: [], steps: 0, over: false, lost: "" };
  }

  /** @param {Ask<"event">} request */
  meet(request) {
    if (this.work?.run !== request.run || this.work.lost) return; // a run that is computed again has it in its order
    for (const { worker } of this.work.shares) worker.send(request);
  }

  /** @param {Ask<"advance">} request */
  advance(request) {
    this.used = performance.now();
    if (this.work?.run !== request.run) return;
    if (this.work.lost === "idle") return this.on.lapsed();
    if (this.work.lost === "dead") return; // asked for again when the new worker is ready
    for (const { worker } of this.work.shares) worker.send(request);
  }

  /** @param {Reply} reply @param {PoolWorker} from */
  receive(reply, from) {
    if (reply.type === "ready" && from !== this.workers[0] && this.work?.lost !== "dead") return;
    if (reply.type === "ready" && this.growing) {
      this.growing = false; // nobody was told that a worker went
      return;
    }
    if (reply.type === "refused" && this.first && this.asked) {
      this.grow(); // which can do it, or knows better why not
      return this.send(this.asked);
    }
    if (reply.type === "trained") {
      this.model = { type: "load", job: reply.job, model: reply.model, targets: reply.targets };
      from.loaded = this.model;
    }
    if (reply.type === "trained" || reply.type === "frame") this.deaths = 0;
    if (reply.type === "trained" && reply.job === this.shared?.job) this.shared = null;
    if (reply.type === "progress") this.used = performance.now();
    if (reply.type === "shares") return this.help(reply);
    if (reply.type === "begun") return this.begin(reply, from);
    if (reply.type === "frame") return this.gather(reply, from);
    if (reply.type === "joined") return this.joined(reply);
    this.on.reply(reply);
  }

  /** @param {Answer<"begun">} reply @param {PoolWorker} from */
  begin(reply, from) {
    const { work } = this;
    const share = work?.shares.find(({ worker }) => worker === from);
    if (!work || !share || work.run !== reply.run) return;
    share.begun = true;
    work.steps = reply.steps;
    if (work.shares.every(({ begun }) => begun)) this.on.reply({ ...reply, workers: work.shares.length });
  }

  /** Keeps a part until all parts of its moment are there. @param {Answer<"frame">} reply @param {PoolWorker} from */
  gather(reply, from) {
    const { work } = this;
    if (!work || work.run !== reply.run) return;
    if (this.first && reply.frame.step >= work.steps) this.source.prepare(); // behind the first images
    if (work.shares.length === 1) return this.on.reply(reply);
    this.used = performance.now();
    work.shares.find(({ worker }) => worker === from)?.frames.push(reply);
    while (work.shares.every(({ frames }) => frames.length > 0)) {
      const parts = work.shares.map(({ frames }) => /** @type {Answer<"frame">} */ (frames.shift()));
      const frames = parts.map(({ frame }) => frame);
      work.joining.push({ frames, asked: parts[0].asked });
      this.workers[0].send({ type: "join", run: work.run, prints: frames.flatMap(({ prints }) => prints) });
    }
  }

  /** @param {Answer<"joined">} reply */
  joined({ run, fingerprint }) {
    const { work } = this;
    const next = work?.run === run ? work.joining.shift() : undefined;
    if (!work || !next) return;
    const frame = join(next.frames, fingerprint);
    work.over = frame.step >= work.steps;
    this.on.reply({ type: "frame", run, frame, asked: next.asked });
  }

  /** Gives back the workers that have nothing to do. */
  watch() {
    const idle = performance.now() - this.used;
    if (this.workers.length < 2 || idle <= (document.hidden ? hiddenMs : idleMs)) return;
    for (const worker of this.workers.splice(1)) {
      this.withdraw(worker);
      worker.end();
    }
    if (this.work && this.work.shares.length > 1 && !this.work.over) this.work.lost = "idle";
  }

  /** Replaces a dead worker, if anything was lost with it. @param {Loss} loss @param {PoolWorker} who */
  replace(loss, who) {
    const at = this.workers.indexOf(who);
    if (at < 0) return;
    const busy = this.work?.shares.some(({ worker }) => worker === who) && !this.work.over;
    this.deaths += 1;
    this.loss = loss;
    if (loss.reason === "module") return this.on.broken(text("notice.notLoaded", { why: loss.message }));
    if (at > 0 && this.withdraw(who)) {
      this.workers.splice(at, 1, ...(this.deaths > patience ? [] : [this.take()]));
      return this.deaths > patience ? undefined : this.lend(at);
    }
    if ((at === 0 && loss.reason === "script") || this.deaths > patience)
      return this.on.broken(text("notice.dead", { why: why(loss) }));
    if (at > 0 && !busy) {
      this.workers.splice(at, 1);
      return;
    }
    if (this.first) this.grow();
    else this.workers[at] = this.take();
    this.growing = false;
    if (this.work) this.work.lost = "dead";
    this.on.restart(why(loss));
  }
}
