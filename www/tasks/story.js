/**
 * The task of the page that explains: the small computer of src/lesson/story.rs, its opening picture, films of noising,
 * a training with what is looked at after some of its updates, and samples on their way down. Nothing is scripted:
 * every number that the page shows of this computer comes from here.
 *
 * Told to do something, it works in slices, at each thing in turn, and answers by parts that say their `type`.
 */
import { owning } from "./owning.js";

/** @typedef {typeof import("../built/simd/lesson.js")} Core */
/** @typedef {import("../built/simd/lesson.js").Story} Computer */
/** @typedef {import("./owning.js").Own} Own */
/** @typedef {{part: object, transfer?: Transferable[]} | null} Told */
/** @typedef {Generator<Told, void>} Job */

const sliceMs = 12;
const openEvery = 4; // steps between frames of the opening film
const filmFrames = 26; // of the films that are guessed at
const filmSamples = 6;
const heatSamples = 32;
const shownSamples = 16;
const shownMaps = 16;
const marbles = 64;
const pathEvery = 10;
const gridSide = 31;
const reach = [0.95, 0.6]; // of the plane, to either side in both directions
/** After how many updates the computer is looked at. */
const levels = [0, 1, 3, 10, 30, 100, 300];
/** The step that is looked at: of which image and trajectory, and which. */
const looked = { image: 0, trajectory: 0, step: 60 };
const crossings = 300;

/** Bytes of frames, one behind the other. @param {Uint8Array[]} frames */
function joined(frames) {
  const all = new Uint8Array(frames.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const frame of frames) {
    all.set(frame, at);
    at += frame.length;
  }
  return all;
}

/** Samples until their end: frames each so many steps, and what they are at each. */
const run = owning(
  /** @template T @param {Own} own @param {Computer} computer @param {number} samples @param {number} every @param {(run: import("../built/simd/lesson.js").Generation) => T} look @returns {Generator<null, T[]>} */
  function* (own, computer, samples, every, look) {
    const going = own(computer.generation(0, samples));
    const seen = [look(going)];
    while (going.advance(every) > 0) {
      seen.push(look(going));
      yield null;
    }
    return seen;
  },
);

/** @param {Computer} computer @param {number} iterations @returns {Generator<null, void>} */
function* trained(computer, iterations) {
  while (!computer.train(iterations)) yield null;
}

/** A picture that comes out of noise. @param {Story} story @returns {Job} */
function* picture({ exact }) {
  yield* trained(exact, exact.iterations);
  const look = (/** @type {import("../built/simd/lesson.js").Generation} */ going) => ({
    bytes: going.pixels(),
    heat: going.heatEmitted()[0],
  });
  const seen = yield* run(exact, 1, openEvery, look);
  const [frames, heat] = [joined(seen.map(({ bytes }) => bytes)), Float64Array.from(seen, ({ heat }) => heat)];
  yield { part: { type: "open", side: exact.side, frames, heat, targets: exact.targets() }, transfer: [frames.buffer] };
}

/** Films of noising, the first one with all its units. @param {Story} story @returns {Job} */
function* films({ exact }) {
  for (let k = 0; k < filmSamples; k++) {
    const film = exact.film(k % 3, k);
    const [units, states, shares] = [film.units, film.states(), film.shares()];
    film.free();
    yield { part: { type: "film", at: k, units, states, shares }, transfer: [states.buffer] };
  }
}

/** The training by the paper's rule. @param {Story} story @returns {Job} */
function* learn({ paper }) {
  const crossing = paper.crossing(looked.image, looked.step, crossings);
  yield null;
  const pair = yield* pairOf(paper, crossing);
  for (const [at, updates] of levels.entries()) {
    yield* trained(paper, updates);
    const step = stepOf(paper, pair);
    const kicks = paper.kicks(crossing, pair.i);
    yield null;
    const { heat, pixels, frames, inverted } = yield* looking(paper);
    const maps = new Float32Array(shownMaps * paper.side ** 2);
    for (let k = 0; k < shownMaps; k++) maps.set(paper.couplingMap(k * 6), k * paper.side ** 2);
    const odds = Float64Array.from({ length: 3 }, (_, k) => paper.odds(k, k));
    const history = paper.lossExcess().slice(-9);
    const loss = history.length ? mean(history) : null;
    const coupling = paper.coupling(pair.i, pair.j);
    const part = { type: "level", at, updates, ...pair, coupling, step, kicks, heat, inverted, pixels, frames, maps };
    yield { part: { ...part, odds, loss }, transfer: [maps.buffer, frames.buffer] };
  }
  crossing.free();
}

/**
 * The unit that needs the strangest kicks on average, and the hidden unit whose coupling with it gets the most from the film.
 * @param {Computer} paper @param {import("../built/simd/lesson.js").Crossing} crossing @returns {Generator<null, {i: number, j: number}>}
 */
function* pairOf(paper, crossing) {
  const nv = paper.side ** 2;
  /** @type {number[]} */
  const means = [];
  while (means.length < nv) {
    means.push(Math.abs(mean(paper.kicks(crossing, means.length))));
    if (means.length % 8 === 0) yield null;
  }
  const i = means.indexOf(Math.max(...means));
  const one = paper.step(looked.image, looked.trajectory, looked.step);
  const sums = Array.from({ length: paper.hidden }, (_, k) => Math.abs(one.gradient(i, nv + k)));
  one.free();
  return { i, j: nv + sums.indexOf(Math.max(...sums)) };
}

