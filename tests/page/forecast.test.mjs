// What would take hours or gigabytes is said before it begins: asked for, or refused beyond a stated limit.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { presetSettings } from "../../www/link/settings.js";
import { costOf, most, objection } from "../../www/session/forecast.js";
import { speak } from "../../www/texts.js";
import { finished, fullSpeed, open, text } from "./browser.mjs";

await speak("start");

/** @param {Record<string, string | number | boolean>} change @param {number} [visible] */
const cost = (change, visible = 196) => costOf({ ...presetSettings("quick"), ...change }, visible, 3);

test("the presets begin without a word, and what takes hours or gigabytes does not", () => {
  for (const preset of ["quick", "paper", "classes", "digits", "completion"])
    assert.equal(objection(costOf(presetSettings(preset), 784, 12), false), "", preset);
  assert.ok(cost({ samples: 100_000 }, 196_608).bytes > most.bytes);
  assert.ok(cost({ generate_dt: 1e-6, generate_time: 1000 }).seconds > 1800);
  assert.ok(cost({ trainer: "sgd", dt: 1e-6, time: 1000, iterations: 1000 }).seconds > most.seconds);
  assert.match(objection(cost({ generate_dt: 1e-6, generate_time: 1000, samples: 1000 }), true), /at most 24 hours/);
  const long = cost({ generate_dt: 1e-4, generate_time: 1000, samples: 64 });
  assert.match(objection(long, false), /Press Play to begin it all the same/);
  assert.equal(objection(long, true), "", "once it was agreed to");
});

test("the page asks before a run of hours, begins it when told to, and stops at once", async (t) => {
  const page = await open(t, { query: "#v=3&generate_dt=0.0001&generate_time=1000&samples=64" });
  await page.waitForFunction(() => /Press Play/.test(document.getElementById("veil-note")?.textContent ?? ""));
  await page.click("#play");
  await page.waitForFunction(() => !/Press Play/.test(document.getElementById("veil-note")?.textContent ?? ""));
  await page.waitForFunction(() => /step [1-9]/.test(document.getElementById("r-step")?.textContent ?? ""));
  await page.click("#play");
  await page.evaluate(() => {
    location.hash = "#v=3&samples=1&generate_time=0.5";
  });
  await fullSpeed(page);
  await finished(page);
  await page.evaluate(() => {
    location.hash = "#v=3&generate_dt=0.000001&generate_time=1000&samples=1000";
  });
  await page.waitForFunction(() => /at most 24 hours/.test(document.getElementById("veil-note")?.textContent ?? ""));
  assert.match(await text(page, "veil-note"), /This would take about .* and .* MB/);
});
