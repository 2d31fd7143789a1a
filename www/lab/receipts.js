/** Tasks of the lab that write, read and repeat receipts and read models; see tasks.js for what a task is. */
import { given } from "../pool/given.js";
import { Run, sliceMs } from "../pool/run.js";

/** @typedef {import("./tasks.js").Tools} Tools */
/** @typedef {import("./tasks.js").Steps} Steps */
/** @typedef {import("./tasks.js").Part} Part */
/** @typedef {import("../pool/run.js").Order} Order */
/** @typedef {import("../pool/protocol.js").Settings} Settings */
/** @typedef {import("../built/simd/tools.js").Model} Model */

/**
 * What is to be written down.
 * @typedef {object} Writing
 * @property {import("../pool/parts.js").Parts} model
 * @property {Settings} settings of the training
 * @property {import("../pool/protocol.js").Images} images
 * @property {string} preset
 * @property {string} madeBy
 * @property {number | null} loss of the last iteration, less N/2
 * @property {number | null} seconds that training took
 * @property {Order} order
 */

/**
 * A receipt as the core writes it, `schema` and all.
 * @typedef {object} Said
 * @property {number} schema
 * @property {string} version
 * @property {string} made_by
 * @property {string | null} preset
 * @property {{settings: Settings, images: Record<string, any> | null, file: string | null, fingerprint: string, loss_excess: number | null, seconds: number | null}} model
 * @property {{settings: Settings, first: number, classes?: number[], events?: string[], files: Record<string, any>, fingerprint: string, heat_emitted_mean_kt: number, heat_emitted_spread_kt: number, work_mean_kt: number, seconds: number | null} | null} generation
 */

/**
 * The receipt of a run, which is computed again for it. Parts: `{fraction}`, then `{text, said}`.
 * @param {Tools} wasm @param {Writing} input @returns {Steps}
 */
export function* receipt(wasm, { model: parts, settings, images, preset, madeBy, loss, seconds, order }) {
  const model = wasm.Model.fromData(parts);
  try {
    const ran = yield* generated(wasm, model, order);
    const { pixels, labels, width, height } = given(wasm, images, settings);
    const glyphs =
      images.kind === "glyphs"
        ? { ids: [...images.ids], size: images.size, seed: settings.seed, first: images.first }
        : null;
    const generation = { settings: order.settings, first: order.first, classes: [...order.classes], ...ran };
    const about = { made_by: madeBy, preset, settings, glyphs, loss_excess: loss ?? undefined, seconds };
    const run = {
      ...about,
      fingerprint: model.fingerprint(),
      generation: { ...generation, events: order.events, clamp: order.clamp },
    };
    const text = wasm.writeReceipt(run, { pixels, labels, width, height });
    yield { part: { text, said: said(wasm, text) } };
  } finally {
    model.free();
  }
}

/** What a receipt says. @param {Tools} wasm @param {string} text @returns {Said} */
function said(wasm, text) {
  const receipt = new wasm.Receipt(text);
  try {
    return receipt.contents();
  } finally {
    receipt.free();
  }
}

/** @typedef {{fingerprint: string, heats: number[], works: number[], seconds: number}} Ran */

/**
 * Runs samples to their end, which `look` may see before it is given back.
 * @param {Tools} wasm @param {Model} model @param {Order} order @param {(end: Run["generator"]) => void} [look]
 * @returns {Generator<Part | null, Ran>}
 */
function* generated(wasm, model, order, look) {
  const began = performance.now();
  const run = new Run(wasm, model, order, new Float32Array(0));
  try {
    while (run.step < run.steps) {
      run.advanceTowards(run.steps);
      yield { part: { fraction: run.step / run.steps } };
    }
    const { generator } = run;
    look?.(generator);
    const [heats, works] = [Array.from(generator.heatEmitted()), Array.from(generator.work())];
    return { fingerprint: generator.fingerprint(), heats, works, seconds: (performance.now() - began) / 1000 };
  } finally {
    run.end();
  }
}

