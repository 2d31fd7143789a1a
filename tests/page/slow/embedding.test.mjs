// Figures in other people's pages, in full: every view, hostile places, and that the host's page is left as
// it was. The core of it is in element.test.mjs and frame.test.mjs.

import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { findings, newContext, root, screenshots } from "../browser.mjs";
import { ended, hosted, script, siteUrl, stateOf } from "../hosts.mjs";
import { shows } from "../readers.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page @param {string} name */
const shoot = (page, name) => page.screenshot({ path: join(screenshots, `embed-${name}.png`) });

for (const view of ["denoise", "train", "heat", "couplings"]) {
  for (const theme of ["light", "dark", "host"]) {
    test(`the view ${view} in the theme ${theme}, 320 px wide`, async (t) => {
      const figure = `<main><h1>A host</h1><div style="width: 320px"><thermo-gen preset="glyphs" samples="4" view="${view}" theme="${theme}"></thermo-gen></div></main>`;
      const page = await hosted(t, figure + script, { colorScheme: theme === "light" ? "dark" : "light" });
      await ended(page);
      assert.deepEqual(await findings(page), []);
      const { width, height } = await page.evaluate(() => {
        const box = document.querySelector("thermo-gen")?.getBoundingClientRect();
        return { width: box?.width ?? 0, height: box?.height ?? 0 };
      });
      assert.equal(width, 320);
      assert.ok(height > 320 && height < 700, `${height}`);
      await shoot(page, `${view}-${theme}`);
    });
  }
}

test("two settings side by side have the same noise at the start and differ at the end", async (t) => {
  const page = await hosted(t, `<thermo-gen view="compare" compare="generate_kt:3" samples="4"></thermo-gen>${script}`);
  await ended(page);
  await page.waitForFunction(() => {
    const words = document.querySelector("thermo-gen")?.shadowRoot?.querySelectorAll("figcaption");
    return words?.length === 2 && [...words].every((one) => /kT/.test(one.textContent ?? ""));
  });
  const [one, two] = await page.locator("thermo-gen figcaption").allInnerTexts();
  assert.match(one, /generate_kt 1 /);
  assert.match(two, /generate_kt 3 /);
  await shoot(page, "compare");
  await page.$eval("thermo-gen", (figure) => figure.removeAttribute("compare"));
  await page.locator("thermo-gen figure >> nth=1").waitFor({ state: "hidden" });
});

test("one unit wanders in its well, and many of them follow Boltzmann’s law", async (t) => {
  const page = await hosted(
    t,
    `<main><h1>A host</h1><div style="width: 320px"><thermo-gen view="unit" kt="0.2" lang="en"></thermo-gen></div></main>${script}`,
  );
  await page.waitForFunction(
    () => {
      const rung = document.querySelector("thermo-gen")?.shadowRoot?.querySelector(".rung");
      return Number(/** @type {HTMLElement} */ (rung)?.dataset.samples) > 2000;
    },
    null,
    { timeout: 60_000 },
  );
  assert.equal(await page.locator("thermo-gen .rung").getAttribute("data-agrees"), "true");
  assert.deepEqual(await findings(page), []);
  await shoot(page, "unit");
});

test("the landscape's samples fall and give off heat, at any theme, and the game counts an answer", async (t) => {
  const page = await hosted(
    t,
    `<main><h1>A host</h1><thermo-gen id="fall" view="landscape" theme="dark" lang="en"></thermo-gen><thermo-gen id="game" view="game" lang="en"></thermo-gen></main>${script}`,
    { colorScheme: "light" },
  );
  await page.waitForFunction(shows, "#fall", { timeout: 60_000 });
  const ground = await page.locator("#fall .figure").evaluate((box) => getComputedStyle(box).backgroundColor);
  assert.equal(ground, "rgb(18, 19, 22)");
  await page.locator("#fall input").fill("1000");
  await page.waitForFunction(() => {
    const canvas = document.querySelector("#fall")?.shadowRoot?.querySelector("canvas");
    return canvas?.dataset.at === "1.000";
  });
  // It was 354 kT at time 4.7 when this was written.
  const heat = Number(await page.locator("#fall canvas").getAttribute("data-heat"));
  assert.ok(heat > 300 && heat < 440, `${heat} kT`);
  await page.waitForFunction(shows, "#game", { timeout: 60_000 });
  const backwards = await page.locator("#game .game").getAttribute("data-reversed");
  await page.locator(`#game [data-film="${backwards}"]`).click();
  assert.equal(await page.locator("#game .game").getAttribute("data-right"), "1 1");
  assert.deepEqual(await findings(page), []);
  await shoot(page, "landscape");
});

