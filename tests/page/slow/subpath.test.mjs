// The site in a folder of a host, as GitHub Pages publishes it: page, lesson, frame, stills and single file work
// there, and ask for nothing outside that folder.

import { strict as assert } from "node:assert";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { serve } from "../../../scripts/serve.mjs";
import { finished, fullSpeed, guard, newContext, root, text } from "../browser.mjs";
import { ended } from "../hosts.mjs";

const host = mkdtempSync(join(tmpdir(), "thermogen-"));
symlinkSync(join(root, "dist/site"), join(host, "thermogen"));
const server = await serve({ folder: host, port: 0 });
after(async () => {
  await server.close();
  rmSync(host, { recursive: true, force: true });
});
const home = `${server.url}thermogen/`;

/** @param {import("node:test").TestContext} t @param {string} path */
async function open(t, path) {
  const page = await (await newContext({ serviceWorkers: "block" })).newPage();
  const expected = "Service Worker registration blocked by Playwright";
  const allowed = (/** @type {string} */ url) => url.startsWith(home) || /^(data|blob|about):/.test(url);
  await guard(t, page, { allowed, complaints: false, expected });
  await page.goto(home + path);
  return page;
}

test("the page runs in a folder, and leads to the lesson", async (t) => {
  const page = await open(t, "");
  await page.waitForSelector("#picture[data-fingerprint]");
  await page.goto(`${home}lab.html`);
  await fullSpeed(page);
  await finished(page);
  await page.click('a[href*="learn"] >> visible=true');
  await page.waitForSelector("[data-facts]");
  assert.ok(page.url().startsWith(`${home}learn`));
});

test("the frame's page runs in a folder", async (t) => {
  await ended(await open(t, "embed.html?preset=glyphs&samples=2"));
});

for (const scene of ["glyphs", "digits", "own"]) {
  test(`what is said of the scene ${scene} leads to what runs, in a folder`, async (t) => {
    const page = await open(t, `stills/${scene}.html`);
    const link = await page.getAttribute('link[type="application/json+oembed"]', "href");
    const oembed = JSON.parse(readFileSync(join(root, "dist/site/stills", `${scene}.json`), "utf8"));
    /** Where an address of a still leads here: what the site's own address stands before, or nothing. @param {string | null} address */
    const here = (address) => home + (address ?? "").replace(/^.*(?=stills\/|embed\.html|lab\.html)/, "");
    for (const address of [link, oembed.thumbnail_url]) assert.equal((await fetch(here(address))).status, 200);
    const source = oembed.html.match(/src="([^"]*)"/)[1].replaceAll("&amp;", "&");
    const words = (await page.textContent("main")) ?? "";
    await page.goto(here(await page.getAttribute("p a", "href")));
    await fullSpeed(page);
    await finished(page);
    assert.ok(words.includes(await text(page, "r-print")), "the Lab ends in the still's bits");
    await page.goto(here(source));
    await ended(page);
  });
}
