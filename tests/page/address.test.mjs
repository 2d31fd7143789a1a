// The address follows what is shown, and brings it back in another page.

import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { complete, ended, enter, finished, fullSpeed, open, share, text } from "./browser.mjs";

const fragment = (/** @type {import("playwright-core").Page} */ page) => new URL(page.url()).hash;

test("the first view has no fragment and does not load the reader of links", async (t) => {
  /** @type {string[]} */
  const asked = [];
  const page = await open(t, {
    before: (p) => {
      p.on("request", (request) => asked.push(request.url()));
      return Promise.resolve();
    },
  });
  await fullSpeed(page);
  await finished(page);
  await page.waitForTimeout(700);
  assert.equal(fragment(page), "");
  assert.ok(asked.length > 0 && !asked.some((url) => /\/link[^/]*\.js$/.test(url)));
});

test("what is changed is in the address, and the address makes the same bits again", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  await enter(page, "kt", "0.12");
  await enter(page, "samples", "4");
  await page.waitForFunction(() => location.hash === "#v=3&kt=0.12&samples=4");
  await page.click("#more");
  await page.waitForFunction(() => location.hash.endsWith("&first=4"));
  await page.waitForFunction(() => document.getElementById("caption")?.textContent?.startsWith("4 samples at the end"));
  const print = await text(page, "r-print");
  const other = await open(t, { query: fragment(page) });
  await fullSpeed(other);
  await other.waitForFunction(() =>
    document.getElementById("caption")?.textContent?.startsWith("4 samples at the end"),
  );
  assert.equal(await text(other, "r-print"), print);
  assert.equal(await other.inputValue("#p-kt"), "0.12");
});

test("a link of the first version alone stays in the address, in the share sheet, and keeps its bits", async (t) => {
  const page = await open(t, { query: "#v=1" });
  await fullSpeed(page);
  await finished(page);
  const print = await text(page, "r-print");
  await share(page, "link");
  await page.waitForFunction(() => document.querySelector("#sharing-link textarea, #sharing-link input"));
  const url = await page.evaluate(
    () => /** @type {HTMLInputElement} */ (document.querySelector("#sharing-link textarea, #sharing-link input")).value,
  );
  assert.equal(new URL(url).hash, "#v=1");
  const bare = await open(t);
  await fullSpeed(bare);
  await finished(bare);
  assert.notEqual(await text(bare, "r-print"), print, "a bare address opens what the newest version opens");
  await page.reload();
  assert.equal(fragment(page), "#v=1");
  await fullSpeed(page);
  assert.equal(await ended(page, print), print);
});

test("a link ends in the fingerprints that it ends in natively", async (t) => {
  const { runs } = JSON.parse(readFileSync(new URL("../links.json", import.meta.url), "utf8"));
  for (const { link, model, generation } of runs) {
    const page = await open(t, { query: `#${link}` });
    await fullSpeed(page);
    assert.equal(await ended(page, generation), generation, link);
    await page.waitForFunction((wanted) => document.getElementById("r-model")?.textContent === wanted, model);
  }
});

test("a link met in an open page is opened, an anchor is not", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  await page.evaluate(() => {
    location.hash = "#v=1&names=star,heart&seed=5";
  });
  await page.waitForFunction(() => document.querySelectorAll("#patterns canvas").length === 2);
  await finished(page);
  assert.equal(await text(page, "r-seed"), "5");
  await page.evaluate(() => {
    location.hash = "#figure";
  });
  await page.waitForFunction(() => location.hash === "#v=1&names=star,heart&seed=5");
  assert.equal(await text(page, "notice"), "");
});

test("what is bad in a link is named, the rest is used", async (t) => {
  const page = await open(t, { query: "#v=1&seed=12&kt=cold&colour=red&names=0,8" });
  await page.waitForSelector("#notice:visible");
  const said = await text(page, "notice");
  assert.match(said, /kt is “cold”; it must be from 0 to 10 E₀; /);
  assert.match(said, /colour is no field of a link/);
  await fullSpeed(page);
  await finished(page);
  assert.equal(await text(page, "r-seed"), "12");
  assert.equal(await page.locator("#patterns canvas").count(), 2);
});

test("a link that others have changed is the same link", async (t) => {
  const changed = [
    "#v%3D1%26seed%3D7%26samples%3D4",
    "?v=1&amp;seed=7&amp;samples=4.",
    "?fbclid=abc#V=1&Seed=7&samples=4)&utm_source=mail",
  ];
  for (const query of changed) {
    const page = await open(t, { query });
    await page.waitForFunction(() => document.getElementById("r-seed")?.textContent === "7");
    await page.waitForFunction(() => location.hash === "#v=1&seed=7&samples=4");
    assert.equal(await text(page, "notice"), "", query);
    assert.ok(!new URL(page.url()).search.includes("seed"), query);
  }
});

test("the reader of links is ready within 50 ms of the thread of the page", async (t) => {
  const page = await open(t, { query: "#v=1&seed=7" });
  await fullSpeed(page);
  await finished(page);
  const ms = await page.evaluate(async () => {
    const { href } = new URL("built/simd/engine_bg.wasm", location.href);
    const module = await WebAssembly.compileStreaming(fetch(href));
    const imports = WebAssembly.Module.imports(module).map(({ module: from, name }) => [from, name]);
    /** @type {Record<string, Record<string, () => number>>} */
    const none = {};
    for (const [from, name] of imports) none[from] = { ...none[from], [name]: () => 0 };
    const times = Array.from({ length: 5 }, () => {
      const begun = performance.now();
      new WebAssembly.Instance(module, none);
      return performance.now() - begun;
    });
    return Math.min(...times);
  });
  t.diagnostic(`${ms} ms`);
  assert.ok(ms < 50, `${ms} ms`);
});

test("drawn patterns travel in the link", async (t) => {
  const page = await open(t, { query: "#v=1&scene=own" });
  await fullSpeed(page);
  await finished(page);
  assert.equal(await page.isChecked("input[value=own]"), true);
  assert.equal(await page.locator("#patterns canvas").count(), 2);
});

test("a link is copied, or shown where the clipboard is refused", async (t) => {
  const page = await open(t, { permissions: ["clipboard-read", "clipboard-write"] });
  await fullSpeed(page);
  await finished(page);
  await enter(page, "seed", "3");
  const places = () => page.$$eval(".figure, .tabs, .card", (all) => all.map((e) => e.getBoundingClientRect().top));
  const before = await places();
  await share(page, "link");
  await page.click("#copy-link");
  await page.waitForFunction(() => document.getElementById("copied")?.textContent?.startsWith("Link copied"));
  assert.deepEqual(await places(), before, "nothing moves");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
  assert.equal(fragment(page), "#v=3&seed=3");
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
  });
  await page.click("#copy-link");
  await page.waitForFunction(() => document.getElementById("copied")?.textContent?.includes("refused"));
  assert.equal(await page.evaluate(() => document.activeElement?.id), "link", "it is selected, to be copied by hand");
  assert.equal(await page.inputValue("#link"), page.url());
});

test("Back goes to the scene before, Forward to the one after, and neither leaves the page", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  await complete(page);
  await page.check("input[value=own]");
  await page.waitForFunction(() => location.hash.includes("scene=own"));
  await enter(page, "samples", "4");
  await page.waitForFunction(() => location.hash.includes("samples=4"));
  await page.goBack();
  await page.waitForFunction(() => location.hash === "");
  await page.waitForSelector("input[value=glyphs]:checked");
  await page.goForward();
  await page.waitForSelector("input[value=own]:checked");
  await page.waitForFunction(() => location.hash.includes("samples=4"));
});