test("three figures share their workers, and only those that are seen run", async (t) => {
  const far = '<div style="height: 4000px"></div>';
  const one = (/** @type {number} */ k) =>
    `<thermo-gen id="f${k}" samples="1" seed="${k}" style="width: 200px"></thermo-gen>`;
  const page = await hosted(t, `${one(1)}${one(2)}${one(3)}${far}${one(4)}${script}`);
  for (const k of [1, 2, 3]) await ended(page, `#f${k}`);
  assert.ok(page.workers().length <= 3, `${page.workers().length}`);
  assert.equal(await stateOf(page, "#f4"), null);
  const prints = await Promise.all([1, 2, 3].map(async (k) => (await stateOf(page, `#f${k}`)).fingerprint));
  assert.equal(new Set(prints).size, 3);
  await shoot(page, "three");
  await page.evaluate(() => document.getElementById("f4")?.scrollIntoView());
  await ended(page, "#f4");
});

test("nothing is fetched but the first script before a figure is near", async (t) => {
  /** @type {string[]} */
  const asked = [];
  const page = await hosted(t, `<div style="height: 5000px"></div><thermo-gen></thermo-gen>${script}`, {
    before: async (page) => page.on("request", (request) => asked.push(request.url())),
  });
  await page.waitForTimeout(500);
  const fromSite = asked.filter((url) => url.startsWith(siteUrl)).map((url) => url.slice(siteUrl.length));
  const chunks = fromSite.filter((name) => name !== "thermo-gen.js");
  const bytes = fromSite.reduce((sum, name) => sum + gzipSync(readFileSync(join(root, "dist/site", name))).length, 0);
  assert.ok(bytes < 6000, `${bytes} bytes: ${fromSite}`);
  assert.ok(
    chunks.every((name) => /^chunk-/.test(name)),
    `${chunks}`,
  );
});

for (const view of ["denoise", "train", "heat", "couplings", "compare"]) {
  test(`the view ${view} loads at most 60 kB beside the WebAssembly`, async (t) => {
    /** @type {string[]} */
    const asked = [];
    const body = `<thermo-gen view="${view}" compare="generate_kt:2" samples="1"></thermo-gen>${script}`;
    const page = await hosted(t, body, {
      before: async (page) => page.on("request", (request) => asked.push(request.url())),
    });
    await ended(page);
    const names = asked
      .filter((url) => url.startsWith(siteUrl) && !url.endsWith(".wasm"))
      .map((url) => url.slice(siteUrl.length));
    const bytes = names.reduce(
      (sum, name) => sum + gzipSync(readFileSync(join(root, "dist/site", name)), { level: 9 }).length,
      0,
    );
    assert.ok(bytes <= 60_000, `${bytes} bytes gzipped in ${names.length} files`);
    t.diagnostic(`${view}: ${bytes} bytes gzipped beside the WebAssembly`);
  });
}

test("the host's globals, styles, keys, scroll and storage are as they were", async (t) => {
  const body = `<p id="prose">Prose</p><button id="button">A button</button><thermo-gen samples="1"></thermo-gen><div style="height: 3000px"></div>`;
  const head =
    "<style>p { color: rgb(1, 2, 3); margin: 7px; }</style><script>var keys = [], before = 0; before = Object.getOwnPropertyNames(window).length; addEventListener('keydown', (e) => keys.push([e.key, e.defaultPrevented]))</script>";
  const page = await hosted(t, body + script, { head });
  await ended(page);
  const facts = await page.evaluate(() => ({
    globals: Object.getOwnPropertyNames(window).length - /** @type {any} */ (globalThis).before,
    color: getComputedStyle(/** @type {Element} */ (document.getElementById("prose"))).color,
    links: document.head.querySelectorAll("link[rel=stylesheet], style").length,
    sheets: document.adoptedStyleSheets.length,
    attributes: document.documentElement.getAttributeNames().join(),
    storage: localStorage.length + sessionStorage.length,
    hash: location.hash,
  }));
  assert.deepEqual(facts, {
    globals: 0,
    color: "rgb(1, 2, 3)",
    links: 1,
    sheets: 0,
    attributes: "lang",
    storage: 0,
    hash: "",
  });
  assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).length), 0);
  await page.focus("#button");
  for (const key of ["r", "n", "s", "h", "Home"]) await page.keyboard.press(key);
  const keys = await page.evaluate(() => /** @type {any} */ (globalThis).keys);
  assert.deepEqual(
    keys.map((/** @type {any} */ k) => k[1]),
    [false, false, false, false, false],
  );
  await page.mouse.move(100, 300);
  await page.mouse.wheel(0, 600);
  await page.waitForFunction(() => scrollY > 300);
});

