// The element in a page of another origin: a core of what slow/embedding.test.mjs checks in full.

import { strict as assert } from "node:assert";
import { join } from "node:path";
import { test } from "node:test";
import { fullSpeed, open, ended as printed, screenshots } from "./browser.mjs";
import { ended, hosted, script, stateOf, strict } from "./hosts.mjs";

test("a figure runs in a page of another origin, under a strict policy, and says how it ended", async (t) => {
  const figure = '<thermo-gen preset="glyphs" seed="7" samples="4"></thermo-gen>';
  const page = await hosted(t, `${figure}${script}`, { csp: strict });
  await ended(page);
  const state = await stateOf(page);
  assert.equal(state.samples, 4);
  assert.equal(state.seed, 7);
  assert.ok(state.heat > 0);
  assert.match(await page.locator("thermo-gen .caption").innerText(), /at the end: mean likeness/);
  await page.screenshot({ path: join(screenshots, "embed-element.png") });
});

test("the link of a figure without attributes opens in the Lab with the figure's bits", async (t) => {
  const page = await hosted(t, `<thermo-gen></thermo-gen>${script}`);
  await ended(page);
  const { fingerprint } = await stateOf(page);
  const link = await page.evaluate(() => /** @type {any} */ (document.querySelector("thermo-gen")).link());
  const lab = await open(t, { query: `#${link}` });
  await fullSpeed(lab);
  assert.equal(await printed(lab, fingerprint), fingerprint);
});
