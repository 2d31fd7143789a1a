// A training that a reload interrupts goes on to the bits of one that nothing interrupted.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { finished, fullSpeed, open, text } from "../browser.mjs";

// The paper's trainer, slow enough to be interrupted: some seconds in all.
const query = "#v=1&trainer=sgd&iterations=240&dt=0.001&rate=0.02&seed=5";

test("a reload in the middle of a training changes no bit of it", async (t) => {
  const whole = await open(t, { query });
  await fullSpeed(whole);
  await finished(whole, 120_000);
  const expected = [await text(whole, "r-model"), await text(whole, "r-print")];
  await whole.close();

  const page = await open(t, { query });
  await page.waitForFunction(() => localStorage.getItem("thermogen.training"), null, { timeout: 60_000, polling: 50 });
  await page.waitForFunction(() => /left/.test(document.getElementById("train-note")?.textContent ?? ""));
  assert.equal(await page.isVisible("#halt"), true, "a long training can be stopped");
  await page.reload();
  await page.waitForFunction(() => document.getElementById("notice")?.textContent?.includes("goes on after iteration"));
  assert.match(await text(page, "notice"), /after iteration [1-9]\d*, to the same bits/);
  await fullSpeed(page);
  await finished(page, 120_000);
  assert.match(expected[0], /^\w{16}$/);
  assert.equal(await text(page, "r-model"), expected[0]);
  assert.equal(await text(page, "r-print"), expected[1]);
  assert.equal(await page.evaluate(() => localStorage.getItem("thermogen.training")), null, "what is over is not kept");
});
