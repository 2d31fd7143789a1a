// What can go wrong with a worker and a download, and what the page does about it.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { finished, fullSpeed, meanBestOverlap, open, reveal, text } from "./browser.mjs";

/** The end of the first run. @param {import("node:test").TestContext} t */
async function reference(t) {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  return text(page, "r-print");
}

test("a worker that traps is replaced and the run ends with the same bits", async (t) => {
  const expected = await reference(t);
  const page = await open(t, { complaints: true });
  await page.waitForFunction(() => Number(document.getElementById("r-time")?.textContent) > 0.3);
  const [worker] = page.workers();
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError("unreachable");
    });
  });
  await page.waitForFunction(() => document.getElementById("notice")?.textContent?.includes("restarted"));
  await fullSpeed(page);
  await finished(page);
  assert.equal(await text(page, "r-print"), expected);
});

test("a worker that vanishes while it trains is replaced and training starts again", async (t) => {
  const expected = await reference(t);
  const page = await open(t, {
    complaints: true,
    before: (p) => {
      p.once("worker", (worker) => worker.evaluate(() => setTimeout(() => self.close(), 350)));
      return Promise.resolve();
    },
  });
  await fullSpeed(page);
  await page.waitForFunction(() => document.getElementById("notice")?.textContent, null, { timeout: 20_000 });
  await finished(page);
  assert.equal(await text(page, "r-print"), expected);
});

test("a download that fails is told, not hidden", async (t) => {
  const page = await open(t, {
    complaints: true,
    before: (p) => p.route("**/first_bg.wasm", (route) => route.fulfill({ status: 503 })),
  });
  await page.waitForSelector("#notice:visible");
  assert.match(await text(page, "notice"), /could not be loaded.*503\. Reloading the page tries again\./);
  assert.equal(await page.isDisabled("#play"), true);
});

test("an engine that cannot be loaded is told when it is needed", async (t) => {
  const page = await open(t, {
    complaints: true,
    before: (p) => p.route("**/engine_bg.wasm", (route) => route.fulfill({ status: 503 })),
  });
  await fullSpeed(page);
  await finished(page);
  assert.equal(await text(page, "notice"), "");
  await page.click("#more");
  await page.waitForSelector("#notice:visible");
  assert.match(await text(page, "notice"), /could not be loaded.*503/);
});

test("the first images and those of the engine have the same bits", async (t) => {
  const expected = await reference(t);
  /** @type {string[]} */
  const asked = [];
  const before = async (/** @type {import("playwright-core").Page} */ p) => {
    p.on("request", (request) => asked.push(request.url()));
  };
  const page = await open(t, { query: "?workers=1", before });
  await fullSpeed(page);
  await finished(page);
  assert.equal(await text(page, "r-print"), expected);
  assert.ok(!asked.some((url) => url.endsWith("first_bg.wasm")));
});

test("without simd128 the portable build runs, with the same bits", async (t) => {
  const expected = await reference(t);
  /** @type {string[]} */
  const asked = [];
  const page = await open(t, {
    before: async (p) => {
      p.on("request", (request) => asked.push(request.url()));
      await p.addInitScript(() => {
        WebAssembly.validate = () => false;
      });
    },
  });
  await fullSpeed(page);
  await finished(page);
  assert.equal(await text(page, "r-print"), expected);
  assert.ok((await meanBestOverlap(page)) >= 0.6);
  assert.ok(asked.some((url) => url.endsWith("portable/engine_bg.wasm")));
  assert.ok(!asked.some((url) => url.includes("/simd/")), "one build is downloaded, not both");
});

test("without WebAssembly the page says so", async (t) => {
  const page = await open(t, {
    before: (p) =>
      p.addInitScript(() => {
        Reflect.deleteProperty(globalThis, "WebAssembly");
      }),
  });
  await page.waitForSelector("#notice:visible");
  assert.match(await text(page, "notice"), /cannot run WebAssembly/);
});

test("a worker that traps after changes were made is replaced, and the changes are made again", async (t) => {
  const query = "#v=1&events=60:generate_kt:3;200:lesion:17;260:j2:0.5";
  const whole = await open(t, { query });
  await fullSpeed(whole);
  await finished(whole);
  const page = await open(t, { query, complaints: true });
  await page.waitForFunction(() => Number(document.getElementById("r-time")?.textContent) > 1);
  await page.workers()[0].evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError("unreachable");
    });
  });
  await page.waitForFunction(() => document.getElementById("notice")?.textContent?.includes("restarted"));
  await fullSpeed(page);
  await finished(page);
  assert.equal(await text(page, "r-print"), await text(whole, "r-print"));
});

