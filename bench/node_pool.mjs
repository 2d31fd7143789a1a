// A pool of worker threads in Node, speaking the line protocol of peer.py: node node_pool.mjs BUILD WORKERS

import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";
import { pool } from "./pool.mjs";

const [build, count] = process.argv.slice(2);

async function start() {
  const worker = new Worker(new URL("worker.mjs", import.meta.url));
  await new Promise((resolve) => worker.once("message", resolve));
  let id = 0;
  /** @param {object} message @param {any[]} [transfer] */
  const ask = (message, transfer = []) =>
    new Promise((resolve, reject) => {
      worker.once("message", ({ value, error }) => (error ? reject(new Error(error)) : resolve(value)));
      worker.postMessage({ ...message, id: ++id }, transfer);
    });
  await ask({ build });
  return { ask };
}

const workers = await Promise.all(Array.from({ length: Number(count) }, start));
const { prepare, measure } = pool(workers);
let prepared = "";
/** @param {object} object */
const say = (object) => process.stdout.write(`${JSON.stringify(object)}\n`);
say({ versions: { node: process.versions.node, v8: process.versions.v8 } });
for await (const line of createInterface({ input: process.stdin })) {
  if (line === "") continue;
  const task = JSON.parse(line);
  const key = JSON.stringify({ ...task, seconds: 0 });
  if (key !== prepared) {
    await prepare(task);
    prepared = key;
    say({ prepared: true });
  }
  say(await measure(task));
}
process.exit();
