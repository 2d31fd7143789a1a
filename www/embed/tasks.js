/**
 * Training, generating and noising on a core, each a generator: it works in slices of a few
 * milliseconds, yields how far it has come after each, and returns its result. Closing it frees what it holds.
 */
import { glyphNames, presets } from "../built/parameters.js";
import { Run, sliceMs } from "../pool/run.js";
import { ThermogenError } from "./errors.js";

/** @typedef {typeof import("../built/simd/tools.js")} Core */
/** @typedef {import("./thermogen.d.ts").Images} Images */
/** @typedef {import("./thermogen.d.ts").Model} Model */
/** @typedef {import("./thermogen.d.ts").Settings} Settings */

/** @param {{preset?: string, settings?: Settings}} options */
function settingsOf({ preset, settings = {} }) {
  if (preset === undefined) return settings;
  const known = /** @type {Record<string, Settings>} */ (presets);
  if (Object.hasOwn(known, preset)) return { ...known[preset], ...settings };
  throw new ThermogenError("preset", `preset is “${preset}”; it must be one of ${Object.keys(known).join(", ")}`);
}

/** @param {Core} core @param {Images} images @param {Settings} settings */
function imagesOf(core, images, settings) {
  if (images && "glyphs" in images) {
    const { glyphs, size = 14, first = 0 } = images;
    const unknown = glyphs.find((name) => !glyphNames.includes(name));
    if (unknown !== undefined) {
      throw new ThermogenError("glyphs", `glyphs has “${unknown}”; they must be of ${glyphNames.join(", ")}`);
    }
    const ids = Uint8Array.from(glyphs, (name) => glyphNames.indexOf(name));
    const pixels = core.glyphs(ids, size, Number(settings.seed ?? 1), first);
    return { pixels, labels: ids, width: size, height: size };
  }
  const { pixels, width, height, labels = new Uint8Array(0) } = images ?? {};
  if (!(pixels instanceof Uint8Array && labels instanceof Uint8Array)) {
    throw new ThermogenError(
      "images",
      "images must be {glyphs, size} or {pixels, width, height, labels}, the pixels and labels Uint8Arrays",
    );
  }
  return { pixels, labels, width, height };
}

/** @param {Core} core @param {import("./thermogen.d.ts").TrainOptions} options */
export function* train(core, options) {
  const settings = settingsOf(options);
  const { pixels, labels, width, height } = imagesOf(core, options.images, settings);
  const trainer = new core.Training(settings, { pixels, labels, width, height });
  try {
    let complete = trainer.iterations === 0;
    while (!complete) {
      const end = performance.now() + sliceMs;
      while (!complete && performance.now() < end) complete = trainer.advance();
      const { iteration, iterations } = trainer;
      yield { fraction: trainer.fraction(), iteration, iterations };
    }
    const model = trainer.model();
    try {
      return describe(core, model, trainer);
    } finally {
      model.free();
    }
  } finally {
    trainer.free();
  }
}

/** @param {Core} core @param {import("../built/simd/tools.js").Model} model @param {import("../built/simd/tools.js").Training} trainer @returns {Model} */
function describe(core, model, trainer) {
  const { visible, hidden, width, height } = model;
  const [bytes, classes, fingerprint] = [core.modelFile(model.data()), model.classes(), model.fingerprint()];
  const [loss, targets] = [trainer.lossExcess(), trainer.targets()];
  return { bytes, fingerprint, visible, hidden, width, height, classes, loss, targets };
}

/** @param {number | number[] | Uint8Array | undefined} asked @param {number} samples */
function classesOf(asked, samples) {
  if (asked === undefined) return new Uint8Array(0);
  return typeof asked === "number" ? new Uint8Array(samples).fill(asked) : Uint8Array.from(asked);
}

/**
 * Samples of a run, or, where there are more in it (`of`), a share of them with a fingerprint of each.
 * @param {Core} core @param {{model: Model | Uint8Array, of?: number} & import("./thermogen.d.ts").GenerateOptions} options
 */
export function* generate(core, options) {
  const { model: given, samples = 16, first = 0, classes, clamp = null, events = [], frames = 0 } = options;
  const { of = samples } = options;
  const settings = settingsOf(options);
  const bytes = given instanceof Uint8Array ? given : given?.bytes;
  if (!(bytes instanceof Uint8Array))
    throw new ThermogenError("model", "model must be what train gives, or the bytes of a model file");
  const asked = classesOf(classes, samples);
  const model = core.Model.fromData(core.readModel(bytes));
  const { width, height } = model;
  if (asked.length > 0 && model.classes().length === 0) {
    model.free();
    throw new ThermogenError("classes", "classes cannot be asked for: this model was trained without class codes");
  }
  const order = { settings: { ...settings, samples: of }, first, samples, classes: asked, clamp, events };
  const targets = given instanceof Uint8Array ? new Float32Array(0) : given.targets;
  const run = new Run(core, model, order, targets, true);
  /** @type {import("./thermogen.d.ts").Moment[]} */
  const record = [];
  try {
    for (let mark = 0; ; ) {
      while (frames > 0 && run.step >= mark) {
        record.push(moment(run));
        mark = Math.ceil((record.length * run.steps) / frames);
      }
      if (run.step >= run.steps) break;
      run.advanceTowards(frames > 0 ? Math.min(run.steps, mark) : run.steps);
      yield { fraction: run.step / run.steps, step: run.step, steps: run.steps };
    }
    return { width, height, samples, frames: record, ...ending(run) };
  } finally {
    run.end();
  }
}

/** @param {Run} run */
function moment({ generator, step }) {
  return { step, time: generator.time(), pixels: generator.pixels(), heat: generator.heatEmitted() };
}

/** @param {Run} run */
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

/** @param {Core} core @param {import("./thermogen.d.ts").NoiseOptions} options */
export function* noise(core, options) {
  const { index = 0, trajectory = 0 } = options;
  const settings = settingsOf(options);
  const { pixels, labels, width, height } = imagesOf(core, options.images, settings);
  const noising = new core.Noising(settings, { pixels, labels, width, height }, index, trajectory);
  try {
    for (let complete = noising.steps === 0; !complete; ) {
      const end = performance.now() + sliceMs;
      while (!complete && performance.now() < end) complete = noising.advance(16);
      yield { fraction: noising.step / noising.steps, step: noising.step, steps: noising.steps };
    }
    const { steps, units } = noising;
    return { steps, units, arrivals: noising.arrivals(), displacements: noising.displacements() };
  } finally {
    noising.free();
  }
}

/** @type {Record<string, (core: Core, options: any) => Generator<import("./thermogen.d.ts").Progress, any>>} */
export const tasks = { train, generate, noise, fingerprint };
