// Where links go that were made when the first page was the one that reads them, and what stays on it.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { ended, finished, fullSpeed, open, text } from "./browser.mjs";

for (const [said, address, query] of [
  ["a link of version 1", "#v=1&samples=4&seed=9", "#v=1&samples=4&seed=9"],
  ["a link to a file by its name", "index.html#v=3&samples=4", "#v=3&samples=4"],
  ["a link with the number of workers", "?workers=1#v=1&seed=4", "?workers=1#v=1&seed=4"],
  ["a link whose # became ?", "?v=1&seed=4&samples=4", "#v=1&seed=4&samples=4"],
  ["a link whose = was encoded", "#v%3D1&seed%3D4", "#v=1&seed=4"],
  ["a link with a field that nobody knows", "#v=1&colour=blue", "#v=1"],
]) {
  test(`the first page sends on ${said}`, async (t) => {
    const page = await open(t, { path: "", query: address });
    await page.waitForURL((url) => url.pathname === "/lab.html");
    await page.waitForFunction((wanted) => location.search + location.hash === wanted, query);
  });
}

test("a link that is sent on makes its bits", async (t) => {
  const query = "#v=1&samples=4&seed=9";
  const lab = await open(t, { query });
  await fullSpeed(lab);
  await finished(lab);
  const print = await text(lab, "r-print");
  assert.equal(await ended(await open(t, { path: "", query }), print), print);
});

for (const query of ["", "?lang=en", "?utm_source=mail&fbclid=x", "#draw"]) {
  test(`the first page keeps ${query || "its own address"}`, async (t) => {
    const page = await open(t, { path: "", query });
    await page.waitForSelector("body.play");
    assert.equal(new URL(page.url()).pathname, "/");
  });
}
