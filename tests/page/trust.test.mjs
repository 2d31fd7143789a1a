// What a physicist looks at: first law, paths, spectrum and wells, receipts. The numbers in the page are
// held against the core, asked here without the page.

import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { opening } from "../../www/link/scenes.js";
import { finished, fullSpeed, open, text } from "./browser.mjs";

const built = new URL("../../www/built/portable/", import.meta.url);
const core = await import(new URL("tools.js", built).href);
core.initSync({ module: readFileSync(new URL("tools_bg.wasm", built)) });

const { settings } = opening("glyphs");
const pixels = core.glyphs(Uint8Array.of(0, 1, 2), 14, settings.seed, 0);
const labels = Uint8Array.of(0, 1, 2);
const trainer = new core.Training(settings, { pixels, labels, width: 14, height: 14 });
while (!trainer.advance());
const model = trainer.model();

/** A number as the page writes it. @param {string} words */
const number = (words) => Number(words.replaceAll("−", "-").replace(/[\u2009 ]|kT|k$/g, ""));

/** Opens a panel of the page once its first samples are there. @param {import("node:test").TestContext} t @param {string} panel */
async function look(t, panel) {
  const page = await open(t);
  await fullSpeed(page);
  await finished(page);
  await page.click(`[data-panel=${panel}]`);
  const region = page.locator(`section.panel.${panel}`);
  const value = async (/** @type {string} */ name) => {
    const row = region.locator("tr", { has: page.locator("th", { hasText: name }) });
    return (await row.locator("td").first().textContent()) ?? "";
  };
  return { page, region, value };
}

test("the first law closes on the run on the stage, heat counted both ways", async (t) => {
  const { page, region, value } = await look(t, "ledger");
  await region.getByText(/the bits on the stage\.$/).waitFor({ timeout: 60_000 });
  assert.equal(Math.round(number(await value("Heat emitted"))), Number(await text(page, "r-heat")));
  const [gained, given] = [await value("Energy gained"), await value("Work minus heat")];
  assert.equal(gained, given);
  const words = (await region.locator("[role=status]").last().textContent()) ?? "";
  const [, mantissa, power] = /closes the first law to ([\d.]+)×10⁻(\S+) kT/.exec(words) ?? [];
  assert.ok(Number(mantissa) > 0 && power, words);
  const sample = new core.Generation(model, settings, 0, 16);
  const start = sample.energies();
  sample.advance(4_000_000);
  const sum = (/** @type {ArrayLike<number>} */ of) => Array.from(of).reduce((a, b) => a + b, 0) / 16;
  assert.equal(number(await value("Energy at the start")), Number(sum(start).toFixed(3)));
  assert.equal(number(await value("Energy now")), Number(sum(sample.energies()).toFixed(3)));
  assert.equal(number(await value("Heat emitted")), Number(sum(sample.heatEmitted()).toFixed(3)));
});

test("an event from outside is in the ledger as work", async (t) => {
  const { page, region, value } = await look(t, "ledger");
  await region.getByText(/the bits on the stage\.$/).waitFor({ timeout: 60_000 });
  await page.click("#hidden-units");
  await page.fill("#lesion", "3");
  await page.press("#lesion", "Enter");
  await page.click("[data-panel=ledger]"); // what is hidden computes nothing
  await finished(page);
  await page.waitForFunction(() => document.querySelector("section.ledger .legend")?.textContent?.includes("work"));
  const [work, gained, given] = [
    await value("Work of events"),
    await value("Energy gained"),
    await value("Work minus heat"),
  ];
  assert.notEqual(number(work), 0);
  assert.ok(Math.abs(number(gained) - number(given)) < 0.0011, `${gained} ${given}`);
});

test("the path account is the core's, exact where it is said to be", async (t) => {
  const { page, region, value } = await look(t, "paths");
  await region.getByText(/^The log-ratio is/).waitFor({ timeout: 60_000 });
  await region.locator("select").selectOption("2");
  await region.locator("input").fill("5");
  await region.locator("input").press("Enter");
  const account = core.pathAccount(model, { pixels, labels, width: 14, height: 14 }, 2, 5);
  const shown = account.log_ratio.toFixed(3).replace("-", "−");
  await page.getByText(`The log-ratio is ${shown},`).waitFor({ timeout: 60_000 });
  assert.equal(number(await value("Its error")), Number(account.approximation_error.toFixed(3)));
  assert.match(await value("First minus both others"), /×10⁻[¹⁰]|^0$/);
});

test("spectrum, wells and the energy along an image are the core's", async (t) => {
  const { region } = await look(t, "inside");
  const spectrum = new core.Spectrum(model);
  const below = spectrum.below(settings.j2);
  const words = region.getByText(/^324 eigenvalues from/);
  await words.waitFor({ timeout: 60_000 });
  const lowest = spectrum.values()[0].toFixed(3).replace("-", "−");
  assert.match((await words.textContent()) ?? "", new RegExp(`from ${lowest} to .*; ${below} eigenvalues lie below`));
  const alone = region.getByText(/^Of all visible units.*no more than independent samples/);
  await alone.waitFor({ timeout: 60_000 });
  const along = region.getByText(/^With relaxed hidden units V is lowest at α = /);
  await along.waitFor({ timeout: 60_000 });
  const alphas = Float64Array.from({ length: 41 }, (_, i) => (i - 20) / 20);
  const energies = core.alongPattern(model, settings, trainer.targets().slice(0, 196), alphas, true);
  const deepest = Math.min(...energies) / (Number(settings.kt) * Number(settings.generate_kt));
  assert.ok(((await along.textContent()) ?? "").includes(`, ${deepest.toFixed(0).replace("-", "−")} kT;`));
});

test("a receipt is saved, opened again and matches; a changed one says what differs; a model comes back", async (t) => {
  const { page, region } = await look(t, "receipt");
  await region.getByText("the same bits as on the stage").waitFor({ timeout: 60_000 });
  const saved = async (/** @type {string} */ name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), region.getByText(name).click()]);
    return readFileSync(/** @type {string} */ (await download.path()));
  };
  const receipt = await saved("Save the receipt");
  const said = JSON.parse(String(receipt));
  assert.equal(said.model.fingerprint, model.fingerprint());
  assert.equal(said.generation.fingerprint, await text(page, "r-print"));
  const drop = async (/** @type {string} */ name, /** @type {Buffer} */ buffer) =>
    region.locator("input[type=file]").setInputFiles({ name, mimeType: "", buffer });
  await drop("mine.json", receipt);
  await region.getByText(/^mine\.json.*: match\./).waitFor({ timeout: 60_000 });
  said.generation.heat_emitted_mean_kt += 1;
  said.generation.settings.seed = 77;
  await drop("other.json", Buffer.from(JSON.stringify(said)));
  await region.getByText(/: mismatch\. Fingerprint of the run, Heat emitted/).waitFor({ timeout: 60_000 });
  assert.match((await region.locator(".result tr").first().textContent()) ?? "", /the same here/);
  await drop("bad.json", Buffer.from("{}"));
  await region.getByText(/^bad\.json: .*receipt/).waitFor({ timeout: 60_000 });
  const native = readFileSync(new URL("../receipts/schema-2.json", import.meta.url));
  await drop("native.json", native);
  await region.getByText(/^native\.json, written by thermogen [\d.]+: match\./).waitFor({ timeout: 60_000 });
  await drop("my.safetensors", await saved("Save the model"));
  await region.getByText("my.safetensors: the model on the stage.").waitFor({ timeout: 60_000 });
});