test("a change that this computer cannot make stops the run, is told, and can be taken back", async (t) => {
  const page = await open(t, { query: "#v=1&events=20:lesion:9999" });
  await fullSpeed(page);
  await page.waitForFunction(() => document.getElementById("veil-note")?.textContent?.includes("9999"));
  assert.match(await text(page, "veil-note"), /lesion = 9999: must be/);
  await page.click("#undo-events");
  await finished(page);
  await page.waitForFunction(() => location.hash === "#v=1");
});

test("a part of the page that does not load is told, and tried again when wanted again", async (t) => {
  let refuse = true;
  const page = await open(t, {
    complaints: true,
    query: "#v=1&seed=2",
    before: (p) => p.route(/(link|own|comparison)[^/]*\.js$/, (route) => (refuse ? route.abort() : route.fallback())),
  });
  await fullSpeed(page);
  await finished(page);
  assert.match(await text(page, "notice"), /^(The reader of links|The words of this language) could not be loaded/);
  await page.click("#compare");
  await page.waitForFunction(() => document.getElementById("notice")?.textContent?.startsWith("The comparison could"));
  await page.check("input[value=own]");
  await page.waitForFunction(() => document.getElementById("notice")?.textContent?.includes("own patterns could not"));
  await finished(page);
  refuse = false;
  await page.check("input[value=glyphs]");
  await page.check("input[value=own]");
  await page.waitForSelector("#own .pad");
  await page.click("#compare");
  await page.waitForSelector("#differs");
});

test("a lab that traps says so, keeps what was measured, leaves the run alone, and measures again when asked", async (t) => {
  const page = await open(t, { complaints: true });
  await fullSpeed(page);
  await finished(page);
  const print = await text(page, "r-print");
  const coming = page.waitForEvent("worker");
  await page.click("[data-panel=heat]");
  const lab = await coming;
  const button = page.locator(".panel.heat .measure button");
  const ends = (/** @type {string} */ words) =>
    page.waitForFunction((w) => document.querySelector(".panel.heat .measure .note")?.textContent?.includes(w), words);
  const measured = () => page.textContent(".panel.heat figure .note");
  await ends("100 trajectories");
  const before = (await measured()) ?? "";
  assert.match(before, /^100 trajectories: mean 4\d\d/);
  await lab.evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError("unreachable");
    }, 100);
  });
  await page.selectOption(".panel.heat select", "1000");
  await button.click();
  await ends("unreachable). Pressing the button again");
  assert.match((await measured()) ?? "", /trajectories: mean 4\d\d/);
  assert.deepEqual([await text(page, "r-print"), await text(page, "notice")], [print, ""]);
  await page.selectOption(".panel.heat select", "100");
  await button.click();
  await ends("100 trajectories");
  assert.equal(await measured(), before);
});

test("the lesson's worker that traps is replaced, and its rung counts on", async (t) => {
  const page = await open(t, { path: "learn.html", complaints: true });
  await page.$eval("#rung-one", (rung) => rung.closest("details")?.setAttribute("open", ""));
  await page.locator("#rung-one .picture").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => Number(document.getElementById("rung-one")?.dataset.samples) > 1000);
  const [lesson] = page.workers();
  assert.ok(lesson);
  const coming = page.waitForEvent("worker");
  await lesson.evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError("unreachable");
    });
  });
  await coming;
  await page.waitForFunction(() => document.getElementById("verdict-one")?.textContent?.startsWith("50"));
  assert.equal(await page.getAttribute("#rung-one", "data-agrees"), "true");
  const place = await page.getAttribute("#rung-one .unit", "cx");
  await page.waitForFunction((x) => document.querySelector("#rung-one .unit")?.getAttribute("cx") !== x, place);
  assert.equal(await page.isVisible("#notice"), false);
});

test("an inspector that cannot be loaded says so once, and is loaded when the reader asks", async (t) => {
  let asked = 0;
  let there = false;
  const before = (/** @type {import("playwright-core").Page} */ p) =>
    p.route(/\/inspector-\w+\.js$/, (route) => {
      asked += 1;
      return there ? route.fallback() : route.abort();
    });
  const page = await open(t, { complaints: true, before });
  await page.waitForSelector("#inspector .failed");
  await fullSpeed(page);
  await finished(page);
  assert.equal(asked, 1);
  assert.equal(await page.locator("#inspector .failed").count(), 1);
  there = true;
  await page.click("#inspector .failed button");
  await reveal(page, "#inspector button[data-panel=heat]:enabled");
  await page.waitForSelector("#inspector button[data-panel=heat]:enabled");
  assert.equal(await page.locator("#inspector .failed").count(), 0);
});
