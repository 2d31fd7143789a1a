// Thirty phones open one lesson: each has samples of its own, and together they have the shares that a long run has.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { open } from "../browser.mjs";

const phones = 30;
const each = 16; // samples of a phone
const alpha = 1e-4; // how often the test fails by chance
// Of chi-squared with 2 degrees of freedom the tail is exp(-x / 2).
const most = -2 * Math.log(alpha);

/** How many samples there are of each digit. @param {import("node:test").TestContext} t @param {string} query */
async function counts(t, query) {
  const page = await open(t, { query, viewport: { width: 360, height: 740 }, hasTouch: true });
  await page.click("#run-lesson");
  await page.selectOption("#speed", "1000");
  await page.waitForSelector(".counts:text('samples of this device')", { timeout: 60_000 });
  const said = (await page.textContent(".counts")) ?? "";
  const first = Number(/&first=(\d+)/.exec(await hash(page))?.[1]);
  await page.context().close();
  return { first, of: [...said.matchAll(/\d (\d+)(?= ·|\.)/g)].map(([, count]) => Number(count)) };
}

/** The address once it names the samples. @param {import("playwright-core").Page} page */
async function hash(page) {
  await page.waitForFunction(() => /&first=/.test(location.hash));
  return page.evaluate(() => location.hash);
}

test("thirty phones with numbers of their own make a statistic", async (t) => {
  const lesson = "ask=Which%3F&numbers=own&free=none";
  const reference = await counts(t, `#v=1&samples=256&${lesson}`);
  /** @type {Awaited<ReturnType<typeof counts>>[]} */
  const all = [];
  for (let k = 0; k < phones; k++) all.push(await counts(t, `#v=1&samples=${each}&${lesson}`));
  assert.equal(new Set(all.map(({ first }) => first)).size, phones, "no two phones draw the same samples");
  const sums = reference.of.map((_, i) => all.reduce((sum, { of }) => sum + of[i], 0));
  assert.equal(
    sums.reduce((a, b) => a + b, 0),
    phones * each,
  );
  // Two samples of one distribution: chi-squared of the table of both, as the long run has an error of its own.
  const [n, m] = [phones * each, 256];
  const chi = sums.reduce((sum, count, i) => {
    const share = (count + reference.of[i]) / (n + m);
    return sum + (count - n * share) ** 2 / (n * share) + (reference.of[i] - m * share) ** 2 / (m * share);
  }, 0);
  t.diagnostic(`${sums} of ${n}, ${reference.of} of ${m}: chi-squared ${chi.toFixed(2)}, at most ${most.toFixed(1)}`);
  assert.ok(chi < most, `${sums} and ${reference.of}: ${chi}`);
});
