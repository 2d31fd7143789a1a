/**
 * The calls of the JavaScript interface: training, generating and noising, each a generator. It works in slices of a
 * few milliseconds, yields how far it has come after each, and returns its result.
 */
import grammar from "../built/links.js";
import { glyphNames, presets } from "../built/parameters.js";
import { stepped } from "../worker/loop.js";
import { ThermogenError } from "./errors.js";
import { Generation, sliceMs } from "./generate.js";
import { owning } from "./owning.js";

/** @typedef {typeof import("../built/simd/tools.js")} Core */
/** @typedef {import("../embed/thermogen.d.ts").Images} Images */
/** @typedef {import("../embed/thermogen.d.ts").Model} Model */
/** @typedef {import("../embed/thermogen.d.ts").Settings} Settings */

/** @param {{preset?: string, settings?: Settings}} options */
function settingsOf({ preset, settings = {} }) {
  if (preset === undefined) return settings;
  const known = /** @type {Record<string, Settings>} */ (presets);
  if (Object.hasOwn(known, preset)) return { ...known[preset], ...settings };
  throw new ThermogenError("preset", `preset is “${preset}”; it must be one of ${Object.keys(known).join(", ")}`);
}

/** The positions of names in a list of them. @param {string} field @param {string[]} names @param {string[]} known */
function idsOf(field, names, known) {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new ThermogenError(field, `${field} has “${unknown}”; they must be of ${known.join(", ")}`);
  }
  return Uint8Array.from(names, (name) => known.indexOf(name));
}

/** @param {Core} core @param {Images} images @param {Settings} settings */
function imagesOf(core, images, settings) {
  if (images && "glyphs" in images) {
    const { glyphs, size = 14, first = 0 } = images;
    const labels = idsOf("glyphs", glyphs, glyphNames);
    const pixels = core.glyphs(labels, size, Number(settings.seed ?? 1), first);
    return { pixels, labels, width: size, height: size, channels: 1 };
  }
  if (images && "pictures" in images) {
    const { pictures, size = 64 } = images;
    const pixels = core.pictures(idsOf("pictures", pictures, grammar.pictures), size);
    return { pixels, labels: Uint8Array.from(pictures.keys()), width: size, height: size, channels: 3 };
  }
  const { pixels, width, height, channels = 1, labels = new Uint8Array(0) } = images ?? {};
  if (!(pixels instanceof Uint8Array && labels instanceof Uint8Array)) {
    throw new ThermogenError(
      "images",
      "images must be {glyphs, size}, {pictures, size} or {pixels, width, height, channels, labels}, the pixels and labels Uint8Arrays",
    );
  }
  return { pixels, labels, width, height, channels };
}

/** @typedef {Generator<{part: import("../embed/thermogen.d.ts").Progress}, any>} Steps */

export const train = owning(
  /** @param {import("./owning.js").Own} own @param {Core} core @param {import("../embed/thermogen.d.ts").TrainOptions} options @returns {Steps} */
  function* (own, core, options) {
    const settings = settingsOf(options);
    const trainer = own(new core.Training(settings, imagesOf(core, options.images, settings)));
    let complete = trainer.iterations === 0;
    while (!complete) {
      const end = performance.now() + sliceMs;
      while (!complete && performance.now() < end) complete = trainer.advance();
      const { iteration, iterations } = trainer;
      yield { part: { fraction: trainer.fraction(), iteration, iterations } };
    }
    return describe(core, own(trainer.model()), trainer);
  },
);

/** @param {Core} core @param {import("../built/simd/tools.js").Model} model @param {import("../built/simd/engine.js").Training} trainer @returns {Model} */
function describe(core, model, trainer) {
  const { visible, hidden, width, height } = model;
  const [bytes, classes, fingerprint] = [core.modelFile(model.data()), model.classes(), model.fingerprint()];
  const [loss, targets] = [trainer.lossExcess(), trainer.targets()];
  const size = { visible, hidden, width, height, channels: channelsOf(model) };
  return { bytes, fingerprint, ...size, classes, loss, targets };
}

/** Colour channels of a pixel. @param {{visible: number, width: number, height: number}} model */
const channelsOf = ({ visible, width, height }) => visible / (width * height);

