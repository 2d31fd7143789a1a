// Every example of docs/embedding.md, and what the dialog writes, is run: HTML in a page of another origin,
// JavaScript in Node and in a browser, Python read by Python; the addresses in all others must be there.

import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { serve } from "../../../scripts/serve.mjs";
import { snippets } from "../../../www/embed/snippets.js";
import { readLink } from "../../../www/link/link.js";
import { root, screenshots } from "../browser.mjs";
import "../grammar.mjs";
import { ended, hosted, script, siteUrl, stateOf } from "../hosts.mjs";

const home = "https://example.org/thermogen/";
const text = readFileSync(join(root, "docs/embedding.md"), "utf8");
const fences = [...text.matchAll(/^(`{3,4})(\w+)\n([\s\S]*?)^\1$/gm)].map(([, , language, code]) => ({
  language,
  code,
}));

/** @param {string} language */
const of = (language) => fences.filter((fence) => fence.language === language).map(({ code }) => code);

test("there are examples of every kind", () => {
  const kinds = new Set(fences.map(({ language }) => language));
  for (const kind of ["html", "js", "markdown", "latex", "python"]) assert.ok(kinds.has(kind), kind);
});

/** Waits until the figure of a page has ended, be it an element or in a frame. @param {import("playwright-core").Page} page */
async function runs(page) {
  const frame = await page.$("iframe");
  const place = frame ? /** @type {import("playwright-core").Frame} */ (await frame.contentFrame()) : page;
  await ended(/** @type {any} */ (place));
  return place;
}

of("html").forEach((code, k) => {
  test(`example ${k + 1} in HTML`, async (t) => {
    const page = await hosted(t, code.replaceAll(home, siteUrl));
    await runs(page);
    await page.screenshot({ path: join(screenshots, `embed-snippet-${k + 1}.png`) });
    if (code.includes('id="heat"')) {
      const before = Number(await page.textContent("#heat"));
      assert.ok(before > 0);
      await page.click("#hot");
      await page.waitForFunction((was) => Number(document.getElementById("heat")?.textContent) !== was, before, {
        timeout: 60_000,
      });
    }
  });
});

of("js").forEach((code, k) => {
  test(`example ${k + 1} in JavaScript, in Node and in a browser`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), "thermogen-"));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const entry = String(pathToFileURL(join(root, "dist/thermogen/node.js")));
    writeFileSync(join(folder, "example.mjs"), code.replace('"thermogen"', JSON.stringify(entry)));
    const said = execFileSync("node", [join(folder, "example.mjs")], { encoding: "utf8" });
    assert.match(said, /10 of 10/);
    assert.match(said, /^true$/m);
    assert.match(said, /^kt /m);
    const print = said.match(/^[0-9a-f]{16,}/m)?.[0];
    const server = await serve({ folder: join(root, "dist/thermogen"), port: 0, cors: true });
    t.after(() => server.close());
    const body = `<script type="module">${code.replace('"thermogen"', `"${server.url}index.js"`)}</script>`;
    /** @type {string[]} */
    const lines = [];
    const before = async (/** @type {import("playwright-core").Page} */ page) =>
      page.on("console", (m) => lines.push(m.text()));
    const page = await hosted(t, body, { before, also: server.url });
    for (let tries = 0; tries < 300 && !lines.some((line) => line.startsWith("kt ")); tries++)
      await page.waitForTimeout(100);
    assert.ok(
      lines.some((line) => print && line.startsWith(print)),
      `${print}: ${lines}`,
    );
    assert.ok(page.workers().length > 0);
  });
});

/** The addresses of this site in a text, as the site has them. @param {string} code @param {string} base */
function addresses(code, base) {
  const plain = code.replaceAll("\\#", "#").replaceAll("\\&", "&").replaceAll("\\%", "%").replaceAll("&amp;", "&");
  const found = plain
    .split(base)
    .slice(1)
    .map((rest) => rest.match(/^[^\s"')\]}]*/)?.[0] ?? "");
  assert.ok(found.length > 0, code);
  return found;
}

/** @param {string} code @param {string} [base] */
function reach(code, base = home) {
  for (const address of addresses(code, base)) {
    const [, path, query = "", fragment = ""] = address.match(/^([^?#]*)(\?[^#]*)?(#.*)?$/) ?? [];
    assert.ok(existsSync(join(root, "dist/site", path || "index.html")), path);
    assert.deepEqual(readLink(fragment).problems, [], address);
    for (const name of new URLSearchParams(query).keys()) assert.match(name, /^(preset|samples|view|controls)$/);
  }
}

for (const language of ["markdown", "latex"]) {
  of(language).forEach((code, k) => {
    test(`example ${k + 1} in ${language} leads to what is there`, () => reach(code));
  });
}

of("python").forEach((code, k) => {
  test(`example ${k + 1} in Python can be read, and leads to what is there`, () => {
    execFileSync("python3", ["-c", "import ast, sys; ast.parse(sys.stdin.read())"], { input: code });
    if (code.includes(home)) reach(code);
  });
});

const wanted = {
  base: siteUrl,
  fragment: "v=1&seed=3&samples=2",
  scene: "glyphs",
  view: "heat",
  controls: "play time generate_kt",
  width: 480,
  height: 600,
  title: 'A "50 %" figure & more <x> {y} [z]',
};

for (const kind of ["iframe", "element"]) {
  test(`what the dialog writes as ${kind} runs, whatever its caption`, async (t) => {
    const page = await hosted(t, snippets[kind](wanted));
    const state = await stateOf(/** @type {any} */ (await runs(page)));
    assert.equal(state.seed, 3);
    assert.equal(state.samples, 2);
  });
}

for (const kind of ["markdown", "latex", "quarto", "jupyter", "bibtex"]) {
  test(`what the dialog writes for ${kind} leads to what is there`, () => {
    const code = snippets[kind](wanted);
    reach(code, siteUrl);
    if (kind === "latex") assert.match(code, /50 \\%.*\\& more .*\\\{y\\\}/);
    if (kind === "jupyter")
      execFileSync("python3", ["-c", "import ast, sys; ast.parse(sys.stdin.read())"], { input: code });
  });
}

test("the widget follows its traits and tells its state", async (t) => {
  const body = `<div id="cell"></div><script type="module">
    import widget from "SITE/widget.js";
    const values = { link: "v=1&seed=4&samples=1", view: "heat" };
    const heard = {};
    window.model = { get: (n) => values[n], set: (n, v) => { values[n] = v; }, save_changes() { window.saved = values.state; }, on: (e, f) => { heard[e] = f; }, off() {} };
    window.change = (n, v) => { values[n] = v; heard["change:" + n](); };
    window.end = widget.render({ model, el: document.getElementById("cell") });
  </script>`;
  const page = await hosted(t, body);
  await page.waitForFunction(() => /** @type {any} */ (globalThis).saved?.seed === 4, null, { timeout: 60_000 });
  await page.evaluate(() => /** @type {any} */ (globalThis).change("link", "v=1&seed=5&samples=1"));
  await page.waitForFunction(() => /** @type {any} */ (globalThis).saved?.seed === 5, null, { timeout: 60_000 });
  await page.evaluate(() => /** @type {any} */ (globalThis).end());
  assert.equal(await page.locator("thermo-gen").count(), 0);
});

test("the stills are pictures with their words, and say the same as the run", async (t) => {
  const page = await hosted(t, `<img id="still" src="SITE/stills/glyphs.png" alt="">${script}`);
  const size = await page.evaluate(async () => {
    const image = /** @type {HTMLImageElement} */ (document.getElementById("still"));
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  });
  assert.deepEqual(size, [1200, 630]);
  const html = readFileSync(join(root, "dist/site/stills/glyphs.html"), "utf8");
  assert.doesNotMatch(html, /<script/);
  assert.match(html, /heat emitted \d+ kT/);
  const oembed = JSON.parse(readFileSync(join(root, "dist/site/stills/glyphs.json"), "utf8"));
  assert.equal(oembed.type, "rich");
  const [, link] = oembed.html.match(/embed\.html#([^"]*)"/);
  const figure = await hosted(t, `<thermo-gen link="${link}"></thermo-gen>${script}`);
  await ended(figure);
  assert.ok(html.includes((await stateOf(figure)).fingerprint), "the figure ends in the still's bits");
});
