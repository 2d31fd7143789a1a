// Pages of other people: served from an origin of their own, with figures from this site in them. Requests
// to any third origin are blocked and fail the test.

import { createServer } from "node:http";
import { join } from "node:path";
import { after } from "node:test";
import { serve } from "../../scripts/serve.mjs";
import { guard, newContext, root } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

const site = await serve({ folder: join(root, "dist/site"), port: 0, cors: true });
export const siteUrl = site.url;

/** @type {Map<string, {html: string, headers: Record<string, string>}>} */
const pages = new Map();
const host = createServer((request, response) => {
  const page = pages.get(request.url?.split("?")[0] ?? "");
  response.writeHead(page ? 200 : 404, { "Content-Type": "text/html; charset=utf-8", ...page?.headers });
  response.end(page?.html ?? "");
});
await new Promise((done) => host.listen(0, "127.0.0.1", () => done(undefined)));
const port = /** @type {import("node:net").AddressInfo} */ (host.address()).port;
export const hostUrl = `http://127.0.0.1:${port}`;
after(async () => {
  host.closeAllConnections();
  host.close();
  await site.close();
});

let last = 0;

/** @typedef {import("playwright-core").BrowserContextOptions & {csp?: string, complaints?: boolean, before?: (page: Page) => Promise<unknown>, head?: string, also?: string}} Options */

/**
 * Serves a host's page with this body, under a policy if there is one; SITE in it stands for the address of the site
 * that has the figures. Figures do not loop, unless they say so.
 * @param {string} body @param {{csp?: string, head?: string}} [options] @returns {string} its address
 */
export function put(body, { csp, head = "" } = {}) {
  const path = `/page-${++last}.html`;
  const filled = (/** @type {string} */ text) =>
    text
      .replaceAll("SITE/", siteUrl)
      .replace(/<thermo-gen(?=[ >])(?![^>]* loop=)/g, '<thermo-gen loop="off"')
      .replace(/embed\.html\?(?!loop=)/g, "embed.html?loop=off&");
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A host</title><link rel="icon" href="data:,">${filled(head)}</head><body>${filled(body)}</body></html>`;
  pages.set(path, { html, headers: csp ? { "Content-Security-Policy": filled(csp) } : {} });
  return hostUrl + path;
}

/**
 * Opens a host's page with this body, as put serves it.
 * @param {import("node:test").TestContext} test @param {string} body @param {Options} [options]
 */
export async function hosted(
  test,
  body,
  { csp, complaints = false, before, head = "", also = siteUrl, ...options } = {},
) {
  const url = put(body, { csp, head });
  const context = await newContext({ viewport: { width: 800, height: 900 }, ...options });
  const page = await context.newPage();
  const allowed = (/** @type {string} */ url) =>
    [siteUrl, hostUrl, also].some((origin) => url.startsWith(origin)) || /^(data|blob|about):/.test(url);
  await guard(test, page, { allowed, complaints });
  await before?.(page);
  await page.goto(url);
  return page;
}

/** What a figure needs of a policy, and no more. */
export const strict =
  "default-src 'none'; script-src SITE/ 'wasm-unsafe-eval'; worker-src blob:; connect-src SITE/; style-src 'none'; img-src data:";

export const script = '<script type="module" src="SITE/thermo-gen.js"></script>';

/** Waits until a figure has come to its end. @param {Page | import("playwright-core").Frame} page @param {string} [selector] */
export const ended = (page, selector = "thermo-gen") =>
  page.waitForFunction(
    (which) => {
      const { state } = /** @type {any} */ (document.querySelector(which)) ?? {};
      return state?.step > 0 && state.step === state.steps;
    },
    selector,
    { timeout: 60_000 },
  );

/** @param {Page | import("playwright-core").Frame} page @param {string} [selector] */
export const stateOf = (page, selector = "thermo-gen") =>
  page.evaluate((which) => /** @type {any} */ (document.querySelector(which)).state, selector);
