// What the page saves is opened again by readers that share no code with it, and held against the run.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import jsQR from "jsqr";
import { finished, fullSpeed, open, pictures, screenshots, share, text } from "../browser.mjs";
import { decodePicture, filmFrames, fingerprintOf, readNpy, saved, units } from "../readers.mjs";

/** Red of the stage's palette, to the byte it stands for. @param {number} red */
const byteOf = (red) => (255 * (red - 16)) / (255 - 16);

test("pictures, motion, data and citations hold the run that is on the stage", async (t) => {
  const page = await open(t, { query: "#v=1&seed=11&samples=4" });
  await fullSpeed(page);
  await finished(page);
  const fingerprint = await text(page, "r-print");
  await share(page, "data");
  await page.waitForSelector('[data-file="npy"]:enabled');

  const npy = readNpy(await saved(page, "npy"));
  assert.deepEqual([npy.shape[0], npy.shape[1] > 196], [4, true]);
  assert.equal(fingerprintOf(npy), fingerprint, "the bits of all units");

  await share(page, "picture");
  const png = await saved(page, "png");
  assert.ok(png.includes("pHYs") && png.readUInt32BE(png.indexOf("pHYs") + 4) === 11811, "300 dots per inch");
  const picture = await decodePicture(page, png, "image/png");
  assert.ok(picture.width >= 2200 && picture.height > picture.width, "as wide as a page, a caption below");
  const seen = units(picture, 2, 4, 14);
  for (let s = 0; s < 4; s++) {
    for (let unit = 0; unit < 196; unit++) {
      const x = npy.values[s * npy.shape[1] + unit];
      const byte = Math.floor(Math.min(1, Math.max(0, 0.5 + x)) * 255 + 0.5); // the read-out map
      assert.ok(Math.abs(byteOf(seen[s][unit]) - byte) < 1.6, `sample ${s}, unit ${unit}`);
    }
  }

  await share(page, "film");
  const gif = await filmFrames(page, await saved(page, "gif"), "image/gif");
  assert.ok(gif.count > 40 && gif.seconds > 2, `${gif.count} frames, ${gif.seconds} s`);
  assert.deepEqual(units(gif.last, 2, 4, 14), seen, "the last frame is the moment shown, exactly");

  await share(page, "data");
  const times = (await saved(page, "time.csv")).toString().trim().split("\r\n");
  assert.equal(times[0].split(",").length, times.at(-1)?.split(",").length);
  const shown = Number((await text(page, "r-heat")).replace("−", "-"));
  assert.ok(Math.abs(Number(times.at(-1)?.split(",")[2]) - shown) <= 0.51);
  const samples = (await saved(page, "samples.csv")).toString().trim().split("\r\n");
  assert.equal(samples.length, 5);
  const losses = (await saved(page, "loss.csv")).toString().trim().split("\r\n").slice(1);
  assert.ok(
    Math.abs(Number(losses.at(-1)?.split(",")[1]) - Number((await text(page, "loss-now")).replace("−", "-"))) < 0.006,
  );

  await share(page, "cite");
  const bib = (await saved(page, "bib")).toString();
  assert.equal([...bib].filter((c) => c === "{").length, [...bib].filter((c) => c === "}").length);
  assert.deepEqual(
    [...bib.matchAll(/^@(\w+)\{/gm)].map(([, kind]) => kind),
    ["article", "software", "misc"],
  );
  for (const part of [fingerprint, "seed=11", "Seed 11", "2506.15121"]) assert.ok(bib.includes(part), part);

  await share(page, "link");
  assert.match((await saved(page, "svg")).toString(), /^<svg/);
  await page.click("#sharing-link .fill");
  const box = await page.locator("dialog.whole svg").screenshot();
  const code = await decodePicture(page, box, "image/png");
  const read = /** @type {any} */ (jsQR)(new Uint8ClampedArray(code.data), code.width, code.height);
  assert.equal(read?.data, page.url());
  await page.screenshot({ path: `${screenshots}/code.png` });
  await page.keyboard.press("Escape");
  assert.ok((await pictures(page)).samples.length === 4);
});
