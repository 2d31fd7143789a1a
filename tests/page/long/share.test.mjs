// The share sheet: by keyboard alone, on a phone, in both themes; a loop that is below its size; a lesson made by the form.

import { strict as assert } from "node:assert";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import { ended, findings, finished, fullSpeed, open, screenshots, share, smallTargets, text } from "../browser.mjs";
import { filmFrames } from "../readers.mjs";

const tabs = ["link", "film", "picture", "embed", "lesson", "data", "cite"];
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };

test("the sheet is opened, read and closed by keyboard, and focus returns", async (t) => {
  const page = await open(t, { query: "#v=1&samples=1&generate_time=0.5" });
  await fullSpeed(page);
  await finished(page);
  const above = await page.evaluate(() => scrollY);
  await page.focus("#share");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog.share[open]");
  await page.focus("#share-link");
  for (const tab of [...tabs.slice(1), "link"]) {
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement?.id), `share-${tab}`);
    assert.equal(await page.isVisible(`#sharing-${tab}`), true);
    assert.equal(await page.locator("dialog.share [role=tabpanel]:visible").count(), 1);
  }
  await page.click("#sharing-link .fill");
  await page.waitForSelector("dialog.whole svg");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog.whole", { state: "detached" });
  await page.keyboard.press("Escape");
  assert.equal(await page.isVisible("dialog.share"), false);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "share");
  assert.equal(await page.evaluate(() => scrollY), above, "the page has not moved");
});

for (const [name, options] of Object.entries({
  "wide-dark": { colorScheme: /** @type {const} */ ("dark") },
  "phone-light": { ...phone, colorScheme: /** @type {const} */ ("light") },
}))
  test(`axe finds nothing, nothing overflows and all can be touched: ${name}`, async (t) => {
    const page = await open(t, { query: "#v=1&samples=4&generate_time=0.5", ...options });
    await fullSpeed(page);
    await finished(page);
    for (const tab of tabs) {
      await share(page, tab);
      await page.waitForTimeout(200); // for the picture that is looked at alone
      await page.screenshot({ path: join(screenshots, `share-${tab}-${name}.png`) });
      assert.deepEqual(await findings(page), [], tab);
      assert.deepEqual(await smallTargets(page), [], tab);
      const [inner, outer] = await page.$eval("dialog.share", (e) => [e.scrollWidth, e.clientWidth]);
      assert.ok(inner <= outer, `${tab}: ${inner} px in ${outer}`);
    }
  });

/** @param {import("playwright-core").Page} page @param {string} shape */
async function loop(page, shape) {
  await page.check(`[name="share-shape"][value="${shape}"]`);
  const coming = page.waitForEvent("download", { timeout: 180_000 });
  await page.click('[data-file="loop"]');
  const download = await coming;
  const [, kind] = download.suggestedFilename().match(/^thermogen-[0-9a-f]{16}\.(?:square|upright)\.(mp4|webm)$/) ?? [];
  const bytes = await buffer(await download.createReadStream());
  return { bytes, ...(await filmFrames(page, bytes, `video/${kind}`)) };
}

test("a loop has six seconds, its shape and less than 1.5 MB, and ends as it began", async (t) => {
  const page = await open(t, { query: "#v=1&seed=11&samples=1" });
  await fullSpeed(page);
  await finished(page);
  await share(page, "film");
  await page.waitForSelector('[data-file="loop"]:enabled');
  for (const [shape, width, height] of /** @type {const} */ ([
    ["square", 720, 720],
    ["upright", 720, 1280],
  ])) {
    const { bytes, seconds, last } = await loop(page, shape);
    t.diagnostic(`${shape}: ${bytes.length} bytes`);
    assert.ok(bytes.length < 1.5e6, `${shape}: ${bytes.length} bytes`);
    assert.ok(Math.abs(seconds - 6) < 0.1, `${seconds} s`);
    assert.deepEqual([last.width, last.height], [width, height]);
    const grey = (/** @type {number} */ x, /** @type {number} */ y) => last.data[4 * (y * width + x)];
    const row = (/** @type {number} */ y) => Array.from({ length: width }, (_, x) => grey(x, y));
    const middle = Array.from({ length: 200 }, (_, i) => grey(width / 2 - 100 + i, Math.round(0.4 * height)));
    assert.ok(Math.max(...middle) - Math.min(...middle) > 60, "noise again: neighbours differ");
    const words = Array.from({ length: 0.3 * height }, (_, y) => Math.max(...row(Math.round(0.69 * height) + y)));
    assert.ok(Math.max(...words) > 150, "words below");
  }
});

