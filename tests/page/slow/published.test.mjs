// The paper's settings in the page: trained, measured, and put beside what was published.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { finished, fullSpeed, open, text } from "../browser.mjs";

test("a measurement with the paper's settings stands beside the published values, each with its source", async (t) => {
  const page = await open(t, { query: "#scene=paper" });
  await fullSpeed(page);
  await finished(page, 300_000);
  await page.click("[data-panel=heat]");
  const badges = page.locator("section.heat .published");
  await page.locator("section.heat .measure .note", { hasText: "100" }).waitFor({ timeout: 120_000 });
  const row = (/** @type {string} */ name) => badges.locator("tr", { has: page.locator("th", { hasText: name }) });
  const here = Number((await row("Heat, mean").locator("td.num").textContent())?.split(" ")[0]);
  const difference = Math.round((100 * (here - 2900)) / 2900);
  const words = (await row("Heat, mean").locator("td.soft").textContent()) ?? "";
  const sign = difference < 0 ? "−" : difference > 0 ? "+" : "";
  assert.ok(words.includes("2.9×10³ kT published") && words.includes(`${sign}${Math.abs(difference)} % here`), words);
  assert.ok(Math.abs(here - Number(await text(page, "r-heat"))) < 500, "the samples on the stage are some of them");
  assert.equal(await row("Heat, mean").locator("a").getAttribute("href"), "https://arxiv.org/abs/2506.15121");
  for (const name of ["Heat, spread", "Excess loss", "Inverted"]) {
    assert.equal(await row(name).locator("td.soft").textContent(), "not published");
  }
});
