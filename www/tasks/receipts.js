/** Tasks that write, read and repeat receipts, and that write and read models. */
import { Generation, sliceMs } from "./generate.js";
import { given } from "./model.js";
import { owning, saidBy } from "./owning.js";

/** @typedef {typeof import("../built/simd/tools.js")} Tools */
/** @typedef {import("../worker/loop.js").Steps} Steps */
/** @typedef {import("../worker/loop.js").Part} Part */
/** @typedef {import("./owning.js").Own} Own */
/** @typedef {import("./generate.js").Order} Order */
/** @typedef {import("./messages.js").Settings} Settings */
/** @typedef {import("./model.js").ModelData} ModelData */
/** @typedef {import("../built/simd/tools.js").Model} Model */

/**
 * @typedef {object} Writing what a receipt is made from
 * @property {ModelData} model
 * @property {Settings} settings of the training
 * @property {import("./messages.js").Images} images
 * @property {string} preset
 * @property {string} madeBy
 * @property {number | null} loss excess loss of the last iteration
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

/** The receipt of a run, which is computed again for it. Parts: `{fraction}`, then `{text, said}`. */
export const receipt = owning(
  /** @param {Own} own @param {Tools} wasm @param {Writing} input @returns {Steps} */
  function* (own, wasm, { model: data, settings, images, preset, madeBy, loss, seconds, order }) {
    const model = own(wasm.Model.fromData(data));
    const ran = yield* generated(wasm, model, order);
    const set = given(wasm, images, settings);
    const glyphs =
      images.kind === "glyphs"
        ? { ids: [...images.ids], size: images.size, seed: settings.seed, first: images.first }
        : null;
    const { classes, first, events, clamp } = order;
    const generation = { settings: order.settings, first, classes: [...classes], events, clamp, ...ran };
    const about = { made_by: madeBy, preset, settings, glyphs, loss_excess: loss ?? undefined, seconds };
    const text = wasm.writeReceipt({ ...about, fingerprint: model.fingerprint(), generation }, set);
    const said = saidBy(new wasm.Receipt(text), saying);
    yield { part: { text, said } };
  },
);

/** @param {import("../built/simd/tools.js").Receipt} receipt @returns {Said} */
const saying = (receipt) => receipt.contents();

/** @typedef {{fingerprint: string, heats: number[], works: number[], seconds: number}} Ran */

/** Runs samples to their end, which `look` may see before it is given back. */
const generated = owning(
  /**
   * @param {Own} own @param {Tools} wasm @param {Model} model @param {Order} order @param {(end: Generation["generator"]) => void} [look]
   * @returns {Generator<Part | null, Ran>}
   */
  function* (own, wasm, model, order, look) {
    const began = performance.now();
    const run = own(new Generation(wasm, model, order, new Float32Array(0)));
    while (run.step < run.steps) {
      run.advanceTowards(run.steps);
      yield { part: { fraction: run.step / run.steps } };
    }
    const { generator } = run;
    look?.(generator);
    const [heats, works] = [Array.from(generator.heatEmitted()), Array.from(generator.work())];
    return { fingerprint: generator.fingerprint(), heats, works, seconds: (performance.now() - began) / 1000 };
  },
);

/** @typedef {{fingerprint: string, loss: number | null, heat: number, work: number, seconds: number, run: string}} Repeated */

/**
 * A receipt run again: trained from its images, generated. Parts: `{said}` at once, `{fraction}`, then
 * `{again}`, with the images, for the page.
 */
export const replay = owning(
  /** @param {Own} own @param {Tools} wasm @param {{text: string}} input @returns {Steps} */
  function* (own, wasm, { text }) {
    const receipt = own(new wasm.Receipt(text));
    const recorded = saying(receipt);
    yield { part: { said: recorded } };
    const images = /** @type {{pixels: Uint8Array, labels: Uint8Array, width: number, height: number}} */ (
      receipt.images()
    );
    const clamp = /** @type {Order["clamp"]} */ (receipt.clamp() ?? null);
    const began = performance.now();
    const { model, loss } = yield* trained(wasm, recorded.model.settings, images);
    own(model);
    const [fingerprint, seconds] = [model.fingerprint(), (performance.now() - began) / 1000];
    const order = recorded.generation && orderOf(recorded.generation, clamp);
    const ran = order ? yield* generated(wasm, model, order) : null;
    yield { part: { again: { fingerprint, loss, seconds, ran }, images, held: clamp !== null } };
  },
);

/** @param {NonNullable<Said["generation"]>} generation @param {Order["clamp"]} clamp @returns {Order} */
function orderOf({ settings, first, classes = [], events = [] }, clamp) {
  return { settings, first, samples: Number(settings.samples), classes: Uint8Array.from(classes), clamp, events };
}

/** Trains to the end; the model is the caller's. */
const trained = owning(
  /** @param {Own} own @param {Tools} wasm @param {Settings} settings @param {{pixels: Uint8Array, labels: Uint8Array, width: number, height: number}} images @returns {Generator<Part | null, {model: Model, loss: number | null}>} */
  function* (own, wasm, settings, images) {
    const trainer = own(new wasm.Training(settings, images));
    for (let complete = false; !complete; ) {
      const end = performance.now() + sliceMs;
      while (!complete && performance.now() < end) complete = trainer.advance();
      yield { part: { fraction: trainer.fraction() } };
    }
    return { model: trainer.model(), loss: trainer.lossExcess().at(-1) ?? null };
  },
);

/** @typedef {{fingerprint: string, settings: Settings, visible: number, hidden: number, width: number, height: number, classes: number[], pixels: Uint8Array, ran: Ran}} ModelPart */

const shown = 16;

/** A model file, and the first samples of its model as it wants to be read. */
export const model = owning(
  /** @param {Own} own @param {Tools} wasm @param {{file: Uint8Array}} input @returns {Steps} */
  function* (own, wasm, { file }) {
    const model = own(wasm.Model.fromData(wasm.readModel(file)));
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
  },
);

/** A model as a safetensors file. @param {Tools} wasm @param {{model: ModelData}} input @returns {Steps} */
export function* modelFile(wasm, { model: data }) {
  const file = wasm.modelFile(data);
  yield { part: { file }, transfer: [file.buffer] };
}
