// A film that Chromium has made plays in Firefox, to its end; and Firefox makes one of its own.

import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { serve } from "../../../scripts/serve.mjs";
import { finished, fullSpeed, open, share } from "../browser.mjs";
import { firefox } from "../firefox.mjs";

/** A film in an element of its own, at its end or where it failed. */
const play = `
  const done = arguments[arguments.length - 1];
  const film = document.createElement("video");
  film.muted = true;
  const said = (how) => done({ how, seconds: film.duration, width: film.videoWidth, height: film.videoHeight });
  film.onended = () => said("ended");
  film.onerror = () => said("failed: " + film.error?.message);
  film.src = arguments[0];
  document.body.append(film);
  film.play().catch((error) => said("failed: " + error.message));`;

/** @param {import("node:test").TestContext} t @param {Record<string, Buffer>} files @returns a folder that is served with them */
async function shelf(t, files) {
  const folder = mkdtempSync(join(tmpdir(), "thermogen-film-"));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>films</title>");
  const site = await serve({ folder, port: 0 });
  t.after(async () => {
    await site.close();
    rmSync(folder, { recursive: true });
  });
  return site.url;
}

test("loops made in Chromium play in Firefox", { timeout: 300_000 }, async (t) => {
  const page = await open(t, { query: "#v=1&seed=11&samples=1" });
  await fullSpeed(page);
  await finished(page);
  await share(page, "film");
  /** @type {Record<string, Buffer>} */
  const files = {};
  for (const shape of ["square", "upright"]) {
    await page.waitForSelector('[data-file="loop"]:enabled');
    await page.check(`[name="share-shape"][value="${shape}"]`);
    const coming = page.waitForEvent("download", { timeout: 180_000 });
    await page.click('[data-file="loop"]');
    const download = await coming;
    files[`${shape}.${download.suggestedFilename().split(".").at(-1)}`] = await buffer(
      await download.createReadStream(),
    );
  }
  const url = await shelf(t, files);
  const ask = await firefox(t);
  await ask("/timeouts", { script: 60_000 });
  for (const name of Object.keys(files)) {
    await ask("/url", { url });
    const { how, seconds, width, height } = await ask("/execute/async", { script: play, args: [url + name] });
    assert.equal(how, "ended", name);
    assert.ok(Math.abs(seconds - 6) < 0.1, `${name}: ${seconds} s`);
    assert.deepEqual([width, height], [720, name.startsWith("square") ? 720 : 1280], name);
  }
});

test("Firefox makes a loop that it plays", { timeout: 300_000 }, async (t) => {
  const site = await serve({ port: 0 });
  t.after(() => site.close());
  const ask = await firefox(t);
  const run = (/** @type {string} */ script) => ask("/execute/sync", { script, args: [] });
  const until = async (/** @type {string} */ script) => {
    for (let tries = 0; tries < 900; tries++) {
      const value = await run(script);
      if (value) return value;
      await pause(100);
    }
    return assert.fail(script);
  };
  await ask("/url", { url: `${site.url}lab.html#v=1&seed=11&samples=1` });
  await until("return document.body.dataset.complete");
  await run("const make = URL.createObjectURL; URL.createObjectURL = (blob) => make.call(URL, (window.made = blob))");
  await run("document.getElementById('share').click()");
  await until("return document.querySelector('dialog.share [role=tab][id$=film]')");
  await run("document.querySelector('dialog.share [role=tab][id$=film]').click()");
  await until("return document.querySelector('[data-file=loop]:enabled')");
  await run("document.querySelector('[data-file=loop]').click()");
  const kind = await until(
    "return window.made?.type || document.querySelector('dialog.share .told')?.textContent?.match(/encoder.*/)?.[0]",
  );
  assert.match(kind, /^video\//);
  const read = `const reader = new FileReader();
    reader.onload = () => arguments[0](reader.result.split(",")[1]);
    reader.readAsDataURL(window.made);`;
  const name = `made.${kind.split("/")[1]}`;
  const bytes = Buffer.from(await ask("/execute/async", { script: read, args: [] }), "base64");
  assert.ok(bytes.length < 1.5e6, `${bytes.length} bytes`);
  const url = await shelf(t, { [name]: bytes });
  await ask("/url", { url });
  await ask("/timeouts", { script: 60_000 });
  const { how, seconds } = await ask("/execute/async", { script: play, args: [url + name] });
  t.diagnostic(`${kind}, ${bytes.length} bytes`);
  assert.equal(how, "ended");
  assert.ok(Math.abs(seconds - 6) < 0.1, `${seconds} s`);
});
