// A figure that is moved in its page keeps its run and what was set on it: by a drag, by tabs that take it out and put it
// back, by a framework that moves nodes, by moveBefore. It trains once.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { ended, hosted, script, stateOf } from "../hosts.mjs";

/** @typedef {import("playwright-core").Page} Page */

const body = `<div id="here"><thermo-gen samples="2" seed="5" generate_time="1" iterations="4" controls="play time generate_kt hidden"></thermo-gen></div>
<div id="there"></div>
<script>trained = 0; addEventListener("thermogen-trained", () => trained++)</script>${script}`;

/** Sets something that runs again with it and something during the run. @param {Page} page */
async function prepare(page) {
  await ended(page);
  await page.evaluate(() => /** @type {any} */ (document.querySelector("thermo-gen")).set("seed", 6));
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("thermo-gen")).state?.seed === 6);
  await ended(page);
  await page.evaluate(() => /** @type {any} */ (document.querySelector("thermo-gen")).set("generate_kt", 3));
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("thermo-gen")).state?.steps > 100); // it goes on
  await ended(page);
  return { state: await stateOf(page), link: await linkOf(page), trained: await trainings(page) };
}

/** @param {Page} page @returns {Promise<string>} */
const linkOf = (page) => page.evaluate(() => /** @type {any} */ (document.querySelector("thermo-gen")).link());
/** @param {Page} page @returns {Promise<number>} */
const trainings = (page) => page.evaluate(() => /** @type {any} */ (globalThis).trained);

/** @type {[string, (page: Page) => Promise<unknown>][]} */
const moves = [
  ["appended elsewhere", (page) => page.evaluate("there.append(here.firstElementChild)")],
  ["moved by moveBefore", (page) => page.evaluate("there.moveBefore?.(here.firstElementChild, null)")],
  [
    "wrapped by a framework that renders again",
    (page) =>
      page.evaluate(
        "const f = here.firstElementChild; here.replaceChildren(); here.innerHTML = '<p></p>'; here.firstElementChild.append(f)",
      ),
  ],
  [
    "out of the page for longer than it keeps its workers",
    async (page) => {
      await page.evaluate("globalThis.kept = here.firstElementChild; kept.remove()");
      await page.waitForFunction("globalThis.kept.matches(':not(:root *)')");
      for (let times = 0; times < 100 && page.workers().length > 0; times++) await page.waitForTimeout(20);
      assert.equal(page.workers().length, 0, "its workers are given back");
      await page.evaluate("there.append(kept)");
    },
  ],
];

for (const [name, move] of moves)
  test(`a figure that is ${name} keeps its run and its settings`, async (t) => {
    const page = await hosted(t, body);
    const before = await prepare(page);
    assert.match(before.link, /seed=6/);
    assert.match(before.link, /generate_kt:3/);
    await move(page);
    assert.deepEqual(await stateOf(page), before.state);
    await page.evaluate(() => document.querySelector("thermo-gen")?.setAttribute("class", "another"));
    await page.evaluate(() => new Promise((done) => setTimeout(done, 100))); // a change that should do nothing
    assert.equal(await linkOf(page), before.link);
    assert.equal(await page.locator("thermo-gen #knob-generate_kt").inputValue(), "3");
    await page.locator("thermo-gen button.primary").click();
    await page.waitForFunction(
      (end) => /** @type {any} */ (document.querySelector("thermo-gen")).state.step < end,
      before.state.step,
    );
    await ended(page);
    assert.equal((await stateOf(page)).fingerprint, before.state.fingerprint);
    assert.equal(await trainings(page), before.trained, "it does not learn again");
  });

test("a figure that is set and told to play while it is out of its page does so when it is back", async (t) => {
  const page = await hosted(t, body);
  const { state } = await prepare(page);
  await page.evaluate("globalThis.kept = here.firstElementChild; kept.remove()");
  for (let times = 0; times < 100 && page.workers().length > 0; times++) await page.waitForTimeout(20);
  assert.equal(await page.evaluate("kept.set('seed', 9)"), true);
  await page.evaluate("there.append(kept)");
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("thermo-gen")).state?.seed === 9);
  await ended(page);
  assert.notEqual((await stateOf(page)).fingerprint, state.fingerprint);
});

for (const view of ["compare", "unit"])
  test(`the view ${view} goes on after its figure was out of its page`, async (t) => {
    const page = await hosted(
      t,
      `<div id="here"><thermo-gen samples="1" generate_time="1" iterations="4" view="${view}" compare="generate_kt:3"></thermo-gen></div>${script}`,
    );
    const alive = () =>
      page.waitForFunction((view) => {
        const root = document.querySelector("thermo-gen")?.shadowRoot;
        if (view === "unit") return Number(/** @type {any} */ (root?.querySelector(".rung"))?.dataset.samples) > 500;
        return (
          [...(root?.querySelectorAll("figcaption") ?? [])].filter((one) => /kT/.test(one.textContent ?? "")).length ===
          2
        );
      }, view);
    await alive();
    await page.evaluate("globalThis.kept = here.firstElementChild; kept.remove()");
    for (let times = 0; times < 100 && page.workers().length > 0; times++) await page.waitForTimeout(20);
    assert.equal(page.workers().length, 0);
    await page.evaluate("for (const one of kept.shadowRoot.querySelectorAll('figcaption')) one.textContent = ''");
    await page.evaluate("delete (kept.shadowRoot.querySelector('.rung') ?? kept).dataset.samples; here.append(kept)");
    if (view === "compare") await page.locator("thermo-gen button.primary").click();
    await alive();
  });
