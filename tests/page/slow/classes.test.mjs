// The whole class-conditional preset in the tab: 1,500 digits, every class asked for in turn.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { finished, fullSpeed, open, text } from "../browser.mjs";

test("1,500 digits are learned, and the nearest class mean reads most samples as asked", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await page.check("input[value=classes]");
  await page.waitForFunction(() => document.getElementById("train-note")?.textContent?.includes("784 pixels"), null, {
    timeout: 400_000,
  });
  await finished(page, 200_000);
  const [, right, all] = /reads (\d+) of (\d+)/.exec(await text(page, "asking-note")) ?? [];
  assert.equal(all, "20");
  assert.ok(Number(right) >= 14, `${right} of ${all}`);
});
