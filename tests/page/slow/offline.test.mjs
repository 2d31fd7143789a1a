// An old service worker meets a new version: pages of the old one keep to it, the next one gets the new
// one whole, and a deployment that is not complete is never served.

import { strict as assert } from "node:assert";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../../scripts/serve.mjs";
import { finished, fullSpeed, open, served, text } from "../browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

const site = join(dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url))))), "dist/site");

/** Deploys a version that its page names. @param {string} folder @param {string} version @param {boolean} [whole] whether all files fit their hashes */
function deploy(folder, version, whole = true) {
  const html = readFileSync(join(site, "lab.html"), "utf8").replace("<html", `<html data-version="${version}"`);
  writeFileSync(join(folder, "lab.html"), html);
  const script = readFileSync(join(site, "service.js"), "utf8");
  const [, list] = /^self\.site=(\{.*?\});/.exec(script) ?? [];
  const { files } = JSON.parse(list);
  files["lab.html"] = createHash("sha256")
    .update(whole ? html : "another")
    .digest("base64");
  writeFileSync(join(folder, "service.js"), script.replace(list, JSON.stringify({ version, files })));
}

/** Looks for a new version; what becomes of it: installed, redundant where it was refused. @param {Page} page @returns {Promise<string>} */
const update = (page) =>
  page.evaluate(async () => {
    const worker = (await (await navigator.serviceWorker.ready).update()).installing;
    while (worker?.state === "installing") await new Promise((done) => setTimeout(done, 20));
    return worker?.state ?? "none";
  });

/** The version of a page. @param {Page} page */
const shown = (page) => page.evaluate(() => document.documentElement.dataset.version);

/** Versions that are kept. @param {Page} page */
const kept = (page) => page.evaluate(async () => (await caches.keys()).map((name) => name.split(" ").at(-1)));

test("an old service worker meets new versions, a whole one and a broken one", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "thermogen-"));
  cpSync(site, folder, { recursive: true });
  deploy(folder, "first");
  const { url, close } = await serve({ folder, port: 0 });
  t.after(async () => {
    await close();
    rmSync(folder, { recursive: true });
  });
  const page = await open(t, { at: url, query: "#v=1&seed=4", serviceWorkers: "allow", complaints: true });
  await fullSpeed(page);
  await finished(page);
  const expected = await text(page, "r-print");
  await served(page);
  await page.reload();
  await finished(page);
  const second = await page.context().newPage();
  await second.goto(`${url}lab.html`);

  // The new version is there; what the old one loads later is gone from the server.
  deploy(folder, "second");
  const late = readdirSync(folder).filter((name) => /^(checks|charts|sheet)-/.test(name));
  assert.ok(late.length >= 3);
  for (const name of late) writeFileSync(join(folder, name), "throw new Error('of another version');");
  assert.equal(await update(page), "redundant", "files that are not those of the version");
  for (const name of late) cpSync(join(site, name), join(folder, name));
  assert.equal(await update(page), "installed");
  assert.equal(await shown(page), "first");
  for (const name of late) rmSync(join(folder, name));
  await page.reload();
  assert.equal(await shown(page), "first", "while another page of the old version is open, all stay with it");
  await fullSpeed(page);
  await finished(page);
  await page.click('[data-panel="checks"]');
  await page.waitForSelector(".panel.checks button, .panel.checks table");

  // The last page of the old version is loaded again: the new one takes over, whole.
  await second.close();
  for (const name of late) cpSync(join(site, name), join(folder, name));
  for (let times = 0; times < 20 && (await shown(page)) !== "second"; times++) {
    await page.reload(); // the browser may take a moment to know that the other page is gone
    await page.waitForTimeout(500);
  }
  assert.equal(await shown(page), "second");
  await fullSpeed(page);
  await finished(page);
  assert.equal(await text(page, "r-print"), expected, "the link in the address is kept");
  assert.deepEqual(await kept(page), ["second"]);

  // A deployment that is not complete.
  deploy(folder, "third", false);
  assert.equal(await update(page), "redundant");
  await page.context().setOffline(true);
  await page.reload();
  await fullSpeed(page);
  await finished(page);
  assert.equal(await shown(page), "second");
  // The browser may be trying the third again; what it has of it is removed each time.
  for (let times = 0; times < 50 && (await kept(page)).length > 1; times++) await page.waitForTimeout(200);
  assert.deepEqual(await kept(page), ["second"]);
});
