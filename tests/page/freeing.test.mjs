// WebAssembly memory is freed by hand: whichever of its objects refuses to be made, or to be told, the tasks that look
// into a computer free all that they had made, each once. On a core that stands in for the real one.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { spectrum } from "../../www/tasks/inspect.js";
import { generate } from "../../www/tasks/interface.js";
import { density, ledger } from "../../www/tasks/ledger.js";
import { lessonMirror } from "../../www/tasks/lessons.js";

/** A core whose `refusing`th act fails: objects that are made, `askFor`, `clamp` and `advance`. @param {number} refusing */
function core(refusing) {
  const alive = new Set();
  let acts = 0;
  const act = () => {
    acts += 1;
    if (acts === refusing) throw new Error("refused");
  };
  /** Any other name is a function that gives numbers. @param {Record<string, any>} own @returns {any} */
  const proxy = (own) =>
    new Proxy(own, { get: (target, name) => target[String(name)] ?? (() => new Float64Array(8).fill(0.5)) });
  const done = (/** @type {unknown} */ answer) => () => {
    act();
    return answer;
  };
  /** @param {Record<string, any>} known of what is made */
  const maker = (known) => () => {
    act();
    /** @type {Record<string, any>} */
    const own = { ...known, free: () => assert.ok(alive.delete(own), "freed twice") };
    alive.add(own);
    return proxy(own);
  };
  const model = maker({ visible: 4, hidden: 2, width: 2, height: 2, classes: () => Uint8Array.of(0, 1) });
  const steps = { step: 3, steps: 3, advance: done(0), askFor: done(null), clamp: done(null) };
  /** For `new`, which takes what a function gives. @param {() => object} make */
  const kind = (make) =>
    function Made() {
      return make();
    };
  const all = {
    Model: { fromData: model },
    Generation: kind(maker(steps)),
    Training: kind(maker({ iteration: 3, advance: done(true), targets: () => new Float32Array(4), model })),
    Spectrum: kind(maker({})),
    UnitDensity: kind(maker({})),
    TrainingStep: kind(maker({})),
  };
  return { wasm: proxy({ ...all, couplingCount: () => 1 }), alive, acts: () => acts };
}

const settings = { samples: 1, kt: 0.1, generate_kt: 1, j2: 1, j4: 1, generate_time: 0.03, generate_dt: 0.01, seed: 1 };
const clamp = { mask: new Uint8Array(4), values: new Float32Array(4) };
const order = { settings, first: 0, samples: 1, classes: Uint8Array.of(0), clamp, events: [] };
const lesson = { settings, size: 2, image: 0, trajectory: 0, step: 0, samples: 1 };
/** @type {Record<string, (wasm: any) => Iterable<unknown>>} */
const tasks = {
  spectrum: (wasm) => spectrum(wasm, { model: /** @type {any} */ ({}), targets: new Float32Array(4), j2: 1 }),
  density: (wasm) => density(wasm, { model: /** @type {any} */ ({}), order, unit: 0 }),
  ledger: (wasm) => ledger(wasm, { model: /** @type {any} */ ({}), order }),
  generate: (wasm) => generate(wasm, { model: new Uint8Array(1), samples: 1, classes: [0], clamp, settings }),
  lessonMirror: (wasm) => lessonMirror(wasm, { ...lesson, scales: ["pm1"], alphas: new Float64Array(1) }),
};

for (const [name, task] of Object.entries(tasks)) {
  test(`${name} frees what it made, whatever is refused`, () => {
    const whole = core(0);
    for (const _ of task(whole.wasm));
    assert.equal(whole.alive.size, 0);
    assert.ok(whole.acts() > 1);
    for (let k = 1; k <= whole.acts(); k++) {
      const { wasm, alive } = core(k);
      assert.throws(() => [...task(wasm)], /refused/);
      assert.equal(alive.size, 0, `what was made before act ${k}`);
    }
  });
}
