// A pool of workers with an instance of thermogen each, timed together: every slice is the same number of calls in
// each worker, and ends when the last has answered. Runs in a page and in Node, which hand in how to make a worker.

const slice = 0.04;

/** @typedef {{task: string, samples?: number, seconds: number, visible?: number, hidden?: number}} Task
 * @typedef {{wall: number, calls: number, memory: number}} Timing wall: seconds of one call by the fastest slice
 * @typedef {{ask: (message: object, transfer?: Transferable[]) => Promise<any>}} Worker */

/** @param {Worker[]} workers */
export function pool(workers) {
  /** @param {(index: number) => object} message */
  const all = (message) => Promise.all(workers.map((worker, index) => worker.ask(message(index))));

  /** Each worker's share of the samples, by global index. @param {Task} task */
  async function prepare(task) {
    const samples = task.samples ?? 1;
    const cut = (/** @type {number} */ index) => Math.floor((samples * index) / workers.length);
    if (task.task === "cycle") return prepareTraining(task);
    await all((index) => ({ ...task, prepare: true, first: cut(index), samples: cut(index + 1) - cut(index) }));
  }

  /** The first trains, the others help it. @param {Task} task */
  async function prepareTraining(task) {
    const channels = workers.slice(1).map(() => new MessageChannel());
    for (const [k, { port2 }] of channels.entries()) {
      await workers[k + 1].ask({ ...task, prepare: true, first: k + 1, ports: [port2] }, [port2]);
    }
    const ports = channels.map(({ port1 }) => port1);
    await workers[0].ask({ ...task, prepare: true, first: 0, ports }, ports);
  }

  /** @param {number} calls */
  async function timed(calls) {
    const start = performance.now();
    await all(() => ({ calls }));
    return (performance.now() - start) / 1000;
  }

  /** @param {Task} task @returns {Promise<Timing>} */
  async function measure(task) {
    let [calls, total] = [1, 1];
    while ((await timed(calls)) < slice) total += calls *= 2;
    let [best, spent, slices] = [Number.POSITIVE_INFINITY, 0, 0];
    while (spent < task.seconds || slices < 3) {
      const time = await timed(calls);
      [best, spent, slices] = [Math.min(best, time), spent + time, slices + 1];
    }
    const memory = await all(() => ({ memory: true }));
    return { wall: best / calls, calls: total + calls * slices, memory: memory.reduce((a, b) => a + b, 0) };
  }

  return { prepare, measure };
}