/** @typedef {{fingerprint: string, loss: number | null, heat: number, work: number, seconds: number, run: string}} Repeated */

/**
 * A receipt run again: trained from its images, generated. Parts: `{said}` at once, `{fraction}`, then
 * `{again}`, with the images, for the page.
 * @param {Tools} wasm @param {{text: string}} input @returns {Steps}
 */
export function* replay(wasm, { text }) {
  const receipt = new wasm.Receipt(text);
  try {
    const recorded = /** @type {Said} */ (receipt.contents());
    yield { part: { said: recorded } };
    const images = /** @type {{pixels: Uint8Array, labels: Uint8Array, width: number, height: number}} */ (
      receipt.images()
    );
    const clamp = /** @type {Order["clamp"]} */ (receipt.clamp() ?? null);
    const began = performance.now();
    const { model, loss } = yield* trained(wasm, recorded.model.settings, images);
    try {
      const [fingerprint, seconds] = [model.fingerprint(), (performance.now() - began) / 1000];
      const order = recorded.generation && orderOf(recorded.generation, clamp);
      const ran = order ? yield* generated(wasm, model, order) : null;
      yield { part: { again: { fingerprint, loss, seconds, ran }, images, held: clamp !== null } };
    } finally {
      model.free();
    }
  } finally {
    receipt.free();
  }
}

/** @param {NonNullable<Said["generation"]>} generation @param {Order["clamp"]} clamp @returns {Order} */
function orderOf({ settings, first, classes = [], events = [] }, clamp) {
  return { settings, first, samples: Number(settings.samples), classes: Uint8Array.from(classes), clamp, events };
}

/** Trains to the end. @param {Tools} wasm @param {Settings} settings @param {{pixels: Uint8Array, labels: Uint8Array, width: number, height: number}} images @returns {Generator<Part | null, {model: Model, loss: number | null}>} */
function* trained(wasm, settings, { pixels, labels, width, height }) {
  const trainer = new wasm.Training(settings, { pixels, labels, width, height });
  try {
    for (let complete = false; !complete; ) {
      const end = performance.now() + sliceMs;
      while (!complete && performance.now() < end) complete = trainer.advance();
      yield { part: { fraction: trainer.fraction() } };
    }
    return { model: trainer.model(), loss: trainer.lossExcess().at(-1) ?? null };
  } finally {
    trainer.free();
  }
}

/** @typedef {{fingerprint: string, settings: Settings, visible: number, hidden: number, width: number, height: number, classes: number[], pixels: Uint8Array, ran: Ran}} ModelPart */

const shown = 16;

/** What a model's file holds, and its first samples as it wants to be read. @param {Tools} wasm @param {{file: Uint8Array}} input @returns {Steps} */
export function* model(wasm, { file }) {
  const model = wasm.Model.fromData(wasm.readModel(file));
  try {
    const settings = { .../** @type {Settings} */ (wasm.settingsOf(model)), samples: shown };
    const { visible, hidden, width, height } = model;
    const all = [...model.classes()];
    const classes = Uint8Array.from({ length: all.length ? shown : 0 }, (_, k) => all[k % all.length]);
    const order = { settings, first: 0, samples: shown, classes, clamp: null, events: [] };
    let pixels = /** @type {Uint8Array<ArrayBufferLike>} */ (new Uint8Array(0));
    const ran = yield* generated(wasm, model, order, (end) => {
      pixels = end.pixels();
    });
    const about = { fingerprint: model.fingerprint(), settings, visible, hidden, width, height, classes: all };
    yield { part: { ...about, pixels, ran } };
  } finally {
    model.free();
  }
}

/** A model as a safetensors file. @param {Tools} wasm @param {{model: import("../pool/parts.js").Parts}} input @returns {Steps} */
export function* modelFile(wasm, { model: parts }) {
  const file = wasm.modelFile(parts);
  yield { part: { file }, transfer: [file.buffer] };
}