/** @param {number | number[] | Uint8Array | undefined} asked @param {number} samples */
function classesOf(asked, samples) {
  if (asked === undefined) return new Uint8Array(0);
  return typeof asked === "number" ? new Uint8Array(samples).fill(asked) : Uint8Array.from(asked);
}

/** Samples of a run, or, where there are more in it (`of`), a share of them with a fingerprint of each. */
export const generate = owning(
  /**
   * @param {import("./owning.js").Own} own @param {Core} core
   * @param {{model: Model | Uint8Array, of?: number} & import("../embed/thermogen.d.ts").GenerateOptions} options
   * @returns {Steps}
   */
  function* (own, core, options) {
    const { model: given, frames = 0 } = options;
    const bytes = given instanceof Uint8Array ? given : given?.bytes;
    if (!(bytes instanceof Uint8Array))
      throw new ThermogenError("model", "model must be what train gives, or the bytes of a model file");
    const order = orderOf(options);
    const model = own(core.Model.fromData(core.readModel(bytes)));
    const { width, height } = model;
    if (order.classes.length > 0 && model.classes().length === 0)
      throw new ThermogenError("classes", "classes cannot be asked for: this model was trained without class codes");
    const targets = given instanceof Uint8Array ? new Float32Array(0) : given.targets;
    const run = own(new Generation(core, model, order, targets));
    /** @type {import("../embed/thermogen.d.ts").Moment[]} */
    const record = [];
    for (let mark = 0; ; ) {
      while (frames > 0 && run.step >= mark) {
        record.push(moment(run));
        mark = Math.ceil((record.length * run.steps) / frames);
      }
      if (run.step >= run.steps) break;
      run.advanceTowards(frames > 0 ? Math.min(run.steps, mark) : run.steps);
      yield { part: { fraction: run.step / run.steps, step: run.step, steps: run.steps } };
    }
    return { width, height, channels: channelsOf(model), samples: order.samples, frames: record, ...ending(run) };
  },
);

/** @param {import("../embed/thermogen.d.ts").GenerateOptions & {of?: number}} options @returns {import("./generate.js").Order} */
function orderOf(options) {
  const { samples = 16, first = 0, classes, clamp = null, events = [], of = samples } = options;
  const settings = { ...settingsOf(options), samples: of };
  return { settings, first, samples, classes: classesOf(classes, samples), clamp, events };
}

/** @param {Generation} run */
function moment({ generator, step }) {
  return { step, time: generator.time(), pixels: generator.pixels(), heat: generator.heatEmitted() };
}

/** @param {Generation} run */
function ending(run) {
  const { generator, step, steps, targets } = run;
  return {
    step,
    steps,
    time: generator.time(),
    visible: generator.visible(),
    pixels: generator.pixels(),
    heat: generator.heatEmitted(),
    heatParts: generator.heatParts(),
    cooling: generator.heatOfCooling(),
    work: generator.work(),
    overlaps: generator.overlaps(targets),
    ...(run.isPart
      ? { fingerprint: "", prints: generator.sampleFingerprints() }
      : { fingerprint: generator.fingerprint() }),
  };
}

/** The fingerprint of a run from those of its samples. @param {Core} core @param {{prints: string[]}} options @returns {Generator<never, string>} */
// biome-ignore lint/correctness/useYield: a task like the others, done at once
function* fingerprint(core, { prints }) {
  return core.joinFingerprints(prints);
}

export const noise = owning(
  /** @param {import("./owning.js").Own} own @param {Core} core @param {import("../embed/thermogen.d.ts").NoiseOptions} options @returns {Steps} */
  function* (own, core, options) {
    const { index = 0, trajectory = 0 } = options;
    const settings = settingsOf(options);
    const images = imagesOf(core, options.images, settings);
    const noising = own(new core.Noising(settings, images, index, trajectory));
    for (let complete = noising.steps === 0; !complete; ) {
      const end = performance.now() + sliceMs;
      while (!complete && performance.now() < end) complete = noising.advance(16);
      yield { part: { fraction: noising.step / noising.steps, step: noising.step, steps: noising.steps } };
    }
    const { steps, units } = noising;
    return { steps, units, arrivals: noising.arrivals(), displacements: noising.displacements() };
  },
);

/** @type {Record<string, (core: Core, options: any) => Steps>} */
export const calls = { train, generate, noise, fingerprint };

/** The task of a worker that performs one of them. */
export const call = stepped((core, { name, options }) => calls[name](core, options));
