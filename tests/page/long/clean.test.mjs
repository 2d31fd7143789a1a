// Hosts that serve clean addresses (`/index.html` redirects to `/`, `/learn.html` to `/learn`), that change files on their
// way, and copies with a hole: the second visit works, without a network too, and a copy that is of no use heals itself.

import { strict as assert } from "node:assert";
import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { test } from "node:test";
import { listen } from "../../../scripts/serve.mjs";
import { complete, finished, fullSpeed, open, root, served, text } from "../browser.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {(path: string, body: Buffer) => Buffer} Change what a host does to a file */

const site = join(root, "dist/site");
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};
const others = { ".wasm": "application/wasm", ".txt": "text/plain" };

/** A host with clean addresses. @param {import("node:test").TestContext} test @param {{change?: Change}} [options] */
async function host(test, options = {}) {
  /** @type {string[]} */
  const asked = [];
  const { url, close } = await listen((request, response) => {
    const path = new URL(request.url ?? "/", "http://host").pathname;
    asked.push(path);
    const clean = path.replace(/(\/)index(\.html)?$/, "$1").replace(/\.html$/, "");
    if (clean !== path) return response.writeHead(308, { Location: clean }).end();
    const name = [path.endsWith("/") ? `${path}index.html` : path, `${path}.html`].find((one) =>
      existsSync(join(site, one)),
    );
    if (!name || path.includes("..")) return response.writeHead(404).end();
    const body = readFileSync(join(site, name));
    const type = { ...types, ...others }[extname(name)] ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type }).end(options.change?.(name.slice(1), body) ?? body);
  }, 0);
  test.after(close);
  return { url, asked, options };
}

/** Opens the page, waits for the copy, and for its first run. @param {import("node:test").TestContext} t @param {string} url @param {object} [options] */
async function visited(t, url, options = {}) {
  const page = await open(t, {
    at: url,
    serviceWorkers: "allow",
    query: "#v=1&seed=4&samples=1",
    complaints: true,
    ...options,
  });
  await fullSpeed(page);
  await finished(page);
  return page;
}

/** @param {Page} page */
async function runs(page) {
  await fullSpeed(page);
  await finished(page);
  return text(page, "r-print");
}

test("a host with clean addresses: the second visit, both spellings, with and without a network", async (t) => {
  const { url } = await host(t);
  const page = await visited(t, url);
  const expected = await text(page, "r-print");
  await served(page);
  await page.reload();
  assert.equal(await runs(page), expected, "the second visit");
  for (const offline of [false, true]) {
    await page.context().setOffline(offline);
    for (const path of ["learn", "learn.html", "embed", "learn.de", "index.html", "index"]) {
      const response = await page.goto(url + path);
      assert.equal(response?.ok(), true, path);
      assert.match(await page.title(), /\S/, path);
    }
    await page.goto(`${url}#v=1&seed=4&samples=1`);
    assert.equal(await runs(page), expected);
  }
});

test("a host that turns line endings and adds scripts to pages still gets its copy", async (t) => {
  const change = (/** @type {string} */ path, /** @type {Buffer} */ body) => {
    if (!/\.(html|js|css|svg)$/.test(path)) return body;
    const turned = String(body).replaceAll("\n", "\r\n");
    return Buffer.from(
      path.endsWith(".html") ? turned.replace("</body>", "<script>/* counts */</script></body>") : turned,
    );
  };
  const { url } = await host(t, { change });
  const page = await visited(t, url);
  await served(page);
  await page.context().setOffline(true);
  await page.reload();
  assert.equal(await runs(page), await text(page, "r-print"));
});

test("where the host changes a script, the page says that there is no copy, and the next visit fetches little", async (t) => {
  const change = (/** @type {string} */ path, /** @type {Buffer} */ body) =>
    /^charts-/.test(path) ? Buffer.from(`${body}\n//`) : body;
  const { url, asked } = await host(t, { change });
  const page = await visited(t, url);
  await page.waitForSelector("#offline");
  assert.match((await page.textContent("#offline")) ?? "", /charts-\w+\.js differs/);
  asked.length = 0;
  await page.reload();
  await runs(page);
  await page.waitForSelector("#offline");
  assert.equal(asked.filter((path) => /^\/(data|styles\/learn|learn)/.test(path)).length, 0, "what is right is kept");
});

test("an earlier copy whose page is a redirected answer gives way at once", async (t) => {
  const { url } = await host(t);
  const page = await visited(t, url);
  await served(page);
  // As the earlier version made it: the answer to index.html itself, with its redirection.
  await page.evaluate(async () => {
    const [name] = await caches.keys();
    const old = await caches.open(name.replace(/\S+$/, "old"));
    await old.put("index.html", await fetch("index.html", { cache: "reload", redirect: "follow" }));
    const cache = await caches.open(name);
    for (const key of await cache.keys()) if (/index\.html$/.test(key.url)) await cache.delete(key);
  });
  await page.reload();
  await finished(page);
  await complete(page);
});

test("a copy that has lost files goes to the network, and the visit after has a whole one", async (t) => {
  const { url } = await host(t);
  const page = await visited(t, url);
  await served(page);
  const count = () =>
    page.evaluate(async () => {
      const [name] = await caches.keys();
      return name ? (await (await caches.open(name)).keys()).length : 0;
    });
  const whole = await count();
  await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0]);
    for (const key of await cache.keys()) if (/index\.html|main\.js|engine/.test(key.url)) await cache.delete(key);
  });
  await page.reload();
  await runs(page);
  await served(page);
  for (let times = 0; times < 100 && (await count()) < whole; times++) await page.waitForTimeout(100);
  assert.equal(await count(), whole);
  await page.context().setOffline(true);
  await page.reload();
  await runs(page);
});