/** @param {Float64Array} values */
const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;

/** One recorded step, with the computer as it is. @param {Computer} paper @param {{i: number, j: number}} pair */
function stepOf(paper, { i, j }) {
  const one = paper.step(looked.image, looked.trajectory, looked.step);
  const maps = { arrival: one.arrival(), displacement: one.displacement(), pull: one.pull(), residual: one.residual() };
  const gradient = Float64Array.from({ length: paper.side ** 2 }, (_, pixel) => one.gradient(pixel, j));
  const step = { ...maps, kicks: one.kicks(), gradient, product: one.landsOn(i, j), loss: one.lossExcess() };
  one.free();
  return step;
}

/** Samples of the computer as it is. @param {Computer} paper @returns {Generator<null, {heat: Float64Array, pixels: Uint8Array, frames: Uint8Array, inverted: number}>} */
function* looking(paper) {
  const targets = paper.targets();
  const nv = paper.side ** 2;
  const seen = yield* run(paper, heatSamples, Math.ceil(500 / (filmFrames - 1)), (going) => ({
    bytes: going.pixels(),
    heat: going.heatEmitted(),
    overlaps: going.overlaps(targets),
  }));
  const last = seen[seen.length - 1];
  const frames = joined(seen.map(({ bytes }) => bytes.slice(0, filmSamples * nv)));
  return {
    heat: last.heat,
    pixels: last.bytes.slice(0, shownSamples * nv),
    frames,
    inverted: inverted(last.overlaps, 3),
  };
}

/** Samples whose strongest overlap is negative. @param {Float64Array} overlaps samples × patterns @param {number} patterns */
function inverted(overlaps, patterns) {
  let count = 0;
  for (let at = 0; at < overlaps.length; at += patterns) {
    const one = overlaps.slice(at, at + patterns);
    if (one.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0) < 0) count += 1;
  }
  return count;
}

/** The energy over the plane, and samples that go down. @param {Story} story @returns {Job} */
function* fall({ exact }) {
  yield* trained(exact, exact.iterations);
  const plane = exact.plane();
  const heights = new Float64Array(gridSide ** 2);
  const at = (/** @type {number} */ k, /** @type {number} */ axis) => reach[axis] * ((2 * k) / (gridSide - 1) - 1);
  for (let row = 0; row < gridSide; row++) {
    const places = Float64Array.from({ length: 2 * gridSide }, (_, k) => (k % 2 ? at(row, 1) : at(k >> 1, 0)));
    heights.set(exact.heights(plane, places), row * gridSide);
    yield null;
  }
  const seen = yield* run(exact, marbles, pathEvery, (going) => ({
    places: plane.places(going.visible()),
    heat: going.heatEmitted(),
  }));
  const paths = Float64Array.from(seen.flatMap(({ places }) => [...places]));
  const heat = Float64Array.from(seen.flatMap(({ heat }) => [...heat]));
  const landmarks = plane.places(exact.targets());
  plane.free();
  yield { part: { type: "fall", side: gridSide, reach, heights, paths, heat, landmarks, samples: marbles } };
}

/** Prices that the core knows, kT: a digital network as the paper counts it, reads at a multiple of kT ln 2, one joule. @param {Story} story @param {{kelvin: number, bits: number, multiple: number}} input @returns {Job} */
function* prices({ wasm }, { kelvin, bits, multiple }) {
  const [digital, reads, joule] = wasm.prices(kelvin, bits, multiple);
  yield { part: { type: "prices", digital, reads, joule } };
}

/** @type {Record<string, (story: Story, input: any) => Job>} */
const jobs = { picture, films, learn, fall, prices };

class Story {
  /** @param {import("../worker/loop.js").Context} context @param {{seed: number}} input */
  constructor({ wasm, post }, { seed }) {
    /** @type {Core} */
    this.wasm = wasm;
    this.post = post;
    this.exact = new this.wasm.Story(false, seed);
    this.paper = new this.wasm.Story(true, seed);
    /** @type {Job[]} */
    this.jobs = [];
  }

  /** @param {string} message @param {any} input */
  receive(message, input) {
    this.jobs.push(jobs[message](this, input));
  }

  slice() {
    const job = this.jobs.shift();
    for (const until = performance.now() + sliceMs; job && performance.now() < until; ) {
      const { value, done } = job.next();
      if (value) this.post(value.part, value.transfer);
      if (done) return this.jobs.length > 0;
    }
    if (job) this.jobs.push(job);
    return this.jobs.length > 0;
  }

  end() {
    for (const job of this.jobs.splice(0)) job.return();
    this.exact.free();
    this.paper.free();
  }
}

const nothing = Object.fromEntries(Object.keys(jobs).map((name) => [name, {}]));

/** @type {import("../worker/loop.js").Kind} */
export const story = {
  make: (context, input) => new Story(context, input),
  checks: { messages: nothing, parts: {} },
};
