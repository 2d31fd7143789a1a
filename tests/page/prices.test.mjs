// The panel of energies: every number against a known answer, totals that are refused, prices that travel in the link.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { finished, fullSpeed, open, text } from "./browser.mjs";

/** The panel of energies, when the run has ended. @param {import("node:test").TestContext} t @param {string} [query] */
async function look(t, query) {
  const page = await open(t, { query });
  await fullSpeed(page);
  await finished(page);
  await page.click("[data-panel=energy]");
  return page;
}

/** A row of the panel of energies: its first cell. @param {import("playwright-core").Page} page @param {string} name */
const priced = (page, name) =>
  page
    .locator("section.energy > .scroller tr", { has: page.locator("th", { hasText: name }) })
    .locator("td")
    .first();

test("the paper's energies are the core's, and the read-out's cost is in units of kT ln 2", async (t) => {
  const page = await look(t);
  const panel = page.locator("section.energy");
  await panel.getByText(/The paper’s ratio.* is 1\.81×10¹¹\./).waitFor();
  assert.equal(await priced(page, "Digital network").textContent(), "5.24×10¹⁴ kT");
  await panel.locator("select[name=read]").selectOption("own");
  await panel.locator("input[name=read]").fill("2.871e-20"); // 10 kT ln 2
  await panel
    .locator("td", { hasText: "4492 kT" })
    .or(panel.locator("td", { hasText: "4491 kT" }))
    .waitFor(); // 2 × (196 + 128) reads
  const ruler = (await page.getAttribute("section.energy .ruler", "aria-label")) ?? "";
  assert.match(ruler, /kT ln 2, the least to erase a bit 0\.693 kT/);
  assert.match(ruler, /a photon of green light 90\.\d kT/);
});

test("a missing price refuses the total, and the reader's prices travel in the link", async (t) => {
  const page = await look(t);
  const panel = page.locator("section.energy");
  await panel.getByText("There is no total: no price for Noise, Read-out, Switching on, Idle power.").waitFor();
  assert.equal(await priced(page, "Read-out").textContent(), "no price");
  assert.equal(
    await panel.getByText("The same estimate over the total here").count(),
    0,
    "no total, and no ratio of it",
  );
  await panel.locator("select[name=draw]").selectOption("bath");
  await panel.locator("select[name=read]").selectOption("z1");
  await panel.locator("select[name=write]").selectOption("z1");
  await panel.locator("input[name=idle]").fill("0.001");
  await panel.locator("input[name=time]").fill("2e-6");
  await panel.getByText("There is no total: no price for Idle power.").waitFor();
  await panel.locator("input[name=duty]").fill("2");
  assert.equal(await panel.locator("input[name=duty]").getAttribute("aria-invalid"), "true");
  await panel.locator("input[name=duty]").fill("0.5");
  await panel.getByText(/In all .* kT for a sample\./).waitFor();
  await panel.getByText(/The same estimate over the total here is \d/).waitFor();
  const kT = 1.380649e-23 * 300;
  const units = 196 + 128;
  const parts = { "Read-out": 2 * units * 1.692e-12, "Switching on": units * 153.6e-12, "Idle power": 4e-9 };
  const number = (/** @type {string | null} */ words) => {
    const [, mantissa, power] = /^([\d.\u2009]+)(?:×10([⁰¹²³⁴⁵⁶⁷⁸⁹]+))? kT$/.exec(words ?? "") ?? [];
    const digits = [...(power ?? "")].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit)).join("");
    return Number(mantissa.replaceAll("\u2009", "")) * 10 ** Number(digits);
  };
  for (const [name, joule] of Object.entries(parts)) {
    const found = number(await priced(page, name).textContent());
    assert.ok(Math.abs(found / (joule / kT) - 1) < 0.005, `${name}: ${found}`);
  }
  assert.equal(await priced(page, "Noise").textContent(), "0 kT");
  const heat = Number(await text(page, "r-heat"));
  const total = (await panel.getByText(/In all/).textContent()) ?? "";
  const sum = heat + Object.values(parts).reduce((all, joule) => all + joule / kT, 0);
  const said = number(`${/In all (.*) kT/.exec(total)?.[1]} kT`);
  assert.ok(Math.abs(said / sum - 1) < 0.005, `${total} ${sum}`);
  await page.waitForFunction(() =>
    location.hash.endsWith("&prices=draw:bath,read:z1,write:z1,idle:0.001,time:2e-6,duty:0.5"),
  );
  const other = await look(t, new URL(page.url()).hash);
  await other.locator("section.energy").getByText(total).waitFor();
  assert.equal(await other.locator("input[name=duty]").inputValue(), "0.5");
});
