/** Long work in pieces: between two of them the browser may draw and answer. */

/** Resolves in a task of its own, soon: behind what the browser has to do, ahead of timers where it knows how. */
export function soon() {
  const { scheduler } = /** @type {{scheduler?: {yield?: () => Promise<void>}}} */ (globalThis);
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((/** @type {(nothing: void) => void} */ done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
}
