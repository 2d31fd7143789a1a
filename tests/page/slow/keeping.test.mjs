// Where a training cannot be kept, or what was kept is of no use: said clearly, and nothing is lost.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { finished, fullSpeed, open, text } from "../browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

const query = "#v=1&trainer=sgd&iterations=400&dt=0.001&rate=0.02&seed=5";
const place = "thermogen.training";

/** @param {Page} page */
const kept = (page) => page.waitForFunction((key) => localStorage.getItem(key), place, { timeout: 60_000 });

/** @param {Page} page @param {RegExp} notice @returns {Promise<string>} the model, after the page has said so and gone on */
async function told(page, notice) {
  await page.waitForFunction(
    (what) => new RegExp(what).test(document.getElementById("notice")?.textContent ?? ""),
    notice.source,
    { timeout: 60_000 },
  );
  return end(page);
}

/** @param {Page} page */
async function end(page) {
  await fullSpeed(page);
  await finished(page, 120_000);
  return /\w{16}/.exec(await text(page, "r-model"))?.[0] ?? "none";
}

/** What nothing disturbs. @param {import("node:test").TestContext} t */
async function reference(t) {
  const page = await open(t, { query });
  return end(page);
}

test("each trainer goes on to the same bits, more than once, whatever the number of workers", async (t) => {
  for (const settings of [
    "scene=paper&iterations=60&seed=3",
    "trainer=online&iterations=200&dt=0.001&rate=0.02&seed=3",
    "scene=classes&seed=3",
  ]) {
    const whole = await open(t, { query: `#v=1&${settings}` });
    const expected = await end(whole);
    await whole.close();
    const page = await open(t, { query: `?workers=3#v=1&${settings}` });
    for (let times = 0; times < 2; times++) {
      await kept(page);
      await page.evaluate((key) => localStorage.setItem(key, "seen"), place);
      await page.waitForFunction(
        (key) =>
          localStorage.getItem(key) !== "seen" ||
          /Learned in/.test(document.getElementById("train-note")?.textContent ?? ""),
        place,
        { timeout: 60_000 },
      );
      if (/Learned in/.test(await text(page, "train-note"))) break;
      await page.reload();
      await page.waitForSelector("#notice:visible");
      assert.match(await text(page, "notice"), /goes on after iteration/);
    }
    assert.equal(await end(page), expected, settings);
    await page.close();
  }
});

test("a browser that refuses to keep anything is named, and the training ends as it would have", async (t) => {
  const expected = await reference(t);
  const page = await open(t, {
    query,
    before: (p) =>
      p.addInitScript(() => {
        IDBFactory.prototype.open = () => {
          throw new DOMException("not here", "SecurityError");
        };
      }),
  });
  assert.equal(
    await told(page, /refuses to keep the training \(SecurityError\)\. It goes on here and nothing is lost/),
    expected,
  );
});

test("a browser without room is named, and the training ends as it would have", async (t) => {
  const expected = await reference(t);
  const page = await open(t, { query: "#v=1" });
  await finished(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(page.url()).origin, quotaSize: 100_000 });
  await page.goto(page.url().replace(/#.*/, "") + query);
  await page.reload();
  assert.equal(await told(page, /no room in this browser to keep the training \(\d+ MB\)/), expected);
});

test("what was kept and is broken is told, and the training begins again", async (t) => {
  const expected = await reference(t);
  const page = await open(t, { query });
  await kept(page);
  await page.evaluate(
    () =>
      new Promise((done) => {
        const opening = indexedDB.open("keyval-store");
        opening.onsuccess = () => {
          const store = opening.result.transaction("keyval", "readwrite").objectStore("keyval");
          const reading = store.get("thermogen.training");
          reading.onsuccess = () => {
            store.put({ ...reading.result, state: reading.result.state.slice(0, 99) }, "thermogen.training").onsuccess =
              done;
          };
        };
      }),
  );
  await page.reload();
  assert.equal(await told(page, /could not be read back \(state = .*\)\. It begins again/), expected);
});

test("a training goes on in a tab that is hidden", async (t) => {
  const expected = await reference(t);
  const page = await open(t, { query });
  await page.waitForFunction(() => /Learning/.test(document.getElementById("train-note")?.textContent ?? ""));
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.waitForFunction(() => /Learned in/.test(document.getElementById("train-note")?.textContent ?? ""), null, {
    timeout: 60_000,
  });
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true });
    Object.defineProperty(document, "hidden", { value: false, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  assert.equal(await end(page), expected);
});
