/**
 * The pool: worker instances that share nothing, and a generation or a training dealt among them.
 *
 * The first worker, the lead, trains and serves what is no generation; a training that it finds worth
 * sharing gets the others for helpers (team.js). The samples of a generation
 * are dealt in chunks of eight by their global index, on which alone a sample's bits depend, and put
 * together in the order of the indices; the lead makes the run's fingerprint of the samples' own. So
 * any number of workers gives the same bits.
 *
 * One core is left to the page. The others' workers start when a run is worth it and are given
 * back when idle or hidden; a run cut short by that is computed again when it is wanted.
 */

import { chooseBuild } from "../detect.js";
import { text } from "../texts.js";
import { deal, join } from "./dealing.js";
import { First } from "./first.js";
import { Member } from "./member.js";
import { couplingsOf } from "./parts.js";

/** @typedef {import("./protocol.js").Request} Request */
/** @typedef {import("./protocol.js").Reply} Reply */
/** @typedef {import("./protocol.js").Frame} Frame */
/** @template {string} T @typedef {Extract<Request, {type: T}>} Ask */
/** @template {string} T @typedef {Extract<Reply, {type: T}>} Answer */
/** @typedef {{member: Member, begun: boolean, frames: Answer<"frame">[]}} Share */

const worthSharing = 2e6; // couplings × samples of a step
const worthHelp = 1e10; // multiplications of a training: half a second of one worker
const pingMs = 1500;
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
   * @param {import("./staff.js").Staff} staff
   */
  constructor(on, staff) {
    this.on = on;
    this.staff = staff;
    /** @type {string} */
    this.build = chooseBuild();
    this.size = staff.size;
    this.forced = staff.forced;
    /** @type {First | null} what the lead is, until more is asked for */
    this.first = staff.first && this.build === "simd" ? new First() : null;
    if (this.first) this.build = "first";
    /** @type {Promise<WebAssembly.Module | null> | null} the engine, on its way while the first module works */
    this.coming = null;
    this.growing = false;
    /** @type {Request | null} what was to be trained or generated last */
    this.asked = null;
    /** @type {WebAssembly.Module | null} */
    this.module = null;
    /** @type {Member[]} the lead first */
    this.members = [];
    /** @type {Ask<"load"> | null} */
    this.model = null;
    /** @type {{run: number, shares: Share[], joining: {frames: Frame[], asked: boolean}[], steps: number, over: boolean, lost: "" | "idle" | "dead"} | null} */
    this.work = null;
    /** @type {Ask<"train"> | null} the training that the others help with */
    this.shared = null;
    this.helpers = 0;
    this.used = 0;
    this.deaths = 0;
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.timer = undefined;
  }

  /** Ends all workers for good. */
  end() {
    clearInterval(this.timer);
    for (const member of this.members.splice(0)) member.end();
  }

  /** Loads and starts; failures arrive by `on.broken`. */
  async start() {
    if (this.build === "none") {
      return this.on.broken(text("notice.noWasm"));
    }
    this.members = [this.hire()]; // its scripts load while the module compiles
    if (await this.load()) this.timer = setInterval(() => this.watch(), pingMs);
  }

  /** Gets the module and starts who waits for it. @returns {Promise<boolean>} whether it could be got */
  async load() {
    try {
      this.module = (await this.coming) ?? (await this.staff.module(this.build));
      for (const member of this.members) member.start(this.module);
      return true;
    } catch (error) {
      this.on.broken(text("notice.notLoaded", { why: /** @type {Error} */ (error).message }));
      return false;
    }
  }

  /** Goes over from the first module to the engine; what is asked of it meanwhile waits. */
  grow() {
    Object.assign(this, { first: null, build: chooseBuild(), module: null, growing: true });
    this.members[0].end();
    this.members = [this.hire()];
    if (this.model) this.members[0].send(this.model);
    this.members[0].loaded = this.model;
    if (this.work && !this.work.over) this.work.lost = "idle";
    this.load();
  }

  hire() {
    const member = new Member(
      this.staff.hire(this.build),
      (reply, from) => this.receive(reply, from),
      (why, who) => this.bury(why, who),
    );
    if (this.module) member.start(this.module);
    return member;
  }

  /** @param {Request} request */
  send(request) {
    if (request.type === "train") {
      Object.assign(this, { model: null, work: null, shared: request });
      for (const member of this.members) member.assists = 0;
    }
    if (this.first && !this.first.serves(request)) {
      this.grow();
      // What was asked of the run went with the worker.
      if (["act", "seed"].includes(request.type) && this.work?.lost) this.on.lapsed();
    }
    if (request.type === "train" || request.type === "generate") this.asked = request;
    const lead = this.members[0];
    if (request.type === "generate") return this.generate(request);
    if (request.type === "act") return this.act(request);
    if (request.type === "advance") return this.advance(request);
    if (request.type === "load") lead.loaded = this.model = request;
    lead.send(request);
  }

  /** Lends the lead all others, where its training is worth it. @param {Answer<"shares">} reply */
  help({ job, work }) {
    if (job !== this.shared?.job || (work < worthHelp && !this.forced)) return;
    for (let at = 1; at < this.size; at++) this.lend(at);
  }

  /** Lends the lead a helper for its training. @param {number} at */
  lend(at) {
    const { shared } = this;
    if (!shared) return;
    this.members[at] ??= this.hire();
    const { port1, port2 } = new MessageChannel();
    const { job, settings, images } = shared;
    this.members[at].assists = ++this.helpers;
    this.members[at].send({ type: "assist", job, settings, images, port: port2 }, [port2]);
    this.members[0].send({ type: "hand", job, hand: this.helpers, port: port1 }, [port1]);
  }

  /** @param {Ask<"generate">} request */
  generate(request) {
    this.used = performance.now();
    const couplings = this.model ? couplingsOf(this.model.model) : 0;
    const worth = this.forced || couplings * request.samples >= worthSharing;
    const parts = deal(request.first, request.samples, this.model && worth ? this.size : 1);
    const shares = parts.map((part, i) => {
      this.members[i] ??= this.hire();
      const member = this.members[i];
      if (i > 0 && this.model && member.loaded !== this.model) member.send(this.model);
      if (i > 0) member.loaded = this.model;
      const classes = request.classes.slice(part.first - request.first, part.first - request.first + part.samples);
      member.send({ ...request, ...part, classes });
      return { member, begun: false, frames: [] };
    });
    this.work = { run: request.run, shares, joining: [], steps: 0, over: false, lost: "" };
  }

  /** @param {Ask<"act">} request */
  act(request) {
    if (this.work?.run !== request.run || this.work.lost) return; // a run that is computed again has it in its order
    for (const { member } of this.work.shares) member.send(request);
  }

  /** @param {Ask<"advance">} request */
  advance(request) {
    this.used = performance.now();
    if (this.work?.run !== request.run) return;
    if (this.work.lost === "idle") return this.on.lapsed();
    if (this.work.lost === "dead") return; // asked for again when the new worker is ready
    for (const { member } of this.work.shares) member.send(request);
  }

  /** @param {Reply} reply @param {Member} from */
  receive(reply, from) {
    if (reply.type === "ready" && from !== this.members[0] && this.work?.lost !== "dead") return;
    if (reply.type === "ready" && this.growing) {
      this.growing = false; // nobody was told that a worker went
      return;
    }
    if (reply.type === "failed" && this.first && this.asked) {
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

  /** @param {Answer<"begun">} reply @param {Member} from */
  begin(reply, from) {
    const { work } = this;
    const share = work?.shares.find(({ member }) => member === from);
    if (!work || !share || work.run !== reply.run) return;
    share.begun = true;
    work.steps = reply.steps;
    if (work.shares.every(({ begun }) => begun)) this.on.reply({ ...reply, workers: work.shares.length });
  }

  /** Keeps a part until all parts of its moment are there. @param {Answer<"frame">} reply @param {Member} from */
  gather(reply, from) {
    const { work } = this;
    if (!work || work.run !== reply.run) return;
    if (this.first && reply.frame.step >= work.steps) {
      // Behind the first images.
      this.coming ??= this.staff.module(chooseBuild()).catch(() => null); // told when it is needed
    }
    if (work.shares.length === 1) return this.on.reply(reply);
    this.used = performance.now();
    work.shares.find(({ member }) => member === from)?.frames.push(reply);
    while (work.shares.every(({ frames }) => frames.length > 0)) {
      const parts = work.shares.map(({ frames }) => /** @type {Answer<"frame">} */ (frames.shift()));
      const frames = parts.map(({ frame }) => frame);
      work.joining.push({ frames, asked: parts[0].asked });
      this.members[0].send({ type: "join", run: work.run, prints: frames.flatMap(({ prints }) => prints) });
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

  /** Looks after the workers: pings all, gives back those that have nothing to do. */
  watch() {
    for (const member of this.members) member.watch();
    const idle = performance.now() - this.used;
    if (this.members.length > 1 && idle > (document.hidden ? hiddenMs : idleMs)) this.giveBack();
  }

  giveBack() {
    for (const member of this.members.splice(1)) {
      if (member.assists && this.shared) this.members[0].send({ type: "lost", hand: member.assists });
      member.end();
    }
    if (this.work && this.work.shares.length > 1 && !this.work.over) this.work.lost = "idle";
  }

  /** Replaces a dead worker, if anything was lost with it. @param {string} why @param {Member} who */
  bury(why, who) {
    const at = this.members.indexOf(who);
    if (at < 0) return;
    const busy = this.work?.shares.some(({ member }) => member === who) && !this.work.over;
    this.deaths += 1;
    if (at > 0 && who.assists && this.shared) {
      this.members[0].send({ type: "lost", hand: who.assists });
      this.members.splice(at, 1, ...(this.deaths > patience ? [] : [this.hire()]));
      return this.deaths > patience ? undefined : this.lend(at);
    }
    if (!this.module || this.deaths > patience) {
      return this.on.broken(text("notice.dead", { why }));
    }
    if (at > 0 && !busy) {
      this.members.splice(at, 1);
      return;
    }
    if (this.first) this.grow();
    else this.members[at] = this.hire();
    this.growing = false;
    if (this.work) this.work.lost = "dead";
    this.on.restart(why);
  }
}
