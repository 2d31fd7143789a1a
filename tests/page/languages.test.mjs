// The languages of the page: the one it opens in, the switch at run time, what stays as it is.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { finished, fullSpeed, open, text } from "./browser.mjs";

test("German is spoken where the browser prefers it, and English again without loss of state", async (t) => {
  const page = await open(t, { locale: "de-AT" });
  await page.waitForFunction(() => document.documentElement.lang === "de");
  assert.equal(await page.title(), "thermogen – das Labor");
  assert.equal(await page.inputValue("#language"), "de");
  await page.selectOption("#language", "en");
  await page.waitForFunction(() => document.documentElement.lang === "en");
  assert.equal(await page.title(), "thermogen – the Lab");
  await fullSpeed(page);
  await finished(page);
  const before = await text(page, "r-print");
  await page.selectOption("#language", "de");
  await page.waitForFunction(() => document.documentElement.lang === "de");
  assert.equal(await text(page, "r-print"), before);
  await page.reload();
  await page.waitForFunction(() => document.documentElement.lang === "de");
  assert.equal(await page.getAttribute("html", "dir"), "ltr");
});
