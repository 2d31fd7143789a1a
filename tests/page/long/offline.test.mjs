// After the first visit the page works without a network, to the same bits.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { finished, fullSpeed, open, served, share, text } from "../browser.mjs";

test("after the first visit the page works offline: what it shows, what it loads later, other data", async (t) => {
  const page = await open(t, { serviceWorkers: "allow", query: "#v=1&seed=4" });
  await fullSpeed(page);
  await finished(page);
  const expected = await text(page, "r-print");
  await served(page);
  await page.context().setOffline(true);
  await page.reload();
  await fullSpeed(page);
  await finished(page);
  assert.equal(await text(page, "r-print"), expected);
  assert.equal(await page.evaluate(() => navigator.serviceWorker.controller !== null), true);
  await page.check("input[value=digits]");
  await finished(page);
  await page.click('[data-panel="checks"]');
  await page.waitForSelector(".panel.checks button, .panel.checks table");
  await share(page, "data");
  await page.waitForSelector('[data-file="npy"]:enabled');
  const [download] = await Promise.all([page.waitForEvent("download"), page.click('[data-file="npy"]')]);
  assert.match(download.suggestedFilename(), /\.npy$/, "computed by the tools, which were not loaded before");
});
