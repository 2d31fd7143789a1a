// Two tabs, frozen pages and stores that fail: what was promised to be kept is kept, and otherwise that is said.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { Client } from "../../../www/worker/client.js";
import { finished, fullSpeed, open, text } from "../browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** A training that goes on until it is stopped, or is over after some seconds. @param {number} seed @param {number} [iterations] */
const query = (seed, iterations = 240) => `#v=1&trainer=sgd&iterations=${iterations}&dt=0.001&rate=0.02&seed=${seed}`;

/** Iterations of what is kept in this browser. @param {Page} page @returns {Promise<number[]>} */
const kept = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        if (!localStorage.getItem("thermogen.training")) return done([]);
        const opening = indexedDB.open("keyval-store");
        opening.onsuccess = () => {
          const { result } = opening;
          const all = result.transaction("keyval").objectStore("keyval").getAll();
          all.onsuccess = () => done(all.result.map(({ iteration }) => iteration));
        };
      }),
  );

/** @param {Page} page @param {number} count */
async function holds(page, count) {
  for (let times = 0; times < 400 && (await kept(page)).length !== count; times++) await page.waitForTimeout(50);
  assert.equal((await kept(page)).length, count);
}

test("two tabs that learn different things are both kept, and the end of one leaves the other", async (t) => {
  const first = await open(t, { query: query(5, 9000) });
  const second = await first.context().newPage();
  await second.goto(first.url().replace(/#.*/, "") + query(6, 9000));
  await holds(first, 2);
  await first.close();
  await second.reload();
  await second.waitForFunction(() =>
    /goes on after iteration/.test(document.getElementById("notice")?.textContent ?? ""),
  );
  await second.click("#halt"); // the training is over
  await holds(second, 1);
  assert.equal(await second.evaluate(() => localStorage.getItem("thermogen.training")), "kept");
  await second.goto(second.url().replace(/#.*/, "") + query(5, 9000));
  await second.reload();
  await second.waitForFunction(() =>
    /goes on after iteration/.test(document.getElementById("notice")?.textContent ?? ""),
  );
  await second.click("#halt");
  await holds(second, 0);
  assert.equal(await second.evaluate(() => localStorage.getItem("thermogen.training")), null);
});

test("a store that never answers delays a training by seconds, and that is said", async (t) => {
  const page = await open(t, {
    query: query(5, 120),
    before: (page) =>
      page.addInitScript(() => {
        localStorage.setItem("thermogen.training", "kept");
        IDBFactory.prototype.open = () => /** @type {any} */ ({});
      }),
  });
  await page.waitForFunction(() => /TimeoutError/.test(document.getElementById("notice")?.textContent ?? ""));
  await fullSpeed(page);
  await finished(page, 60_000);
  assert.match(await text(page, "train-note"), /Learned in [\d.]+ s/);
});

test("a worker is not given up where the page itself stood still", async () => {
  let made = 0;
  const lost = await new Promise((done) => {
    const make = () => {
      made += 1;
      /** @type {any} */
      const worker = { terminate() {} };
      worker.postMessage = (/** @type {any} */ { id, task }) => {
        if (task === "open") setTimeout(() => worker.onmessage({ data: { id, done: null } }));
        if (task !== "ping") return;
        // The page stands still; its timers are late, that of the silence first.
        setTimeout(() => worker.onmessage({ data: { id, done: null } }), 60);
        const end = performance.now() + 1500;
        while (performance.now() < end);
        setTimeout(() => {
          client.end();
          done(false);
        }, 500);
      };
      return worker;
    };
    const module = async () => /** @type {any} */ ({});
    const client = new Client({ build: "engine", make, module, silenceMs: 50 });
    client.ask("compute", {}, { lost: () => done(true) });
  });
  assert.equal(lost, false);
  assert.equal(made, 1);
});
