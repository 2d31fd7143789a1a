// One value whoever computes it: the links of tests/links.json, which are run natively too, in both builds of the
// page, each with 1, 2 and 3 workers.

import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ended, fullSpeed, open, text } from "../browser.mjs";

const { runs } = JSON.parse(readFileSync(new URL("../../links.json", import.meta.url), "utf8"));

/** @type {Record<string, (page: import("playwright-core").Page) => Promise<unknown>>} before the page loads */
const builds = {
  simd: async () => {},
  portable: (page) =>
    page.addInitScript(() => {
      WebAssembly.validate = () => false;
    }),
};

for (const [build, before] of Object.entries(builds)) {
  for (const workers of [1, 2, 3]) {
    test(`links end in the fingerprints that they end in natively: ${build}, ${workers} workers`, async (t) => {
      for (const { link, model, generation } of runs) {
        const page = await open(t, { query: `?workers=${workers}#${link}`, before });
        await fullSpeed(page);
        assert.equal(await ended(page, generation), generation, link);
        assert.ok((await text(page, "r-model")).includes(model), link);
      }
    });
  }
}
