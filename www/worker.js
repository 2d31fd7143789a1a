/**
 * The worker: owns the wasm instance, checks every message, and works in slices.
 *
 * Between two slices it returns to the event loop through a message channel (a timer would be
 * clamped to 4 ms), so a pause, a new training or a ping is seen within one slice.
 */
import { Computer } from "./computer.js";
import { requestProblem } from "./protocol.js";

/** @typedef {import("./protocol.js").Request} Request */
/** @typedef {import("./protocol.js").Reply} Reply */

/** @type {Computer | null} */
let computer = null;
/** @type {import("./computer.js").Wasm | null} */
let wasm = null;
let awake = false;
const channel = new MessageChannel();
/** The worker's name is the build it runs; its glue loads while the page compiles the module. */
const build = self.name === "portable" ? "portable" : "simd";
const glue = import(`./built/${build}/engine.js`);
glue.catch(() => {}); // reported when the page asks to start

/** @param {Reply} reply @param {Transferable[]} [transfer] */
function post(reply, transfer = []) {
  /** @type {Worker} */ (/** @type {unknown} */ (self)).postMessage(reply, transfer);
}

function wake() {
  if (awake) return;
  awake = true;
  channel.port2.postMessage(null);
}

/** @param {unknown} error @param {"start" | "train" | "generate"} during @param {number} id */
function fail(error, during, id) {
  const { name = "Error", message = String(error), field = "" } = /** @type {any} */ (error);
  const fatal = name !== "ThermogenError";
  post({ type: "failed", during, id, field: String(field), message: String(message), fatal });
}

/** @param {Extract<Request, {type: "start"}>} request */
async function start({ module }) {
  const loaded = await glue;
  await loaded.default({ module_or_path: module });
  wasm = loaded;
  computer = new Computer(loaded, post);
  post({ type: "ready" });
}

/** @param {Request} request */
function handle(request) {
  if (request.type === "ping") return post({ type: "pong" });
  if (!computer || !wasm) throw new Error("the worker was asked for work before it was started");
  switch (request.type) {
    case "seed":
      return post({ type: "seed", seed: wasm.freshSeed() });
    case "join":
      return post({ type: "joined", run: request.run, fingerprint: wasm.joinFingerprints(request.prints) });
    case "finish":
      computer.finishNow(request);
      break;
    case "hold":
      computer.held = request.held;
      break;
    case "train":
      computer.train(request);
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
  wake();
}

/** What an error in answer to this request is about. @param {Request} request @returns {["start" | "train" | "generate", number]} */
function subject(request) {
  if ("job" in request) return ["train", request.job];
  return "run" in request ? ["generate", request.run] : ["start", 0];
}

self.addEventListener("message", ({ data }) => {
  const problem = requestProblem(data);
  if (problem) return fail(new Error(problem), "start", 0);
  const request = /** @type {Request} */ (data);
  if (request.type === "start") {
    start(request).catch((error) => fail(error, "start", 0));
    return;
  }
  try {
    handle(request);
  } catch (error) {
    fail(error, ...subject(request));
  }
});

channel.port1.onmessage = () => {
  awake = false;
  try {
    if (computer?.slice()) wake();
  } catch (error) {
    const training = computer?.training;
    const generation = computer?.generation;
    computer?.abandon();
    fail(error, training ? "train" : "generate", training?.job ?? generation?.id ?? 0);
  }
};
