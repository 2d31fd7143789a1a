/** What the lesson measures on request: one step of training, heat over a training, inverted samples. */

/** @typedef {import("./tasks.js").Tools} Tools */
/** @typedef {import("./tasks.js").Steps} Steps */
/** @typedef {import("../built/simd/tools.js").Model} Model */
/** @typedef {import("../pool/protocol.js").Settings} Settings */
/** @typedef {{settings: Settings, size: number}} Lesson what is learned: the glyphs 0, 1 and 2 of that size */

const ids = Uint8Array.of(0, 1, 2);
const slice = 20; // steps of a generation at a time

/** @param {Tools} wasm @param {Lesson} lesson */
const glyphs = (wasm, { settings, size }) => ({
  pixels: wasm.glyphs(ids, size, Number(settings.seed), 0),
  labels: new Uint8Array(),
  width: size,
  height: size,
});

/** @param {Tools} wasm @param {Lesson} lesson */
const trainer = (wasm, lesson) => new wasm.Training(lesson.settings, glyphs(wasm, lesson));

/**
 * Trains to the end. @param {Tools} wasm @param {Lesson} lesson
 * @returns {Generator<null, {model: Model, targets: Float32Array}>} the model is the caller's to free
 */
function* trained(wasm, lesson) {
  const training = trainer(wasm, lesson);
  try {
    while (!training.advance()) yield null;
    const targets = training.targets();
    return { model: training.model(), targets };
  } finally {
    training.free();
  }
}

/**
 * One step of a noising trajectory. Of all pairs of a visible and a hidden unit the one that gets the most
 * is told about in numbers.
 * @param {Tools} wasm @param {Lesson & {image: number, trajectory: number, step: number}} input @returns {Steps}
 */
export function* lessonStep(wasm, { image, trajectory, step, ...lesson }) {
  const { model } = yield* trained(wasm, lesson);
  try {
    const one = new wasm.TrainingStep(model, glyphs(wasm, lesson), image, trajectory, step);
    yield { part: inNumbers(one, model) };
  } finally {
    model.free();
  }
}

/** What a step says; it is freed. @param {import("../built/simd/tools.js").TrainingStep} one @param {Model} model */
function inNumbers(one, model) {
  try {
    const [arrival, residual] = [one.arrival(), one.residual()];
    const { visible, hidden } = model;
    let [i, j] = [0, visible];
    for (let a = 0; a < visible; a++)
      for (let b = visible; b < visible + hidden; b++)
        if (Math.abs(one.landsOn(a, b)) > Math.abs(one.landsOn(i, j))) [i, j] = [a, b];
    const gradient = Float64Array.from({ length: visible }, (_, pixel) => one.gradient(pixel, j));
    const maps = { arrival, residual, displacement: one.displacement(), pull: one.pull(), gradient };
    return { ...maps, visible, i, j, product: one.landsOn(i, j), loss: one.lossExcess() };
  } finally {
    one.free();
  }
}

/** Heat of each sample at its end, kT. @param {Tools} wasm @param {Model} model @param {Settings} settings @param {number} samples @param {Float32Array} targets */
function* generated(wasm, model, settings, samples, targets) {
  const run = new wasm.Generation(model, settings, 0, samples);
  try {
    while (run.advance(slice) > 0) yield null;
    return { heat: run.heatEmitted(), overlaps: run.overlaps(targets) };
  } finally {
    run.free();
  }
}

/**
 * The heat of samples of the computer as it is after some of the iterations, of which 0 must be one.
 * @param {Tools} wasm @param {Lesson & {after: number[], samples: number}} input @returns {Steps}
 */
export function* lessonHeat(wasm, { after, samples, ...lesson }) {
  const iterations = Math.max(...after);
  const training = trainer(wasm, { ...lesson, settings: { ...lesson.settings, iterations } });
  try {
    for (const iteration of after) {
      while (training.iteration < iteration) {
        training.advance();
        yield null;
      }
      const model = training.model();
      try {
        const { heat } = yield* generated(wasm, model, lesson.settings, samples, new Float32Array());
        yield { part: { iteration, heat, loss: training.lossExcess().at(-1) ?? null } };
      } finally {
        model.free();
      }
    }
  } finally {
    training.free();
  }
}

/**
 * How many samples are inverted, the energy along ± the first pattern, the spectrum of J.
 * @param {Tools} wasm @param {Lesson & {scales: string[], samples: number, alphas: Float64Array}} input @returns {Steps}
 */
export function* lessonMirror(wasm, { scales, samples, alphas, ...lesson }) {
  for (const scale of scales) {
    /** @type {Settings} */
    const settings = { ...lesson.settings, scale };
    const { model, targets } = yield* trained(wasm, { ...lesson, settings });
    try {
      const { overlaps } = yield* generated(wasm, model, settings, samples, targets);
      const pattern = targets.slice(0, model.visible);
      const kt = Number(settings.kt);
      const along = wasm.alongPattern(model, settings, pattern, alphas, true).map((v) => v / kt);
      const spectrum = eigenvalues(wasm, model, Number(settings.j2));
      yield { part: { scale, inverted: inverted(overlaps, ids.length), samples, along, ...spectrum } };
    } finally {
      model.free();
    }
  }
}

/** All eigenvalues of J, and how many lie below −2 J2. @param {Tools} wasm @param {Model} model @param {number} j2 */
function eigenvalues(wasm, model, j2) {
  const spectrum = new wasm.Spectrum(model);
  try {
    return { values: spectrum.values(), below: spectrum.below(j2) };
  } finally {
    spectrum.free();
  }
}

/** Samples whose strongest overlap is negative. @param {Float32Array} overlaps samples × patterns @param {number} patterns */
function inverted(overlaps, patterns) {
  let count = 0;
  for (let at = 0; at < overlaps.length; at += patterns) {
    const one = overlaps.slice(at, at + patterns);
    const strongest = one.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
    if (strongest < 0) count += 1;
  }
  return count;
}
