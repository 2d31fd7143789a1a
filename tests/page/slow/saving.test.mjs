// Video is opened again by the browser's decoder and held against the picture of the same moment.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { finished, fullSpeed, open, share } from "../browser.mjs";
import { decodePicture, filmFrames, saved, units } from "../readers.mjs";

test("video is encoded where the browser can, and otherwise that is said", async (t) => {
  const page = await open(t, { query: "#v=1&seed=11&samples=4" });
  await fullSpeed(page);
  await finished(page);
  await share(page, "picture");
  await page.waitForSelector('[data-file="png"]:enabled');
  const picture = units(await decodePicture(page, await saved(page, "png"), "image/png"), 2, 4, 14).flat();
  await share(page, "film");
  for (const kind of ["webm", "mp4"]) {
    const film = await filmFrames(page, await saved(page, kind), `video/${kind}`);
    assert.ok(film.seconds > 5 && film.seconds < 8, `${film.seconds} s`);
    const last = units(film.last, 2, 4, 14).flat();
    const error = last.reduce((sum, value, i) => sum + Math.abs(value - picture[i]), 0) / last.length;
    assert.ok(error < 12, `${kind}: brightness off by ${error} of 255 on average`);
  }
  await page.evaluate(() => Reflect.deleteProperty(globalThis, "VideoEncoder"));
  await page.click('[data-file="mp4"]');
  await page.waitForFunction(() =>
    document.querySelector("dialog.share .told")?.textContent?.includes("no video encoder"),
  );
});