test("where the policy forbids WebAssembly, the figure says what it needs", async (t) => {
  const csp = "script-src SITE/; worker-src blob:";
  const page = await hosted(t, `<thermo-gen style="width: 300px">A still.</thermo-gen>${script}`, {
    csp,
    complaints: true,
  });
  await page.waitForFunction(() =>
    document.querySelector("thermo-gen")?.shadowRoot?.textContent?.includes("wasm-unsafe-eval"),
  );
  await shoot(page, "forbidden");
});

test("where the policy forbids workers from blobs, the figure says what it needs", async (t) => {
  const csp = "script-src SITE/ 'wasm-unsafe-eval'; worker-src 'none'";
  const page = await hosted(t, `<thermo-gen style="width: 300px"></thermo-gen>${script}`, { csp, complaints: true });
  await page.waitForFunction(() =>
    document.querySelector("thermo-gen")?.shadowRoot?.textContent?.includes("worker-src blob:"),
  );
});

test("bad attributes are told once, by name, and the figure runs without them", async (t) => {
  const head =
    "<script>errors = []; addEventListener('thermogen-error', ({detail}) => errors.push(detail.field))</script>";
  const body =
    '<thermo-gen samples="2" kt="hot" view="circus" controls="play warp" preset="nowhere" names="Ω"></thermo-gen>';
  const page = await hosted(t, body + script, { head });
  await ended(page);
  const errors = await page.evaluate(() => /** @type {any} */ (globalThis).errors);
  assert.deepEqual(errors.sort(), ["controls", "kt", "names", "scene", "view"].sort());
  assert.match(await page.locator("thermo-gen .problem").first().innerText(), /kt/);
  assert.equal((await stateOf(page)).samples, 2);
  await shoot(page, "bad");
});

test("a figure 200 px wide keeps its controls", async (t) => {
  const body =
    '<div style="width: 200px"><thermo-gen samples="1" controls="play reset fresh time generate_kt iterations"></thermo-gen></div>';
  const page = await hosted(t, body + script);
  await ended(page);
  const wide = await page.evaluate(() => {
    const root = document.querySelector("thermo-gen")?.shadowRoot;
    return [...(root?.querySelectorAll("button, input, canvas") ?? [])].every(
      (e) => e.getBoundingClientRect().right <= 209,
    );
  });
  assert.ok(wide);
  await shoot(page, "narrow");
});

test("German where the host's page is German; no motion where the reader wants none", async (t) => {
  const page = await hosted(
    t,
    `<div lang="de"><thermo-gen samples="2" style="width: 300px"></thermo-gen></div>${script}`,
    { reducedMotion: "reduce" },
  );
  await ended(page);
  assert.match(await page.locator("thermo-gen .caption").innerText(), /2 Proben am Ende/);
  assert.equal(await page.locator("thermo-gen button.primary").getAttribute("aria-label"), "Abspielen");
  assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector("thermo-gen")).playing), false);
});

test("attributes that change are followed; a figure that is moved or removed gives its workers back", async (t) => {
  const page = await hosted(t, `<thermo-gen samples="1" seed="5"></thermo-gen>${script}`);
  await ended(page);
  const before = await stateOf(page);
  await page.evaluate(() => document.querySelector("thermo-gen")?.setAttribute("seed", "6"));
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("thermo-gen")).state?.seed === 6);
  await ended(page);
  assert.notEqual((await stateOf(page)).fingerprint, before.fingerprint);
  await page.evaluate(() => /** @type {any} */ (document.querySelector("thermo-gen")).set("seed", 5));
  await page.waitForFunction(
    (print) => /** @type {any} */ (document.querySelector("thermo-gen")).state?.fingerprint === print,
    before.fingerprint,
    { timeout: 60_000 },
  );
  assert.equal(
    await page.evaluate(() => /** @type {any} */ (document.querySelector("thermo-gen")).link()),
    "v=1&seed=5&samples=1",
  );
  await page.evaluate(() => document.querySelector("thermo-gen")?.remove());
  await page.waitForTimeout(300);
  assert.equal(page.workers().length, 0);
});

test("the single file runs from the disk with no network at all", async (t) => {
  const context = await newContext({ viewport: { width: 600, height: 900 } });
  t.after(() => context.close());
  /** @type {string[]} */
  const asked = [];
  await context.route(/^https?:/, (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  const page = await context.newPage();
  await page.goto(`${pathToFileURL(join(root, "dist/thermogen.html"))}#v=1&samples=4&seed=9`);
  await ended(page);
  const state = await stateOf(page);
  assert.equal(state.seed, 9);
  await shoot(page, "single");
  await page.selectOption("#preset", "digits");
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("thermo-gen")).state?.samples === 16);
  await ended(page);
  assert.deepEqual(asked, []);
});
