// One worker of a pool, in a browser or in Node: loads a build of thermogen and makes the calls it is asked for,
// through the public interface alone; a training is shared as in the page.
//   {build}                     load that build
//   {prepare, task, ports, …}   get ready for a task (see `works`); ports lead to the helpers, or from the one helped
//   {calls}                     make that many calls of it
//   {memory}                    bytes of the instance's memory

import { presets } from "../www/built/parameters.js";
import { sliceMs } from "../www/tasks/generate.js";
import { Contribution, Coordinator } from "../www/tasks/sharing.js";

const inNode = typeof process === "object";
/** @type {any} */
const port = inNode ? (await import("node:worker_threads")).parentPort : self;
/** @type {any} */
let core;
/** @type {WebAssembly.Memory} */
let memory;
/** Work that can be done again and again, and what frees it. @typedef {{call: () => void | Promise<void>, end: () => void}} Work */
/** @type {Work} */
let work = { call: () => {}, end: () => {} };

/** @param {string} build */
async function load(build) {
  const folder = new URL(`../www/built/${build}/`, import.meta.url);
  core = await import(new URL("engine.js", folder).href);
  const wasm = new URL("engine_bg.wasm", folder);
  const bytes = inNode ? await (await import("node:fs/promises")).readFile(wasm) : fetch(wasm);
  memory = (await core.default({ module_or_path: bytes })).memory;
}

/** Three glyphs of 28 × 28 pixels, each a class. */
const glyphs = () => ({
  pixels: core.glyphs(Uint8Array.of(0, 1, 2), 28, 1, 0),
  labels: Uint8Array.of(0, 1, 2),
  width: 28,
  height: 28,
});

/** Three pictures of 128 × 128 pixels in colour, each a class. */
const pictures = () => ({
  pixels: core.pictures(Uint8Array.of(0, 1, 2), 128),
  labels: Uint8Array.of(0, 1, 2),
  width: 128,
  height: 128,
  channels: 3,
});

/** A computer that was trained on images. @param {object} settings @param {object} images */
function trained(settings, images) {
  const trainer = new core.Training(settings, images);
  while (!trainer.advance());
  return modelOf(trainer);
}

/** A computer of the paper's full size, or of the size asked for, trained for a moment on glyphs.
 * @param {{visible?: number, hidden?: number}} size */
function computer({ visible, hidden = 512 }) {
  if (visible === undefined) return trained({ hidden, trainer: "sgd", iterations: 1, time: 0.064 }, glyphs());
  const settings = { hidden, iterations: 0, couplings: "dense" };
  return modelOf(
    new core.Training(settings, {
      pixels: new Uint8Array(visible).fill(255),
      labels: new Uint8Array(),
      width: visible,
      height: 1,
    }),
  );
}

/** The model of a trainer that is not needed any more. @param {any} trainer */
function modelOf(trainer) {
  const model = trainer.model();
  trainer.free();
  return model;
}

/** One cycle of a training and then the next, with helpers. @param {any} trainer @param {MessagePort[]} ports @returns {Work} */
function shared(trainer, ports) {
  let wake = () => {};
  const coordinator = new Coordinator(trainer, () => wake());
  ports.forEach((port, id) => {
    coordinator.add(id, port);
  });
  const { port1, port2 } = new MessageChannel();
  // Lets the helpers' messages in, as the page's workers do between slices.
  const breathe = () =>
    new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  const call = async () => {
    const iteration = trainer.iteration;
    let until = performance.now() + sliceMs;
    while (trainer.iteration === iteration) {
      if (ports.length > 0 && performance.now() > until) {
        await breathe();
        until = performance.now() + sliceMs;
      }
      if (coordinator.waits) {
        await new Promise((resolve) => {
          wake = () => resolve(undefined);
        });
      }
      coordinator.exchange();
      trainer.advance();
    }
  };
  const end = () => {
    coordinator.end();
    trainer.free();
  };
  return { call, end };
}

/** Helps with another worker's training. @param {any} trainer @param {MessagePort} port @returns {Work} */
function help(trainer, port) {
  const contribution = new Contribution(trainer, port, () => {
    while (contribution.busy && !contribution.slice());
  });
  return { call: () => {}, end: () => contribution.end() };
}

/** One step of generation. @param {any} model @param {{first: number, samples: number}} share @returns {Work} */
function steps(model, { first, samples }) {
  const settings = { generate_dt: 0.01, generate_time: 1000 };
  let generator = new core.Generation(model, settings, first, samples);
  const call = () => {
    if (generator.advance(1) === 1) return;
    generator.free();
    generator = new core.Generation(model, settings, first, samples);
  };
  const end = () => {
    generator.free();
    model.free();
  };
  return { call, end };
}

/** From images to a trained computer. @param {object} settings @param {object} images @returns {Work} */
const training = (settings, images) => ({ call: () => trained(settings, images).free(), end: () => {} });

/** @type {Record<string, (task: any) => Work>} */
const works = {
  // One step of generation.
  generate: (task) => steps(computer(task), task),
  // The same with couplings in factors.
  factored: (task) => steps(trained({ hidden: 512, couplings: "factored" }, glyphs()), task),
  // The exact trainer in both forms, and on three pictures in colour.
  exact: () => training({ hidden: 512, couplings: "dense" }, glyphs()),
  "exact-factored": () => training({ hidden: 512, couplings: "factored" }, glyphs()),
  pictures: () => training(presets.pictures, pictures()),
  // Samples of those pictures from noise to the cooled end.
  condense({ first, samples }) {
    const model = trained(presets.pictures, pictures());
    const call = () => {
      const generator = new core.Generation(model, presets.pictures, first, samples);
      while (generator.advance(64) > 0);
      generator.free();
    };
    return { call, end: () => model.free() };
  },
  // One cycle of the paper's trainer: a trajectory of 2,500 steps.
  cycle({ first, ports = [] }) {
    const settings = { hidden: 512, trainer: "sgd", iterations: 100_000 };
    const trainer = new core.Training(settings, glyphs());
    return first > 0 ? help(trainer, ports[0]) : shared(trainer, ports);
  },
  // 784 × 64 normals, and the step of as many uncoupled units, as the interface has no bare noise.
  noise: () => works.generate({ first: 0, samples: 64, visible: 784, hidden: 0 }),
};

/** @param {any} message */
async function answer(message) {
  if (message.build) return load(message.build);
  if (message.memory) return memory.buffer.byteLength;
  if (message.prepare) {
    work.end();
    work = works[message.task](message);
    // Engines optimise a function after many calls: let them, before anything is timed.
    const start = performance.now();
    while (performance.now() - start < 600) {
      await work.call();
      if (message.first > 0 && message.task === "cycle") return;
    }
    return;
  }
  for (let call = 0; call < message.calls; call++) {
    const done = work.call();
    if (done) await done;
  }
}

const listen = async (/** @type {any} */ message) => {
  const { id, ...rest } = message;
  try {
    port.postMessage({ id, value: await answer(rest) });
  } catch (error) {
    port.postMessage({ id, error: String(error) });
  }
};
if (inNode) port.on("message", listen);
else self.onmessage = (event) => listen(event.data);
port.postMessage({ id: 0 });
