// A link between a browser and a server on this machine: it counts what comes over it and, if asked to,
// is slow. All connections share its rate; each byte takes half a round trip, and so does a new
// connection each way. It knows nothing of HTTP, so headers and every worker's requests pass through it.

import { connect, createServer } from "node:net";

const segment = 1460; // bytes that travel together

/** Does what it is given at the times it is given, in order. @returns {(at: number, act: () => void) => void} */
function line() {
  /** @type {{at: number, act: () => void}[]} */
  const waiting = [];
  const work = () => {
    while (waiting.length > 0 && waiting[0].at <= performance.now()) waiting.shift()?.act();
    if (waiting.length > 0) setTimeout(work, waiting[0].at - performance.now());
  };
  return (at, act) => {
    waiting.push({ at, act });
    if (waiting.length === 1) work();
  };
}

/**
 * @param {number} port where the server listens on 127.0.0.1
 * @param {{latency?: number, rate?: number}} [limits] ms one way; bytes per ms towards the browser
 * @returns {Promise<{url: string, bytes: () => number, close: () => Promise<void>}>}
 */
export function slowLink(port, { latency = 0, rate = Number.POSITIVE_INFINITY } = {}) {
  let bytes = 0;
  let free = 0; // when the link has sent all that it was given
  const down = line();
  /** @type {Set<import("node:net").Socket>} */
  const open = new Set();

  const link = createServer((browser) => {
    const server = connect(port, "127.0.0.1");
    for (const socket of [browser, server]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => socket.destroy());
    }
    const begun = performance.now() + 2 * latency;
    const up = line();
    browser.on("data", (data) => up(Math.max(begun, performance.now()) + latency, () => server.write(data)));
    server.on("data", (data) => {
      for (let from = 0; from < data.length; from += segment) {
        const part = data.subarray(from, from + segment);
        free = Math.max(free, performance.now()) + part.length / rate;
        down(free + latency, () => {
          bytes += part.length;
          if (!browser.destroyed) browser.write(part);
        });
      }
    });
    browser.on("close", () => server.destroy());
    server.on("close", () => down(Math.max(free, performance.now()) + latency, () => browser.end()));
  });

  return new Promise((resolve) => {
    link.listen(0, "127.0.0.1", () => {
      const address = /** @type {import("node:net").AddressInfo} */ (link.address());
      const close = () =>
        new Promise((/** @type {(nothing: void) => void} */ done) => {
          for (const socket of open) socket.destroy();
          link.close(() => done());
        });
      resolve({ url: `http://127.0.0.1:${address.port}/`, bytes: () => bytes, close });
    });
  });
}
