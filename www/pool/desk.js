/**
 * One computer at work for one pool: checks every message, and works in slices.
 *
 * Between two slices it returns to the event loop through a message channel (a timer would be
 * clamped to 4 ms), so a pause, a new training or a ping is seen within one slice. Several desks may
 * stand in one worker and share its instance; a trap in one spoils the instance for all.
 */
import { Computer } from "./computer.js";
import { requestProblem } from "./protocol.js";

/** @typedef {import("./protocol.js").Request} Request */
/** @typedef {import("./protocol.js").Reply} Reply */
/** @typedef {import("./computer.js").Wasm} Wasm */
/** What replies go to and requests come from: a worker's own scope, or a port. @typedef {Pick<MessagePort, "postMessage" | "addEventListener">} Line */

/** The desk that last had work that somebody waits for, and when. @type {{desk: Desk | null, at: number}} */
const urgent = { desk: null, at: 0 };
const courtesyMs = 250;

export class Desk {
  /**
   * @param {Line} line
   * @param {(module: WebAssembly.Module) => Promise<Wasm>} open makes the instance, or gives the one there is
   * @param {() => void} [spoiled] called when the instance must not be used again
   */
  constructor(line, open, spoiled = () => {}) {
    this.line = line;
    this.open = open;
    this.spoiled = spoiled;
    /** @type {Computer | null} */
    this.computer = null;
    /** @type {Wasm | null} */
    this.wasm = null;
    this.awake = false;
    this.channel = new MessageChannel();
    this.channel.port1.onmessage = () => this.slice();
    line.addEventListener("message", (event) => this.receive(/** @type {MessageEvent} */ (event).data));
  }

  /** @param {Reply} reply @param {Transferable[]} [transfer] */
  post(reply, transfer = []) {
    this.line.postMessage(reply, transfer);
  }

  wake() {
    if (this.awake) return;
    this.awake = true;
    this.channel.port2.postMessage(null);
  }

  /** @param {unknown} error @param {"start" | "train" | "generate"} during @param {number} id */
  fail(error, during, id) {
    const { name = "Error", message = String(error), field = "" } = /** @type {any} */ (error);
    const fatal = name !== "ThermogenError";
    this.post({ type: "failed", during, id, field: String(field), message: String(message), fatal });
    if (fatal) this.spoiled();
  }

  /** @param {Extract<Request, {type: "start"}>} request */
  async start({ module }) {
    this.wasm = await this.open(module);
    this.computer = new Computer(
      this.wasm,
      (reply, transfer) => this.post(reply, transfer),
      () => this.wake(),
    );
    this.post({ type: "ready" });
  }

  /** @param {unknown} data */
  receive(data) {
    const problem = requestProblem(data);
    if (problem) return this.fail(new Error(problem), "start", 0);
    const request = /** @type {Request} */ (data);
    if (request.type === "start") {
      this.start(request).catch((error) => this.fail(error, "start", 0));
      return;
    }
    try {
      this.handle(request);
    } catch (error) {
      this.fail(error, ...subject(request));
    }
  }

  /** @param {Request} request */
  handle(request) {
    if (request.type === "ping") return this.post({ type: "pong" });
    const { computer, wasm } = this;
    if (!computer || !wasm) throw new Error("the worker was asked for work before it was started");
    switch (request.type) {
      case "seed":
        return this.post({ type: "seed", seed: wasm.freshSeed() });
      case "join":
        return this.post({ type: "joined", run: request.run, fingerprint: wasm.joinFingerprints(request.prints) });
      case "state":
        computer.tellState(request);
        break;
      case "finish":
        computer.finishNow(request);
        break;
      case "hold":
        computer.held = request.held;
        break;
      case "train":
        computer.train(request);
        break;
      case "hand":
        computer.join(request);
        break;
      case "lost":
        computer.training?.team.lose(request.hand);
        break;
      case "assist":
        computer.assist(request);
        break;
      case "load":
        computer.load(request);
        break;
      case "generate":
        computer.generate(request);
        break;
      case "act":
        computer.act(request);
        break;
      case "advance":
        computer.advance(request);
        break;
    }
    this.wake();
  }

  /** Whether what is left to do can wait, and another desk of this worker has what cannot. */
  get yields() {
    const now = performance.now();
    const { training, generation } = this.computer ?? {};
    const awaited = training || (generation && generation.run.step < generation.goal);
    if (awaited) Object.assign(urgent, { desk: this, at: now });
    return urgent.desk !== this && now - urgent.at < courtesyMs;
  }

  slice() {
    this.awake = false;
    const { computer } = this;
    if (this.yields) {
      setTimeout(() => this.wake(), courtesyMs);
      return;
    }
    try {
      if (computer?.slice()) this.wake();
    } catch (error) {
      const training = computer?.training;
      const generation = computer?.generation;
      computer?.abandon();
      this.fail(error, training ? "train" : "generate", training?.job ?? generation?.id ?? 0);
    }
  }

  /** Gives back what it holds. */
  end() {
    this.computer?.stop();
    this.computer = null;
  }
}

/** What an error in answer to this request is about. @param {Request} request @returns {["start" | "train" | "generate", number]} */
function subject(request) {
  if ("job" in request) return ["train", request.job];
  return "run" in request ? ["generate", request.run] : ["start", 0];
}