test("a lesson that the form alone has made opens and runs on a phone", async (t) => {
  const page = await open(t, { query: "#v=1&samples=4", ...phone });
  await fullSpeed(page);
  await finished(page);
  await share(page, "lesson");
  assert.equal(await page.isVisible("#sharing-lesson .try"), false, "there is no question yet");
  await page.fill("#sharing-lesson .asks", "Which digit comes most often?");
  await page.fill("#sharing-lesson textarea.answers", "0");
  await page.waitForFunction(() =>
    /2 to 6/.test(document.querySelector("#sharing-lesson .problem")?.textContent ?? ""),
  );
  await page.fill("#sharing-lesson textarea.answers", "0\n1\n2\nall alike");
  await page.uncheck("#sharing-lesson [name=seed]");
  await page.check("#sharing-lesson [name=own]");
  assert.equal(await page.locator(".share .preview .answer").count(), 4);
  await page.waitForSelector("#sharing-lesson .try:visible");
  const address = (await page.getAttribute("#sharing-lesson .try", "href")) ?? "";
  assert.match(address, /&answers=0%3B1%3B2%3Ball%20alike&numbers=own&hide=compare&free=generate_kt$/);

  const pupil = await open(t, { query: new URL(address).hash, ...phone });
  await pupil.waitForSelector("#run-lesson");
  assert.equal(await pupil.textContent("#lesson .question"), "Which digit comes most often?");
  await pupil.screenshot({ path: join(screenshots, "lesson-answers-phone.png") });
  assert.deepEqual(await findings(pupil), []);
  assert.deepEqual(await smallTargets(pupil), []);
  await pupil.check("#lesson input[value='all alike']");
  await pupil.click("#run-lesson");
  await fullSpeed(pupil);
  await finished(pupil);
  await pupil.waitForFunction(() =>
    /4 samples of this device/.test(document.querySelector(".counts")?.textContent ?? ""),
  );
  const counts = (await pupil.textContent("#lesson .counts")) ?? "";
  const of = [...counts.matchAll(/\d (\d)(?= ·|\.)/g)].map(([, count]) => Number(count));
  assert.equal(
    of.reduce((a, b) => a + b, 0),
    4,
    counts,
  );
  assert.equal(await pupil.isDisabled("#p-seed"), true);
  assert.equal(await pupil.$eval("#live-generate_kt", (e) => e.closest("[inert]")), null);
  await pupil.waitForFunction(() => /&first=[1-9]/.test(location.hash));
  assert.doesNotMatch(pupil.url(), /numbers=/, "a reload makes this device's samples again");
  const print = await text(pupil, "r-print");
  assert.notEqual(print, await text(page, "r-print"));
});

/** The entries of the sheet's last tab. @param {import("playwright-core").Page} page */
async function cited(page) {
  await share(page, "cite");
  const field = page.locator("#sharing-cite textarea");
  for (let tries = 0; tries < 200 && !(await field.inputValue()).includes("@misc"); tries++)
    await page.waitForTimeout(50);
  return field.inputValue();
}

test("a citation names the bits in which its link ends, or none of a run that has not ended", async (t) => {
  const play = await open(t, { path: "" });
  await play.waitForSelector("body[data-complete]");
  await play.waitForFunction(() => Number(document.getElementById("picture")?.dataset.step) > 100);
  await play.click("#pause");
  const entry = await cited(play);
  const [, print] = /of the samples ([0-9a-f]{16})/.exec(entry) ?? [];
  const [, url] = /@misc.*url +?= {(.*?)}/s.exec(entry) ?? [];
  assert.match(entry, /, 1 sample, /);
  const lab = await open(t, { query: new URL(url).hash });
  await fullSpeed(lab);
  assert.equal(await ended(lab, print), print);

  const begun = await open(t, { query: "#v=3&generate_time=60" });
  await begun.waitForFunction(() => /step [1-9]/.test(document.getElementById("r-step")?.textContent ?? ""));
  assert.doesNotMatch(await cited(begun), /of the samples/);
});
