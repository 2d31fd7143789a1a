// Texts from outside with something bad in them: names of files and folders, fields of links, receipts, attributes, messages.
// They are shown as texts or refused; none becomes an element, runs, or changes what all objects share. Every page has a
// policy without which such a mistake would matter more.

import { strict as assert } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { complete, finished, fullSpeed, newContext, open, root } from "./browser.mjs";
import { ended, hosted, script, siteUrl } from "./hosts.mjs";

/** @typedef {import("playwright-core").Page} Page */

const bad = '<img src=x onerror="globalThis.evil=1"><script>globalThis.evil=1</script>"\'><b>\u001b[31m';
const polluted = '{"__proto__":{"evil":1},"constructor":{"prototype":{"evil":1}}}';

/** Nothing of a payload has become more than text. @param {Page} page */
async function isHarmless(page) {
  const found = await page.evaluate(() => ({
    evil: /** @type {any} */ (globalThis).evil,
    shared: /** @type {any} */ ({}).evil,
    elements: document.querySelectorAll("img[src=x], [onerror], main b, main script").length,
  }));
  assert.deepEqual(found, { evil: undefined, shared: undefined, elements: 0 });
}

test("every page that is shipped has a policy without inline scripts and foreign origins", () => {
  const site = join(root, "dist/site");
  const pages = readdirSync(site, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
  const all = [...pages.map((name) => join(site, name)), join(root, "dist/thermogen.html")];
  assert.ok(all.length >= 6);
  for (const path of all) {
    const [, policy = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(readFileSync(path, "utf8")) ?? [];
    assert.match(policy, /^default-src 'none'; script-src /, path);
    assert.match(policy, /base-uri 'none'; form-action 'none'/, path);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/, path);
  }
});

test("nothing in the source makes elements of texts", () => {
  const www = join(root, "www");
  const names = readdirSync(www, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".js") && !name.startsWith("built/"),
  );
  for (const name of names) {
    const text = readFileSync(join(www, name), "utf8");
    assert.doesNotMatch(
      text,
      /\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write\(|\beval\(|new Function\(|createContextualFragment/,
      name,
    );
  }
});

test("a link with bad texts is refused in words", async (t) => {
  for (const field of ["scene", "names", "events", "__proto__"]) {
    const page = await open(t, { query: `#v=1&${field}=${encodeURIComponent(bad)}&samples=1`, complaints: true });
    await complete(page);
    await page.waitForSelector("#notice:visible");
    assert.match((await page.textContent("#notice")) ?? "", new RegExp(field));
    await isHarmless(page);
    await page.close();
  }
});

test("names of files and receipts with bad texts are shown as texts", async (t) => {
  const page = await open(t, { query: "#v=1&scene=own" });
  await fullSpeed(page);
  await complete(page);
  await page.waitForSelector("#own .pad");
  await page.setInputFiles("#own input[type=file]", {
    name: `${bad.replaceAll("/", "")}.png`,
    mimeType: "image/png",
    buffer: Buffer.from("x"),
  });
  await page.waitForFunction(() => document.querySelector("#own .problem")?.textContent?.includes("onerror"));
  await isHarmless(page);
  await finished(page);
  await page.click('[data-panel="receipt"]');
  const region = page.locator(".panel.receipt");
  const take = (/** @type {string} */ name, /** @type {string} */ content) =>
    region.locator("input[type=file]").setInputFiles({ name, mimeType: "", buffer: Buffer.from(content) });
  await region.locator("input[type=file]").waitFor({ state: "attached" });
  const receipt = JSON.parse(readFileSync(join(root, "tests/receipts/schema-2.json"), "utf8"));
  const evil = JSON.stringify({ ...receipt, made_by: bad, preset: bad }).replace("{", '{"__proto__":{"evil":1},');
  for (const [name, content] of [
    ["shared.json", polluted],
    ["evil.json", evil],
    ["deep.json", "[".repeat(200_000)],
  ]) {
    await take(name, content);
    await region
      .getByText(new RegExp(`^${name}`))
      .first()
      .waitFor({ timeout: 60_000 });
    await isHarmless(page);
  }
});

test("attributes and messages with bad texts do nothing, and messages of others are not heard", async (t) => {
  const attribute = bad.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const frame = `<iframe id="frame" sandbox="allow-scripts" src="${siteUrl}embed.html?samples=1&seed=3&caption=${encodeURIComponent(bad)}"></iframe>`;
  const head = "<script>told = []; addEventListener('message', ({data}) => told.push(data))</script>";
  const figure = `<thermo-gen samples="1" caption="${attribute}" view="${attribute}" names="${attribute}"></thermo-gen>`;
  const sibling = `<iframe id="other" srcdoc="<script>addEventListener('message', () => parent.frames[0].postMessage({thermogen: 'set', name: 'seed', value: 9, id: 'x'}, '*'))</script>"></iframe>`;
  const page = await hosted(t, frame + sibling + figure + script, { head, complaints: true });
  await ended(page);
  await page.waitForFunction(() =>
    /** @type {any} */ (globalThis).told.some((/** @type {any} */ m) => m.thermogen === "end"),
  );
  await isHarmless(page);
  const inFigure = await page.evaluate(
    () => document.querySelector("thermo-gen")?.shadowRoot?.querySelectorAll("img[src=x], b, script").length,
  );
  assert.equal(inFigure, 0);
  const post = (/** @type {unknown} */ message) =>
    page.evaluate(
      (m) => /** @type {any} */ (document.getElementById("frame")).contentWindow.postMessage(m, "*"),
      message,
    );
  for (const message of [
    bad,
    null,
    { thermogen: "__proto__" },
    { thermogen: "constructor", id: 1 },
    { thermogen: "set", name: "__proto__", value: bad, id: "set" },
    { thermogen: "set", name: bad, value: "1".repeat(9999) },
    { thermogen: "seek", time: "now" },
    JSON.parse(polluted),
  ])
    await post(message);
  await page.evaluate(() => /** @type {any} */ (document.getElementById("other")).contentWindow.postMessage(1, "*"));
  await post({ thermogen: "state", id: "last" });
  const state = await page.waitForFunction(
    () => /** @type {any} */ (globalThis).told.find((/** @type {any} */ m) => m.id === "last")?.result,
  );
  assert.equal((await state.jsonValue()).seed, 3, "a sibling is not heard");
  await isHarmless(page);
});

test("the single file runs under its policy", async (t) => {
  const context = await newContext({ viewport: { width: 600, height: 900 } });
  t.after(() => context.close());
  const page = await context.newPage();
  /** @type {string[]} */
  const said = [];
  page.on("console", (message) => message.type() === "error" && said.push(message.text()));
  await page.goto(`${pathToFileURL(join(root, "dist/thermogen.html"))}#v=1&samples=1&iterations=4&generate_time=1`);
  await ended(page);
  assert.deepEqual(said, []);
});
