// What a page and its workers hold in memory, by the browser's own debugger: bytes of scripts after the garbage is
// collected, bytes of every WebAssembly memory that lives, and the number of workers.

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").CDPSession} Session */
/** @typedef {{scripts: number, modules: number, workers: number}} Counts */
/** @typedef {(method: string, params?: object) => Promise<any>} Send */

/** Of one page or worker; nothing of a worker that ends meanwhile. @param {Send} send @returns {Promise<{scripts: number, modules: number} | null>} */
const heldBy = (send) => counted(send).catch(() => null);

/** @param {Send} send */
async function counted(send) {
  await send("HeapProfiler.collectGarbage");
  const { usedSize } = await send("Runtime.getHeapUsage");
  const { result } = await send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await send("Runtime.queryObjects", { prototypeObjectId: result.objectId });
  const sum = await send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }",
    returnByValue: true,
  });
  return { scripts: usedSize, modules: sum.result.value };
}

/** Speaks to a worker through the session of its page. @param {Session} session @param {string} sessionId @returns {Send} */
function workerOf(session, sessionId) {
  let last = 0;
  /** @type {Map<number, (answer: any) => void>} */
  const asked = new Map();
  session.on("Target.receivedMessageFromTarget", ({ sessionId: from, message }) => {
    const { id, result, error } = JSON.parse(message);
    if (from === sessionId) asked.get(id)?.(result ?? error);
  });
  const ended = new Promise((_, reject) =>
    session.on("Target.detachedFromTarget", ({ sessionId: from }) => from === sessionId && reject(new Error("ended"))),
  );
  ended.catch(() => {});
  return async (method, params = {}) => {
    const message = JSON.stringify({ id: ++last, method, params });
    const answer = new Promise((done) => asked.set(last, done));
    await session.send("Target.sendMessageToTarget", { sessionId, message });
    return Promise.race([answer, ended]);
  };
}

/** @param {Page} page @returns {Promise<Counts>} */
export async function countsOf(page) {
  const session = await page.context().newCDPSession(page);
  /** @type {Send[]} */
  const sends = [(method, params) => session.send(/** @type {any} */ (method), /** @type {any} */ (params))];
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") sends.push(workerOf(session, sessionId));
  });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const all = (await Promise.all(sends.map(heldBy))).filter((one) => one !== null);
  await session.detach();
  const sum = (/** @type {"scripts" | "modules"} */ key) => all.reduce((total, one) => total + one[key], 0);
  return { scripts: sum("scripts"), modules: sum("modules"), workers: all.length - 1 };
}
