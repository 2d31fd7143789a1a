// What a browser does to a page behind its back: it freezes the tab and thaws it, keeps the page for Back, and its store
// fails in the middle of a training. The training ends in the bits of one that nothing disturbed.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { launching } from "../../../scripts/chromium.mjs";
import { serve } from "../../../scripts/serve.mjs";
import { finished, fullSpeed, open, text } from "../browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** A training of some seconds. */
const query = "#v=1&trainer=sgd&iterations=300&dt=0.001&rate=0.02&seed=5&samples=1&generate_time=1";

/** The prints at the end of the run. @param {Page} page */
async function prints(page) {
  await fullSpeed(page);
  await finished(page, 120_000);
  return [await text(page, "r-model"), await text(page, "r-print")];
}

/** @type {Promise<string[]> | null} */
let whole = null;
/** What nothing disturbs, once for all tests of this file. @param {import("node:test").TestContext} t */
const reference = (t) => {
  whole ??= open(t, { query }).then(prints);
  return whole;
};

/** @param {Page} page */
const learning = (page) =>
  page.waitForFunction(() => /left|Learning/.test(document.getElementById("train-note")?.textContent ?? ""), null, {
    timeout: 60_000,
  });

test("a tab that is frozen in a training, and again in the run, goes on when it thaws", async (t) => {
  const expected = await reference(t);
  const page = await open(t, { query });
  const session = await page.context().newCDPSession(page);
  /** Longer than a worker may be silent. */
  const freeze = async () => {
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    await new Promise((done) => setTimeout(done, 7000));
    await session.send("Page.setWebLifecycleState", { state: "active" });
  };
  await learning(page);
  await freeze();
  await page.waitForFunction(() => /Learned in/.test(document.getElementById("train-note")?.textContent ?? ""), null, {
    timeout: 120_000,
  });
  await freeze();
  assert.deepEqual(await prints(page), expected);
  assert.equal(await text(page, "notice"), "", "no worker is taken for dead, and no store for silent");
});

/** The store takes so many trainings, and then fails: as a full disk, as one that is gone, as a connection that is closed.
 * @param {{how: string, good: number}} options */
function failing({ how, good }) {
  const real = IDBObjectStore.prototype.put;
  let count = 0;
  /** @this {IDBObjectStore} @param {any} value @param {any} key */
  IDBObjectStore.prototype.put = function (value, key) {
    count += 1;
    if (count <= good) return real.call(this, value, key);
    if (how === "abort") {
      const request = real.call(this, value, key);
      this.transaction.abort();
      return request;
    }
    if (how === "closed") this.transaction.db.close();
    if (how === "closed")
      return this.transaction.db.transaction(this.name, "readwrite").objectStore(this.name).put(value, key);
    throw new DOMException("failed", how);
  };
}

for (const [how, words] of /** @type {const} */ ([
  ["QuotaExceededError", /no room in this browser to keep the training/],
  ["UnknownError", /refuses to keep the training \(UnknownError\)/],
  ["abort", /refuses to keep the training \(AbortError\)/],
  ["closed", /refuses to keep the training \(InvalidStateError\)/],
]))
  test(`a store that fails in the middle (${how}) is named, loses what it had not, and changes no bit`, async (t) => {
    const expected = await reference(t);
    const page = await open(t, { query, before: (page) => page.addInitScript(failing, { how, good: 1 }) });
    await page.waitForFunction(
      (w) => new RegExp(w).test(document.getElementById("notice")?.textContent ?? ""),
      words.source,
      {
        timeout: 60_000,
      },
    );
    assert.equal(await page.evaluate(() => localStorage.getItem("thermogen.training")), "kept");
    await page.reload();
    await page.waitForFunction(() =>
      /goes on after iteration [1-9]/.test(document.getElementById("notice")?.textContent ?? ""),
    );
    assert.deepEqual(await prints(page), expected);
  });

test("a page that the browser kept for Back goes on where it was", async (t) => {
  const site = await serve({ port: 0 });
  const browser = await chromium.launch({ ...launching, ignoreDefaultArgs: ["--disable-back-forward-cache"] });
  t.after(async () => {
    await browser.close();
    await site.close();
  });
  const page = await (await browser.newContext({ serviceWorkers: "block" })).newPage();
  await page.addInitScript(() => {
    localStorage.setItem("thermogen-loop", "off");
    addEventListener("pageshow", ({ persisted }) => Object.assign(globalThis, { persisted }));
  });
  await page.goto(`${site.url}lab.html${query}`);
  await learning(page);
  await page.goto(`${site.url}learn.html`);
  await page.goBack({ waitUntil: "commit" });
  t.diagnostic(`kept: ${await page.evaluate(() => /** @type {any} */ (globalThis).persisted)}`);
  assert.deepEqual(await prints(page), await reference(t));
});
