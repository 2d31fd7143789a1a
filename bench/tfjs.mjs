// tfjs with its wasm backend, on the page's thread: numpy_peer.py's dense step and training cycle.

const visible = 784;
const units = 784 + 512;
const kt = 0.1;
const modules = [
  "core/dist/tf-core.min.js",
  "backend-cpu/dist/tf-backend-cpu.min.js",
  "backend-wasm/dist/tf-backend-wasm.min.js",
];

/** @param {string} path */
function script(path) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = `node_modules/@tensorflow/tfjs-${path}`;
    [element.onload, element.onerror] = [resolve, () => reject(new Error(`no ${element.src}`))];
    document.head.append(element);
  });
}

/** @param {any} tf */
function couplings(tf) {
  const values = new Float32Array(units * units);
  for (let i = 0; i < units; i++) {
    for (let j = Math.max(i + 1, visible); j < units; j++) {
      values[i * units + j] = values[j * units + i] = 0.02 * (Math.random() - 0.5);
    }
  }
  return tf.tensor2d(values, [units, units]);
}

/** x(2 + 4x²), the on-site force for J₂ = J₄ = 1. @param {any} tf @param {any} x */
const onSite = (tf, x) => tf.mul(x, tf.add(tf.mul(tf.square(x), 4), 2));

/** The product with couplings in factors, J = F M Fᵀ − diag(d), as numpy_peer.py has it. @param {any} tf */
function factors(tf) {
  const columns = 6;
  const [v, h] = [visible, units - visible].map((n) => tf.randomUniform([n, columns], -0.5 / n ** 0.5, 0.5 / n ** 0.5));
  const half = tf.randomUniform([2 * columns, 2 * columns], -0.5, 0.5);
  const core = tf.div(tf.add(half, tf.transpose(half)), 2);
  const d = tf.randomUniform([units, 1], -0.01, 0.01);
  return (/** @type {any} */ x) => {
    const [seen, unseen] = tf.split(x, [visible, units - visible]);
    const modes = tf.matMul(core, tf.concat([tf.matMul(v, seen, true), tf.matMul(h, unseen, true)]));
    const [first, second] = tf.split(modes, 2);
    return tf.sub(tf.concat([tf.matMul(v, first), tf.matMul(h, second)]), tf.mul(d, x));
  };
}

/** Steps of generation with a product of couplings. @param {any} tf @param {(x: any) => any} product @param {any} b
 * @param {number} samples @returns {() => void} */
function generation(tf, product, b, samples, dt = 0.01) {
  let x = tf.randomNormal([units, samples], 0, 0.2);
  return () => {
    const next = tf.tidy(() => {
      const force = tf.add(tf.add(onSite(tf, x), b), product(x));
      const noise = tf.randomNormal([units, samples], 0, Math.sqrt(2 * kt * dt));
      return tf.add(tf.sub(x, tf.mul(force, dt)), noise);
    });
    x.dispose();
    x = next;
  };
}

/** @type {Record<string, (tf: any, J: any, b: any, samples: number) => () => void>} */
const works = {
  generate: (tf, J, b, samples) => generation(tf, (x) => tf.matMul(J, x), b, samples),
  factored: (tf, _, b, samples) => generation(tf, factors(tf), b, samples),
  cycle(tf, J, b) {
    const [steps, dt] = [2500, 0.001];
    const drive = tf.sub(tf.mul(tf.round(tf.randomUniform([1, units])), 4), 2);
    return () => {
      const gradient = tf.tidy(() => {
        const noise = tf.unstack(tf.randomNormal([steps, 1, units], 0, Math.sqrt(2 * kt * dt)));
        let x = tf.div(drive, 4);
        /** @type {any[][]} */
        const [arrivals, changes] = [[], []];
        for (let t = 0; t < steps; t++) {
          const force = tf.sub(tf.mul(drive, Math.max(0, 1 - t / (0.75 * steps))), onSite(tf, x));
          const change = tf.add(tf.mul(force, dt), noise[t]);
          x = tf.add(x, change);
          arrivals.push(x);
          changes.push(change);
        }
        const arrival = tf.concat(arrivals);
        const force = tf.add(tf.add(onSite(tf, arrival), tf.transpose(b)), tf.matMul(arrival, J));
        const residual = tf.mul(tf.sub(tf.mul(force, dt), tf.concat(changes)), 0.5 / kt);
        const half = tf.matMul(residual, arrival, true);
        return tf.add(half, tf.transpose(half));
      });
      gradient.dispose();
    };
  },
  noise: (tf) => () => tf.randomNormal([units, 64]).dispose(),
};

/** Times calls of a task as bench/peer.py does. */
export async function tfjs() {
  for (const module of modules) await script(module);
  const tf = /** @type {any} */ (window).tf;
  tf.wasm.setWasmPaths("node_modules/@tensorflow/tfjs-backend-wasm/dist/");
  tf.wasm.setThreadsCount(1);
  await tf.setBackend("wasm");
  await tf.ready();
  const [J, b] = [couplings(tf), tf.zeros([units, 1])];
  let work = () => {};
  /** @param {import("./pool.mjs").Task} task */
  const prepare = async (task) => {
    work = works[task.task](tf, J, b, task.samples ?? 1);
    work();
    work();
  };
  const timed = (/** @type {number} */ calls) => {
    const start = performance.now();
    for (let call = 0; call < calls; call++) work();
    return (performance.now() - start) / 1000;
  };
  /** @param {import("./pool.mjs").Task} task */
  const measure = async (task) => {
    let [calls, total] = [1, 1];
    while (timed(calls) < 0.02) total += calls *= 2;
    let [best, spent, slices] = [Number.POSITIVE_INFINITY, 0, 0];
    while (spent < task.seconds || slices < (task.task === "cycle" ? 1 : 3)) {
      const time = timed(calls);
      [best, spent, slices] = [Math.min(best, time), spent + time, slices + 1];
    }
    const perCall = task.task === "noise" ? units * 64 : 1;
    return { wall: best / calls / perCall, calls: (total + calls * slices) * perCall, memory: 0 };
  };
  return { prepare, measure, version: tf.version_core ?? tf.version?.["tfjs-core"] };
}
